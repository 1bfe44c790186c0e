package dev.espalier.fx.timeline;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.otp.ExitReason;
import dev.espalier.otp.Group;
import dev.espalier.otp.Name;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.otp.ProcessEvent.Exited;
import dev.espalier.otp.ProcessEvent.Handled;
import dev.espalier.otp.ProcessEvent.Joined;
import dev.espalier.otp.ProcessEvent.Kind;
import dev.espalier.otp.ProcessEvent.Left;
import dev.espalier.otp.ProcessEvent.Received;
import dev.espalier.otp.ProcessEvent.Resumed;
import dev.espalier.otp.ProcessEvent.Sent;
import dev.espalier.otp.ProcessEvent.Spawned;
import dev.espalier.otp.ProcessEvent.Started;
import dev.espalier.otp.ProcessEvent.Suspended;
import dev.espalier.otp.ProcessEvent.TimerCancelled;
import dev.espalier.otp.ProcessEvent.TimerFired;
import dev.espalier.otp.ProcessEvent.TimerSet;
import dev.espalier.scenario.Place;
import dev.espalier.scenario.Step;
import dev.espalier.scenario.play.Outcome;
import dev.espalier.scenario.play.PlayedStep;
import dev.espalier.trace.Recording;
import dev.espalier.trace.TraceEvent;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimelineTest {
  private static final Pid ROOT = new Pid(1);
  private static final Pid WORKER = new Pid(2);
  private static final Name NAME = new Name("SCM", "alice");

  private final Recording recording = new Recording();

  private Timeline timeline(ProcessEvent... events) {
    for (ProcessEvent event : events) {
      record(event);
    }
    Timeline timeline = new Timeline(recording);
    timeline.follow(Integer.MAX_VALUE);
    return timeline;
  }

  private static ProcessAt process(Moment moment, Pid pid) {
    return requireNonNull(moment.process(pid));
  }

  private void record(ProcessEvent event) {
    recording.observe(recording.size() + 1L, 0, Instant.EPOCH, event);
  }

  @Test
  void aProcessLivesFromItsSpawnToItsExit() {
    Timeline timeline =
        timeline(
            new Spawned(WORKER, ROOT, "SCM", NAME),
            new Started(WORKER, "ready"),
            new Exited(WORKER, ExitReason.normal()));

    assertThat(timeline.at(0).processes()).isEmpty();
    assertThat(process(timeline.at(1), WORKER).state()).isNull();
    assertThat(process(timeline.at(2), WORKER).state()).isEqualTo("ready");
    assertThat(timeline.at(3).processes()).isEmpty();
    assertThat(timeline.at(1).processes()).containsOnlyKeys(WORKER);
  }

  @Test
  void aMessageWaitsUntilItIsReceivedAndIsHandledUntilItIsDone() {
    Timeline timeline =
        timeline(
            new Spawned(WORKER, ROOT, "SCM", NAME),
            new Sent(ROOT, WORKER, Kind.CAST, "first"),
            new Sent(ROOT, WORKER, Kind.CALL, "second"),
            new Received(WORKER, 2),
            new Handled(WORKER, 2, "after first"));

    assertThat(process(timeline.at(3), WORKER).mailbox()).containsExactly(2L, 3L);
    assertThat(process(timeline.at(4), WORKER).mailbox()).containsExactly(3L);
    assertThat(process(timeline.at(4), WORKER).handling()).isEqualTo(2);
    assertThat(process(timeline.at(5), WORKER).handling()).isZero();
    assertThat(process(timeline.at(5), WORKER).state()).isEqualTo("after first");
  }

  @Test
  void aProcessIsSuspendedUntilItIsResumedAndHasTimersUntilTheyEnd() {
    Timeline timeline =
        timeline(
            new Spawned(WORKER, ROOT, "SCM", NAME),
            new Suspended(WORKER),
            new TimerSet(WORKER, Instant.EPOCH, "later"),
            new TimerSet(WORKER, Instant.EPOCH, "never"),
            new TimerFired(WORKER, 3),
            new Resumed(WORKER),
            new TimerCancelled(WORKER, 4));

    assertThat(process(timeline.at(2), WORKER).suspended()).isTrue();
    assertThat(process(timeline.at(4), WORKER).timers()).containsExactly(3L, 4L);
    assertThat(process(timeline.at(5), WORKER).timers()).containsExactly(4L);
    assertThat(process(timeline.at(6), WORKER).suspended()).isFalse();
    assertThat(process(timeline.at(7), WORKER).timers()).isEmpty();
  }

  @Test
  void aReplyDoesNotWaitInAMailbox() {
    Timeline timeline =
        timeline(
            new Spawned(WORKER, ROOT, "SCM", NAME), new Sent(ROOT, WORKER, Kind.REPLY, "answer"));

    assertThat(process(timeline.at(2), WORKER).mailbox()).isEmpty();
  }

  @Test
  void whoTakesTheSeatOfOneThatFailedIsARestartButNotOfOneThatWasDone() {
    Pid second = new Pid(3);
    Pid third = new Pid(4);
    Timeline timeline =
        timeline(
            new Spawned(WORKER, ROOT, "SCM", NAME),
            new Exited(WORKER, ExitReason.killed()),
            new Spawned(second, ROOT, "SCM", NAME),
            new Exited(second, ExitReason.normal()),
            new Spawned(third, ROOT, "Q", new Name("Q", "env")));

    assertThat(process(timeline.at(3), second).restarts()).isEqualTo(1);
    assertThat(process(timeline.at(5), third).restarts()).isZero();
    assertThat(timeline.at(3).restarts()).isEqualTo(1);
  }

  @Test
  void theCastOfAStretchHasEveryoneWhoLivedInItOnce() {
    Pid restarted = new Pid(3);
    Pid brief = new Pid(4);
    Timeline timeline =
        timeline(
            new Spawned(WORKER, ROOT, "SCM", NAME),
            new Spawned(brief, ROOT, "MS", null),
            new Exited(brief, ExitReason.normal()),
            new Exited(WORKER, ExitReason.killed()),
            new Spawned(restarted, ROOT, "SCM", NAME));

    assertThat(timeline.cast(1, 5).members()).containsOnlyKeys(NAME, brief);
    assertThat(requireNonNull(timeline.cast(1, 5).members().get(NAME)).pid()).isEqualTo(restarted);
    assertThat(timeline.cast(3, 5).members()).containsOnlyKeys(NAME);
  }

  @Test
  void theCastIsTheSameUntilSomebodyComesOrJoins() {
    Group group = new Group("scm", "env");
    Timeline timeline = timeline(new Spawned(WORKER, ROOT, "SCM", NAME));
    Cast cast = timeline.cast(0, timeline.end());

    record(new Sent(ROOT, WORKER, Kind.CAST, "one"));
    timeline.follow(10);
    assertThat(timeline.cast(0, timeline.end())).isSameAs(cast);

    record(new Joined(WORKER, group));
    record(new Left(WORKER, group));
    timeline.follow(10);
    assertThat(timeline.cast(0, timeline.end()).groups().get(NAME)).containsExactly(group);
  }

  @Test
  void inTheCastEveryoneHasItsParentWhicheverIncarnationThatWas() {
    Name boss = new Name("Session.Supervisor", "alice");
    Pid first = new Pid(2);
    Timeline timeline =
        timeline(
            new Spawned(first, ROOT, "Session.Supervisor", boss),
            new Spawned(new Pid(3), first, "SCM", NAME),
            new Exited(first, ExitReason.killed()),
            new Spawned(new Pid(4), ROOT, "Session.Supervisor", boss));

    Cast cast = timeline.cast(0, 4);

    ProcessAt child = requireNonNull(cast.members().get(NAME));
    assertThat(requireNonNull(cast.parent(child)).pid()).isEqualTo(new Pid(4));
  }

  @Test
  void everyLifeIsKnownFromItsBeginningToItsEnd() {
    Pid second = new Pid(3);
    Timeline timeline =
        timeline(
            new Spawned(WORKER, ROOT, "SCM", NAME),
            new Exited(WORKER, ExitReason.killed()),
            new Spawned(second, ROOT, "SCM", NAME));

    Life first = requireNonNull(timeline.lives().of(WORKER));
    assertThat(first.reason()).isEqualTo(ExitReason.killed());
    assertThat(first.spans(1)).isTrue();
    assertThat(first.spans(2)).isFalse();
    assertThat(timeline.lives().last(NAME, 2)).isEqualTo(first);
    assertThat(timeline.lives().last(NAME, 3)).isEqualTo(timeline.lives().of(second));
    assertThat(timeline.lives().last(NAME, 0)).isNull();
  }

  @Test
  void theLastMessagesOfAProcessAreThoseToItAndFromIt() {
    Timeline timeline =
        timeline(
            new Spawned(WORKER, ROOT, "SCM", NAME),
            new Sent(ROOT, WORKER, Kind.CALL, "to"),
            new Sent(ROOT, new Pid(9), Kind.CALL, "past"),
            new Sent(WORKER, ROOT, Kind.REPLY, "from"),
            new Sent(WORKER, WORKER, Kind.CAST, "itself"));

    assertThat(timeline.messages(WORKER, 5, 2))
        .extracting(TraceEvent::number)
        .containsExactly(5L, 4L);
    assertThat(timeline.messages(WORKER, 4, 9))
        .extracting(TraceEvent::number)
        .containsExactly(4L, 2L);
  }

  @Test
  void whatIsRecordedWhileItIsReadIsFollowed() {
    Timeline timeline = timeline(new Spawned(WORKER, ROOT, "SCM", NAME));
    assertThat(timeline.follow(10)).isFalse();

    record(new Joined(WORKER, new Group("scm", "env")));

    assertThat(timeline.follow(10)).isTrue();
    assertThat(process(timeline.at(2), WORKER).groups()).containsExactly(new Group("scm", "env"));
  }

  @Test
  void stepsEndWhereTheyWerePlayed() {
    Timeline timeline =
        timeline(
            new Spawned(WORKER, ROOT, "SCM", NAME),
            new Sent(ROOT, WORKER, Kind.CAST, "one"),
            new Received(WORKER, 2),
            new Sent(ROOT, WORKER, Kind.CAST, "two"),
            new Received(WORKER, 4));
    timeline.add(step(1, 1, 3));
    timeline.add(step(2, 3, 5));

    assertThat(timeline.stepAfter(0)).isEqualTo(3);
    assertThat(timeline.stepAfter(3)).isEqualTo(5);
    assertThat(timeline.stepAfter(5)).isEqualTo(5);
    assertThat(timeline.stepBefore(5)).isEqualTo(3);
    assertThat(timeline.stepBefore(3)).isZero();
    assertThat(timeline.stepsEnded(4)).isEqualTo(1);
    assertThat(timeline.messageAfter(2)).isEqualTo(4);
    assertThat(timeline.messageBefore(4)).isEqualTo(2);
  }

  private static PlayedStep step(int number, long before, long after) {
    return new PlayedStep(
        number, new Step.Say(Place.of("test"), "…"), false, new Outcome.Done(), before, after);
  }

  @Test
  void anyMomentIsTheSameFromAKeyframeAsFromTheBeginning() {
    Random random = new Random(7);
    record(new Spawned(ROOT, null, "Supervisor", null));
    Map<Name, Pid> seats = new HashMap<>();
    for (int i = 0; i < 30_000; i++) {
      record(any(random, recording.size() + 1L, seats));
    }
    Timeline timeline = timeline();
    Lives lives = new Lives();
    Replay replay = new Replay(Moment.NOTHING, lives);
    for (TraceEvent event : recording.after(0)) {
      lives.read(event);
      replay.apply(event);
      if (event.number() % 997 == 0) {
        long elsewhere = 1L + random.nextInt(recording.size());
        assertThat(timeline.at(elsewhere).number()).isEqualTo(elsewhere);
        assertThat(timeline.at(event.number())).isEqualTo(replay.moment());
      }
    }
  }

  /** Something that happens to whoever has one of some names; a pid is never used again. */
  private static ProcessEvent any(Random random, long number, Map<Name, Pid> seats) {
    Name name = new Name("W", "w" + random.nextInt(40));
    Pid pid = seats.getOrDefault(name, new Pid(2));
    return switch (random.nextInt(6)) {
      case 0 -> {
        seats.put(name, new Pid(2 + number));
        yield new Spawned(new Pid(2 + number), ROOT, "W", name);
      }
      case 1 -> new Exited(pid, random.nextBoolean() ? ExitReason.killed() : ExitReason.normal());
      case 2, 3 -> new Sent(ROOT, pid, Kind.CAST, number);
      case 4 -> new Received(pid, number - 1);
      default -> new Handled(pid, number - 1, number);
    };
  }
}
