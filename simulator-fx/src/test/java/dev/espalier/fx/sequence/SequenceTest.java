package dev.espalier.fx.sequence;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espalier.fx.arrangement.Labels;
import dev.espalier.fx.sequence.Sequence.Work;
import dev.espalier.fx.timeline.Player;
import dev.espalier.fx.timeline.Timeline;
import dev.espalier.fx.viewing.Watched;
import dev.espalier.otp.ExitReason;
import dev.espalier.otp.Group;
import dev.espalier.otp.Name;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.otp.ProcessEvent.Dropped;
import dev.espalier.otp.ProcessEvent.Exited;
import dev.espalier.otp.ProcessEvent.Handled;
import dev.espalier.otp.ProcessEvent.Joined;
import dev.espalier.otp.ProcessEvent.Kind;
import dev.espalier.otp.ProcessEvent.Received;
import dev.espalier.otp.ProcessEvent.Sent;
import dev.espalier.otp.ProcessEvent.Spawned;
import dev.espalier.trace.Recording;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SequenceTest {
  private static final Pid STREAM = new Pid(1);
  private static final Pid ALICE = new Pid(2);
  private static final Pid BOB = new Pid(3);
  private static final Pid QUERY = new Pid(4);

  private final Recording recording = new Recording();
  private final Timeline timeline = new Timeline(recording);

  @BeforeEach
  void twoSessionsThatShareAQuery() {
    record(new Spawned(QUERY, null, "Q", new Name("Q", "env items")));
    record(new Spawned(STREAM, null, "CS", new Name("CS", "env")));
    record(new Spawned(ALICE, null, "SCM", new Name("SCM", "alice")));
    record(new Spawned(BOB, null, "SCM", new Name("SCM", "bob")));
    record(new Joined(QUERY, new Group("q", "alice")));
    record(new Joined(QUERY, new Group("q", "bob")));
  }

  private void record(ProcessEvent event) {
    recording.observe(recording.size() + 1L, 0, Instant.EPOCH, event);
    timeline.follow(Integer.MAX_VALUE);
  }

  /** From the seventh event on. */
  private Sequence sequence(Choice choice) {
    Sequence sequence = new Sequence(timeline, choice, 6);
    sequence.read(timeline.end());
    return sequence;
  }

  private void aChangeForBoth() {
    record(new Sent(STREAM, ALICE, Kind.PUBLISH, "change")); // 7
    record(new Sent(STREAM, BOB, Kind.PUBLISH, "change")); // 8
    record(new Received(ALICE, 7)); // 9
    record(new Sent(ALICE, QUERY, Kind.CALL, "event")); // 10
    record(new Received(QUERY, 10)); // 11
    record(new Sent(QUERY, ALICE, Kind.REPLY, "none")); // 12
    record(new Handled(QUERY, 10, "state")); // 13
    record(new Handled(ALICE, 7, "state")); // 14
    record(new Received(BOB, 8)); // 15
    record(new Sent(BOB, QUERY, Kind.CALL, "event")); // 16
  }

  @Test
  void whoTakesPartHasALaneInTheOrderOfTheFlow() {
    aChangeForBoth();

    assertThat(sequence(Choice.USUAL).lanes())
        .extracting(Lane::kind)
        .containsExactly("CS", "SCM", "SCM", "Q");
    assertThat(sequence(Choice.USUAL).size()).isEqualTo(5);
  }

  @Test
  void workLastsFromTheMessageUntilItIsDone() {
    aChangeForBoth();

    assertThat(sequence(Choice.USUAL).worksIn(0, 9))
        .containsExactly(
            new Work(new Name("Q", "env items"), 2, 3),
            new Work(new Name("SCM", "alice"), 2, 3),
            new Work(new Name("SCM", "bob"), 4, 4));
    assertThat(sequence(Choice.USUAL).worksIn(0, 1)).isEmpty();
  }

  @Test
  void ofOneSessionNothingIsSeenThatIsOnlyAnothersBusiness() {
    aChangeForBoth();

    Sequence alice = sequence(Choice.USUAL.ofSession("alice"));

    assertThat(alice.lanes()).extracting(Lane::identity).doesNotContain(new Name("SCM", "bob"));
    assertThat(alice.size()).isEqualTo(3);
  }

  @Test
  void ofOneProcessEverythingIsSeenThatItSentOrWasSent() {
    aChangeForBoth();

    assertThat(sequence(Choice.USUAL.ofProcess(new Name("SCM", "bob"))).size()).isEqualTo(2);
  }

  @Test
  void signalsAreSeenWhenTheyAreAskedFor() {
    record(new Sent(STREAM, ALICE, Kind.SIGNAL, "down"));

    assertThat(sequence(Choice.USUAL).size()).isZero();
    assertThat(sequence(Choice.USUAL.withSignals(true)).size()).isEqualTo(1);
  }

  @Test
  void beginningsEndsAndLostMessagesHaveARow() {
    record(new Exited(QUERY, ExitReason.killed())); // 7
    record(new Dropped(ALICE, QUERY, Kind.CALL, "event")); // 8
    record(new Spawned(new Pid(9), null, "Q", new Name("Q", "env items"))); // 9

    Sequence sequence = sequence(Choice.USUAL);

    assertThat(sequence.row(0)).isInstanceOf(Row.End.class);
    assertThat(sequence.row(1))
        .isEqualTo(
            new Row.Message(
                8, new Name("SCM", "alice"), new Name("Q", "env items"), Kind.CALL, "event", true));
    assertThat(sequence.row(2)).isEqualTo(new Row.Begin(9, new Name("Q", "env items"), true));
  }

  @Test
  void readingOnIsTheSameAsReadingAll() {
    Sequence grown = new Sequence(timeline, Choice.USUAL, 6);
    grown.read(timeline.end());
    aChangeForBoth();
    grown.read(timeline.end());

    Sequence whole = sequence(Choice.USUAL);
    assertThat(grown.lanes()).isEqualTo(whole.lanes());
    assertThat(grown.size()).isEqualTo(whole.size());
    assertThat(grown.rowAt(11)).isEqualTo(2);
    assertThat(grown.rowAt(6)).isEqualTo(-1);
  }

  @Test
  void theStretchIsTheStepOrTheWholeOfIt() {
    aChangeForBoth();
    Watched watched =
        new Watched(
            timeline,
            new Player(10, 1, false, 1),
            new Labels("env", ImmutableMap.of()),
            6,
            14,
            null,
            0,
            ImmutableList.of());

    assertThat(Choice.USUAL.stretch(watched)).isEqualTo(new Choice.Stretch(6, 14));
    assertThat(Choice.USUAL.of(Choice.Extent.ALL).stretch(watched))
        .isEqualTo(new Choice.Stretch(0, timeline.end()));
    assertThat(Choice.USUAL.of(Choice.Extent.CHANGE).stretch(watched))
        .isEqualTo(new Choice.Stretch(6, 14));
  }
}
