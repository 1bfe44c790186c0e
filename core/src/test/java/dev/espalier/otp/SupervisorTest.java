package dev.espalier.otp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.otp.Supervision.Intensity;
import java.util.List;
import java.util.Objects;

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
}
