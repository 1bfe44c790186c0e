package dev.espalier.otp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an observer is told of suspending, of timers, and of monitors. */
class ProcessEventTest {
  private static final Name A = Name.of("a");
  private static final Pid FIRST = new Pid(1);

  private record Observed(long number, long cause, Instant at, ProcessEvent event) {}

  interface Kind {
    Node observedBy(Observer observer);
  }

  static Stream<Named<Kind>> kinds() {
    return Stream.of(
        Named.of("live", observer -> Node.live(1, observer)),
        Named.of(
            "simulated", observer -> Node.simulated(Choice.fifo(), Instant.EPOCH, 1, observer)));
  }

  private final List<Observed> observed = new CopyOnWriteArrayList<>();

  private Node node(Kind kind) {
    return kind.observedBy(
        (number, cause, at, event) -> observed.add(new Observed(number, cause, at, event)));
  }

  private Observed only(Predicate<ProcessEvent> which) {
    List<Observed> found = observed.stream().filter(each -> which.test(each.event())).toList();
    assertThat(found).hasSize(1);
    return found.getFirst();
  }

  private boolean isOfTimer(Observed each) {
    return each.event() instanceof ProcessEvent.TimerSet
        || each.event() instanceof ProcessEvent.TimerFired
        || each.event() instanceof ProcessEvent.TimerCancelled;
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void suspendingAndResumingAreToldWhenTheyMakeADifference(Kind kind) {
    try (Node node = node(kind)) {
      node.start(Probe.named("a"));
      node.suspend(FIRST, false);
      node.suspend(FIRST, true);
      node.suspend(FIRST, true);
      node.suspend(FIRST, false);
      node.suspend(new Pid(99), true);
    }
    assertThat(observed.stream().map(Observed::event))
        .filteredOn(event ->
            event instanceof ProcessEvent.Suspended || event instanceof ProcessEvent.Resumed)
        .containsExactly(new ProcessEvent.Suspended(FIRST), new ProcessEvent.Resumed(FIRST));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aTimerThatFiresLeadsFromWhoSetItToItsMessage(Kind kind) {
    try (Node node = node(kind)) {
      node.start(Probe.named("a"));
      node.call(A, Probe.act(probe -> probe.sendAfter(Duration.ofMillis(5), "late")));
      node.settle();
    }
    Observed call =
        only(event ->
            event instanceof ProcessEvent.Sent(_, _, ProcessEvent.Kind sent, _)
                && sent == ProcessEvent.Kind.CALL);
    Observed set = only(ProcessEvent.TimerSet.class::isInstance);
    Observed fired = only(ProcessEvent.TimerFired.class::isInstance);
    Observed sent =
        only(event ->
            event instanceof ProcessEvent.Sent(_, _, _, Object message) && message.equals("late"));
    assertThat(set.cause()).isEqualTo(call.number());
    assertThat(set.event())
        .isInstanceOfSatisfying(
            ProcessEvent.TimerSet.class,
            timer -> {
              assertThat(timer.pid()).isEqualTo(FIRST);
              assertThat(timer.message()).isEqualTo("late");
              assertThat(timer.due())
                  .isBetween(set.at().minusMillis(1), set.at().plus(Duration.ofMillis(5)));
              assertThat(fired.at()).isAfterOrEqualTo(timer.due());
            });
    assertThat(fired.event()).isEqualTo(new ProcessEvent.TimerFired(FIRST, set.number()));
    assertThat(fired.cause()).isEqualTo(set.number());
    assertThat(sent.cause()).isEqualTo(set.number());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aTimerThatIsCancelledIsToldOnceAndOneThatHasFiredIsNot(Kind kind) {
    try (Node node = node(kind)) {
      node.start(Probe.named("a"));
      GenServer.Timer never =
          node.call(A, Probe.act(probe -> probe.sendAfter(Duration.ofDays(1), "never")));
      GenServer.Timer soon =
          node.call(A, Probe.act(probe -> probe.sendAfter(Duration.ZERO, "soon")));
      node.runUntil(
          () -> observed.stream().anyMatch(each -> each.event() instanceof ProcessEvent.TimerFired),
          Duration.ofSeconds(5));
      node.call(
          A,
          Probe.act(_ -> {
            never.cancel();
            never.cancel();
            soon.cancel();
            return true;
          }));
      node.settle();
      assertThat(node.call(A, new Probe.Seen())).containsExactly("soon");
    }
    List<Observed> timers = observed.stream().filter(this::isOfTimer).toList();
    assertThat(timers).hasSize(4);
    assertThat(timers.getLast().event())
        .isEqualTo(new ProcessEvent.TimerCancelled(FIRST, timers.getFirst().number()));
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void theTimersOfAProcessEndWithItAndAreNotWaitedFor(Kind kind) {
    try (Node node = node(kind)) {
      node.start(Probe.named("a"));
      node.call(A, Probe.act(probe -> probe.sendAfter(Duration.ofDays(1), "never")));
      node.exit(FIRST, ExitReason.killed());
      node.settle();
      assertThat(node.clock().instant())
          .isBefore(observed.getFirst().at().plus(Duration.ofHours(1)));
    }
    Observed exited = only(ProcessEvent.Exited.class::isInstance);
    assertThat(only(ProcessEvent.TimerCancelled.class::isInstance).cause())
        .isEqualTo(exited.number());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void endingAMonitorIsToldOnce(Kind kind) {
    try (Node node = node(kind)) {
      node.start(Probe.named("a"));
      node.start(Probe.named("b"));
      node.call(
          A,
          Probe.act(probe -> {
            Signal.Monitor monitor = probe.monitor(Name.of("b"));
            probe.demonitor(monitor);
            probe.demonitor(monitor);
            return true;
          }));
    }
    assertThat(only(ProcessEvent.Demonitored.class::isInstance).event())
        .isEqualTo(new ProcessEvent.Demonitored(FIRST, new Pid(2)));
  }
}
