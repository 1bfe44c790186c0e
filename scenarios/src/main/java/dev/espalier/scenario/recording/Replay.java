package dev.espalier.scenario.recording;

import com.google.common.collect.Iterables;
import dev.espalier.mongo.MongoSource;
import dev.espalier.scenario.Scenario.AppSource;
import dev.espalier.scenario.play.Course;
import dev.espalier.scenario.play.Play;
import dev.espalier.scenario.play.PlayException;
import dev.espalier.scenario.play.PlaySettings;
import dev.espalier.scenario.play.PlayedStep;
import dev.espalier.scenario.story.FirstDifference;
import dev.espalier.scenario.story.Wording;
import dev.espalier.trace.Recording;
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
  private final RecordedWorld world;
  private final Play play;
  private @Nullable Departure departure;

  private Replay(RecordingFile file, RecordedWorld world, Play play) {
    this.file = file;
    this.world = world;
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
    Recording recording = new Recording();
    RecordedWorld world = new RecordedWorld(file.events(), recording);
    Play play =
        Play.begin(playable(file.course()), file.settings(), recording, world, world, progress);
    Replay replay = new Replay(file, world, play);
    replay.run();
    return replay;
  }

  /**
   * Invariants ask the app for views once more. An app elsewhere is not there, and has answered
   * only what was recorded; whether they held was told then.
   */
  private static Course playable(Course course) {
    return isElsewhere(course)
        ? new Course(course.scenario().withoutInvariants(), course.byHand())
        : course;
  }

  private static boolean isElsewhere(Course course) {
    return course.scenario().app() instanceof AppSource.Remote;
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
    while (!world.departed() && !play.isOver() && isLeft()) {
      play.next();
    }
    if (world.departed() || world.same() < file.size()) {
      depart(Iterables.getLast(play.played(), null));
    }
  }

  /** Where no invariant is checked, a run that one of them ended is over with its events. */
  private boolean isLeft() {
    return !isElsewhere(file.course())
        || world.same() < file.size()
        || !play.upcoming().orElseThrow().isAct();
  }

  /** What happens after the events that are the same is not what was recorded. */
  private void depart(@Nullable PlayedStep step) {
    int same = world.same();
    departure =
        new Departure(
            FirstDifference.fromRecorded(
                same == file.size() ? null : file.events().get(same),
                play.recording().after(0),
                same,
                new Wording(play.users(), LONGEST_VALUE)),
            Optional.ofNullable(step));
  }

  @Override
  public void close() {
    play.close();
  }
}
