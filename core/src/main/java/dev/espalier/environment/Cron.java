package dev.espalier.environment;

import dev.espalier.app.App;
import dev.espalier.app.DataAccess.DataException;
import java.time.Instant;
import java.util.Set;
import org.bson.BsonBoolean;
import org.bson.BsonDateTime;
import org.bson.BsonDocument;
import org.bson.BsonString;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A listener that an app wants run at set times.
 *
 * @param props what the listener is given, an object
 * @param overlap whether it is run again while an earlier run waits or goes on
 * @param active whether it runs at all
 * @param runsMissed whether it runs once when its environment starts, if it should have run since
 * @param due when it runs next
 */
public record Cron(
    String name,
    String listener,
    Schedule schedule,
    JsonNode props,
    boolean overlap,
    boolean active,
    boolean runsMissed,
    Instant due) {
  private static final Set<String> STATES = Set.of("active", "inactive");

  /** A new one, as an app writes it. */
  static Cron read(String name, JsonNode written, Instant now) throws DataException {
    JsonNode schedule = written.path("schedule");
    if (!schedule.isString()) {
      throw DataException.badRequest(
          "a cron needs a listener and a schedule, e.g. {\"listener\": \"clean\", \"schedule\":"
              + " \"0 4 * * *\"}");
    }
    Cron plain =
        new Cron(
            name,
            RegisteredListener.name(written),
            Schedule.parse(schedule.stringValue(), now),
            JsonNodeFactory.instance.objectNode(),
            true,
            true,
            false,
            now);
    return plain.changed(written, now);
  }

  /** What it becomes of what an app writes: what is not written stays. */
  Cron changed(JsonNode written, Instant now) throws DataException {
    String newListener =
        RegisteredListener.isNamed(written) ? RegisteredListener.name(written) : listener;
    Schedule newSchedule =
        written.has("schedule")
            ? Schedule.parse(written.path("schedule").asString(""), now)
            : schedule;
    return new Cron(
            name,
            newListener,
            newSchedule,
            written.has("props") ? RegisteredListener.props(written) : props,
            flag("overlap", written, overlap),
            active(written),
            flag("should_run_missed_steps", written, runsMissed),
            due)
        .after(now);
  }

  private static boolean flag(String key, JsonNode written, boolean before) throws DataException {
    JsonNode flag = written.path(key);
    if (flag.isMissingNode()) {
      return before;
    }
    if (!flag.isBoolean()) {
      throw DataException.badRequest("%s is true or false; got %s".formatted(key, flag));
    }
    return flag.booleanValue();
  }

  private boolean active(JsonNode written) throws DataException {
    JsonNode state = written.path("state");
    if (state.isMissingNode()) {
      return active;
    }
    if (!STATES.contains(state.asString(""))) {
      throw DataException.badRequest("state is \"active\" or \"inactive\"; got " + state);
    }
    return state.asString("").equals("active");
  }

  /** The same with its next run after a time. */
  Cron after(Instant time) {
    return new Cron(
        name,
        listener,
        schedule,
        props,
        overlap,
        active,
        runsMissed,
        schedule.after(time).orElseThrow());
  }

  boolean isDue(Instant now) {
    return active && !due.isAfter(now);
  }

  App.ListenerRequest request() {
    return new App.ListenerRequest(listener, props, JsonNodeFactory.instance.objectNode());
  }

  /** What an app is told of it. */
  JsonNode toJson() {
    ObjectNode told = JsonNodeFactory.instance.objectNode();
    told.put("name", name).put("listener", listener).put("schedule", schedule.written());
    told.set("props", props);
    return told.put("overlap", overlap)
        .put("state", active ? "active" : "inactive")
        .put("should_run_missed_steps", runsMissed);
  }

  /** As it is kept; props as text, which keeps whatever BSON would not. */
  BsonDocument toBson() {
    return new BsonDocument("_id", new BsonString(name))
        .append("listener", new BsonString(listener))
        .append("schedule", new BsonString(schedule.written()))
        .append("props", new BsonString(props.toString()))
        .append("overlap", BsonBoolean.valueOf(overlap))
        .append("active", BsonBoolean.valueOf(active))
        .append("runsMissed", BsonBoolean.valueOf(runsMissed))
        .append("due", new BsonDateTime(due.toEpochMilli()));
  }

  static Cron ofBson(BsonDocument kept) {
    return new Cron(
        kept.getString("_id").getValue(),
        kept.getString("listener").getValue(),
        new Schedule(kept.getString("schedule").getValue()),
        JsonMapper.shared().readTree(kept.getString("props").getValue()),
        kept.getBoolean("overlap").getValue(),
        kept.getBoolean("active").getValue(),
        kept.getBoolean("runsMissed").getValue(),
        Instant.ofEpochMilli(kept.getDateTime("due").getValue()));
  }
}
