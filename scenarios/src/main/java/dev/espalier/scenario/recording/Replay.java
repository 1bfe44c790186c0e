package dev.espalier.scenario.recording;

import dev.espalier.scenario.Scenario.AppSource;
import dev.espalier.scenario.Step;
import dev.espalier.scenario.play.Course;
import dev.espalier.scenario.play.Play;
import dev.espalier.scenario.play.PlayException;
import dev.espalier.scenario.play.PlayedStep;
import dev.espalier.scenario.story.FirstDifference;
import dev.espalier.scenario.story.Wording;
import dev.espalier.trace.Recording;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A recording, played again: a run with the same events, states and messages among them, as long as
 * it goes the way it went. It is over with what was recorded, or with the step in which it departs.
 */
public final class Replay implements AutoCloseable {
  private static final int LONGEST_VALUE = 120;

  private final RecordingFile file;
  private final RecordedWorld world;
  private final Play play;
  private @Nullable Departure departure;

  /** Whether something was done that was not done then. */
  private boolean isAnother;

  private Replay(RecordingFile file, RecordedWorld world, Play play) {
    this.file = file;
    this.world = world;
    this.play = play;
  }

  /**
   * Plays a recording again, as far as it goes the same way.
   *
   * @param progress told in a line what takes long
   * @throws RecordingException when its run cannot be repeated
   * @throws PlayException when it cannot be begun any more
   */
  public static Replay of(RecordingFile file, Consumer<String> progress)
      throws RecordingException, PlayException {
    Replay replay = begin(file, progress);
    while (!replay.isOver()) {
      replay.next();
    }
    return replay;
  }

  /** Begins to; no step is played until it is told to. */
  public static Replay begin(RecordingFile file, Consumer<String> progress)
      throws RecordingException, PlayException {
    file.requireRepeatable();
    Recording recording = new Recording();
    RecordedWorld world = new RecordedWorld(file.events(), recording);
    Play play =
        Play.begin(playable(file.course()), file.settings(), recording, world, world, progress);
    Replay replay = new Replay(file, world, play);
    replay.compare(null);
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

  /** The run. */
  public Play play() {
    return play;
  }

  /** Where it goes another way than recorded; nowhere if it has the same events to the byte. */
  public Optional<Departure> departure() {
    return Optional.ofNullable(departure);
  }

  /** Whether nothing is left of what was recorded, or it went another way. */
  public boolean isOver() {
    return isAnother ? play.upcoming().isEmpty() : departure != null || play.isOver() || !isLeft();
  }

  /** Where no invariant is checked, a run that one of them ended is over with its events. */
  private boolean isLeft() {
    return !isElsewhere(file.course())
        || world.same() < file.size()
        || !play.upcoming().orElseThrow().isAct();
  }

  /** Plays the next step. */
  public PlayedStep next() {
    PlayedStep step = play.next();
    if (!isAnother) {
      compare(step);
    }
    return step;
  }

  /** Does what was not done then: what comes of it is another run, and compared with nothing. */
  public PlayedStep play(Step step) {
    isAnother = true;
    return play.play(step);
  }

  private void compare(@Nullable PlayedStep last) {
    if (world.departed() || (isOver() && world.same() < file.size())) {
      depart(last);
    }
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
