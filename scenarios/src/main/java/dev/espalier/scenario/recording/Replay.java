package dev.espalier.scenario.recording;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import dev.espalier.mongo.MongoSource;
import dev.espalier.scenario.play.Play;
import dev.espalier.scenario.play.PlayException;
import dev.espalier.scenario.play.PlaySettings;
import dev.espalier.scenario.play.PlayedStep;
import dev.espalier.scenario.story.FirstDifference;
import dev.espalier.scenario.story.Wording;
import dev.espalier.trace.TraceEvent;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A recording, played again: a run with the same events, states and messages among them, as long as
 * it goes the way it went. It is played to its end, or to the end of the step in which it departs.
 */
public final class Replay implements AutoCloseable {
  private static final int LONGEST_VALUE = 120;

  private final RecordingFile file;
  private final Play play;

  /** How many events have been compared. */
  private int compared;

  private @Nullable Departure departure;

  private Replay(RecordingFile file, Play play) {
    this.file = file;
    this.play = play;
  }

  /**
   * Plays a recording again.
   *
   * @param progress told in a line what takes long
   * @throws RecordingException when its run cannot be repeated
   * @throws PlayException when it cannot be begun any more
   */
  public static Replay of(RecordingFile file, Consumer<String> progress)
      throws RecordingException, PlayException {
    requireRepeatable(file);
    Replay replay = new Replay(file, Play.begin(file.course(), file.settings(), progress));
    replay.run();
    return replay;
  }

  private static void requireRepeatable(RecordingFile file) throws RecordingException {
    PlaySettings settings = file.settings();
    if (settings.live()) {
      throw new RecordingException(
          file.path(),
          1,
          "recorded with --live, where threads and time decide; record the scenario without it");
    }
    if (!(settings.mongo() instanceof MongoSource.Embedded)) {
      throw new RecordingException(
          file.path(),
          1,
          "recorded with a MongoDB that has its own clock; record the scenario without --mongo");
    }
  }

  /** The run. */
  public Play play() {
    return play;
  }

  /** Where it goes another way than recorded; nowhere if it has the same events to the byte. */
  public Optional<Departure> departure() {
    return Optional.ofNullable(departure);
  }

  private void run() {
    compare(null);
    while (departure == null && !play.isOver()) {
      compare(play.next());
    }
    if (departure == null && compared < file.events().size()) {
      depart(Iterables.getLast(play.played(), null));
    }
  }

  /** Compares what has happened since. */
  private void compare(@Nullable PlayedStep step) {
    ImmutableList<String> recorded = file.events();
    for (TraceEvent event : play.recording().after(compared)) {
      if (compared == recorded.size() || !recorded.get(compared).equals(event.toJson())) {
        depart(step);
        return;
      }
      compared++;
    }
  }

  /** What happens after the events that are the same is not what was recorded. */
  private void depart(@Nullable PlayedStep step) {
    departure =
        new Departure(
            FirstDifference.fromRecorded(
                compared == file.events().size() ? null : file.events().get(compared),
                play.recording().after(0),
                compared,
                new Wording(play.users(), LONGEST_VALUE)),
            Optional.ofNullable(step));
  }

  @Override
  public void close() {
    play.close();
  }
}
