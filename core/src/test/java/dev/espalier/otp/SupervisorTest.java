package dev.espalier.otp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.otp.Supervision.Intensity;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

class SupervisorTest {

  private static final Name SUPERVISOR = Name.of("supervisor");
  private static final List<ChildSpec> ABC =
      List.of(Probe.named("a"), Probe.named("b"), Probe.named("c"));

  private static List<Pid> pids(Node node) {
    return List.of("a", "b", "c").stream()
        .map(name -> Objects.requireNonNull(node.whereis(Name.of(name)), name))
        .toList();
  }

  private static void start(Node node, Supervisor supervisor) {
    node.start(ChildSpec.supervisor(SUPERVISOR, () -> supervisor)).pidOrExit();
  }

  @BothSchedulers
  void oneForOneRestartsTheChildAlone(Node node) {
    start(node, Supervisor.oneForOne(Intensity.DEFAULT, ABC));
    List<Pid> before = pids(node);
    node.exit(before.get(1), ExitReason.killed());
    node.settle();
    List<Pid> after = pids(node);
    assertThat(after.get(0)).isEqualTo(before.get(0));
    assertThat(after.get(1)).isNotEqualTo(before.get(1));
    assertThat(after.get(2)).isEqualTo(before.get(2));
    node.close();
  }

  @BothSchedulers
  void restForOneRestartsTheChildAndThoseAfterIt(Node node) {
    start(node, Supervisor.restForOne(Intensity.DEFAULT, ABC));
    List<Pid> before = pids(node);
    node.exit(before.get(1), ExitReason.killed());
    node.settle();
    List<Pid> after = pids(node);
    assertThat(after.get(0)).isEqualTo(before.get(0));
    assertThat(after.get(1)).isNotEqualTo(before.get(1));
    assertThat(after.get(2)).isNotEqualTo(before.get(2));
    node.close();
  }

  @BothSchedulers
  void oneForAllRestartsAll(Node node) {
    start(node, Supervisor.oneForAll(Intensity.DEFAULT, ABC));
    List<Pid> before = pids(node);
    node.exit(before.get(1), ExitReason.killed());
    node.settle();
    assertThat(pids(node)).doesNotContainAnyElementsOf(before);
    node.close();
  }

  @BothSchedulers
  void aSupervisorGivesUpWhenRestartsComeTooFast(Node node) {
    start(node, Supervisor.oneForOne(new Intensity(2, Intensity.DEFAULT.within()), ABC));
    for (int i = 0; i < 2; i++) {
      node.exit(pids(node).get(1), ExitReason.killed());
      node.settle();
    }
    assertThat(node.whereis(SUPERVISOR)).isNotNull();
    node.exit(pids(node).get(1), ExitReason.killed());
    node.settle();
    assertThat(node.processes()).isEmpty();
    node.close();
  }

  @BothSchedulers
  void aTransientChildStaysDownAfterANormalExit(Node node) {
    start(
        node,
        Supervisor.oneForOne(
            Intensity.DEFAULT, List.of(Probe.named("a").restart(ChildSpec.Restart.TRANSIENT))));
    node.cast(Name.of("a"), new Probe.Stop(ExitReason.normal()));
    node.settle();
    assertThat(node.whereis(Name.of("a"))).isNull();
    node.close();
  }

  @BothSchedulers
  void aDynamicSupervisorStartsAndStopsChildrenOnDemand(Node node) {
    node.start(ChildSpec.supervisor(SUPERVISOR, () -> new DynamicSupervisor(Intensity.DEFAULT)));
    StartResult first = node.call(SUPERVISOR, new Supervision.StartChild(Probe.named("a")));
    assertThat(node.call(SUPERVISOR, new Supervision.StartChild(Probe.named("a"))))
        .isEqualTo(new StartResult.AlreadyStarted(first.pidOrExit()));
    node.exit(first.pidOrExit(), ExitReason.killed());
    node.settle();
    Pid second = Objects.requireNonNull(node.whereis(Name.of("a")));
    assertThat(second).isNotEqualTo(first.pidOrExit());
    assertThat(node.call(SUPERVISOR, new Supervision.TerminateChild(Name.of("a")))).isTrue();
    assertThat(node.whereis(Name.of("a"))).isNull();
    node.close();
  }

  @BothSchedulers
  void childrenThatExitWhileOthersAreBeingStoppedAreStartedOnce(Node node) {
    start(node, Supervisor.oneForAll(new Intensity(6, Intensity.DEFAULT.within()), ABC));
    for (int round = 0; round < 2; round++) {
      List<Pid> before = pids(node);
      before.forEach(pid -> node.exit(pid, ExitReason.killed()));
      node.settle();
      assertThat(pids(node)).doesNotContainAnyElementsOf(before);
      assertThat(node.call(SUPERVISOR, new Supervision.WhichChildren()))
          .extracting(Supervision.Child::pid)
          .isEqualTo(pids(node));
      assertThat(node.processes()).hasSize(4);
    }
    node.close();
  }

  /** A process that traps exits and takes its time to begin. */
  private static final class Slow extends GenServer<String> {
    @Override
    protected Init<String> init() {
      trapExits();
      sleep(Duration.ofMillis(50));
      return Init.ok("ready");
    }
  }

  private static final Name SLOW = Name.of("slow");
  private static final Name DYNAMIC = Name.of("dynamic");

  /** Asks for a slow child, and has the rest happen while that child begins. */
  private static StartResult whileAChildBegins(Node node, Probe.Action<Boolean> meanwhile) {
    ChildSpec dynamic =
        ChildSpec.supervisor(DYNAMIC, () -> new DynamicSupervisor(Intensity.DEFAULT));
    start(node, Supervisor.oneForOne(Intensity.DEFAULT, List.of(dynamic)));
    node.start(Probe.named("asker"));
    return node.call(
        Name.of("asker"),
        Probe.act(probe -> {
          Pending<StartResult> start =
              probe.request(DYNAMIC, new Supervision.StartChild(ChildSpec.worker(SLOW, Slow::new)));
          probe.sleep(Duration.ofMillis(10));
          assertThat(meanwhile.run(probe)).isTrue();
          return probe.await(start, GenServer.CALL_TIMEOUT);
        }));
  }

  @BothSchedulers
  void aDynamicSupervisorThatStopsTakesTheChildrenThatAreBeginningWithIt(Node node) {
    StartResult result =
        whileAChildBegins(
            node,
            probe ->
                probe.call(SUPERVISOR, new Supervision.TerminateChild(DYNAMIC))
                    && node.whereis(SLOW) == null);
    assertThat(result).isEqualTo(new StartResult.Failed(ExitReason.shutdown()));
    node.settle();
    assertThat(node.processes()).extracting(ProcessInfo::kind).containsOnly("supervisor", "asker");
    node.close();
  }

  @BothSchedulers
  void aChildThatIsBeginningCanBeTerminatedByItsName(Node node) {
    StartResult result =
        whileAChildBegins(node, probe -> probe.call(DYNAMIC, new Supervision.TerminateChild(SLOW)));
    assertThat(result).isEqualTo(new StartResult.Failed(ExitReason.shutdown()));
    node.settle();
    assertThat(node.whereis(SLOW)).isNull();
    assertThat(node.call(DYNAMIC, new Supervision.WhichChildren())).isEmpty();
    node.close();
  }

  /** Begins well the first time and then only after {@code failures} more tries. */
  private static ChildSpec reluctant(int failures) {
    AtomicInteger starts = new AtomicInteger();
    return ChildSpec.worker(
        Name.of("a"),
        () -> {
          int before = starts.getAndIncrement();
          if (before > 0 && before <= failures) {
            throw new IllegalStateException("try " + before);
          }
          return new Probe(false);
        });
  }

  @BothSchedulers
  void aDynamicSupervisorTriesARestartAgainThatFails(Node node) {
    node.start(ChildSpec.supervisor(SUPERVISOR, () -> new DynamicSupervisor(Intensity.DEFAULT)));
    Pid first = node.call(SUPERVISOR, new Supervision.StartChild(reluctant(2))).pidOrExit();
    node.exit(first, ExitReason.killed());
    node.settle();
    Pid second = Objects.requireNonNull(node.whereis(Name.of("a")));
    assertThat(node.call(SUPERVISOR, new Supervision.WhichChildren()))
        .extracting(Supervision.Child::pid)
        .containsExactly(second);
    node.close();
  }

  @BothSchedulers
  void aDynamicSupervisorGivesUpOnARestartThatKeepsFailing(Node node) {
    node.start(ChildSpec.supervisor(SUPERVISOR, () -> new DynamicSupervisor(Intensity.DEFAULT)));
    node.call(SUPERVISOR, new Supervision.StartChild(Probe.named("sibling")));
    Pid child = node.call(SUPERVISOR, new Supervision.StartChild(reluctant(9))).pidOrExit();
    node.exit(child, ExitReason.killed());
    node.settle();
    assertThat(node.processes()).isEmpty();
    node.close();
  }
}
