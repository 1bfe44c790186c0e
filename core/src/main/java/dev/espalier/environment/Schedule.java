package dev.espalier.environment;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.espalier.app.DataAccess.DataException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;

/**
 * When a cron runs: the five fields of Unix cron, in UTC.
 *
 * @param written e.g. {@code 30 6 * * 1-5}, half past six from Monday to Friday
 */
public record Schedule(String written) {
  private static final int LONGEST = 100;
  private static final CronParser PARSER =
      new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

  /**
   * Reads a schedule.
   *
   * @throws DataException when it is none, or never comes
   */
  static Schedule parse(String written, Instant now) throws DataException {
    Schedule schedule = new Schedule(written);
    try {
      if (written.length() <= LONGEST && schedule.after(now).isPresent()) {
        return schedule;
      }
    } catch (IllegalArgumentException e) {
      throw invalid(written, String.valueOf(e.getMessage()));
    }
    throw invalid(
        written,
        written.length() > LONGEST
            ? "it is longer than %d characters".formatted(LONGEST)
            : "it never comes");
  }

  private static DataException invalid(String written, String why) {
    return DataException.badRequest(
        "%.100s is no schedule: %s; write minute, hour, day, month and weekday, in UTC, e.g. 30 6 * * 1-5"
            .formatted(written, why.lines().findFirst().orElse("")));
  }

  /** The first time after another. */
  Optional<Instant> after(Instant time) {
    return ExecutionTime.forCron(PARSER.parse(written))
        .nextExecution(time.atZone(ZoneOffset.UTC))
        .map(ZonedDateTime::toInstant);
  }
}
