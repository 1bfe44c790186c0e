package dev.espalier.otp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Races that only threads of their own can run. */
@Timeout(120)
class LiveSchedulerTest {

  @Test
  void aConditionMayLookAtTheNodeWhileProcessesExit() {
    for (int round = 0; round < 300; round++) {
      try (Node node = Node.live(round, null)) {
        List<Pid> pids =
            List.of("a", "b", "c").stream()
                .map(name -> node.start(Probe.named(name)).pidOrExit())
                .toList();
        Thread killer =
            Thread.ofVirtual()
                .start(() -> pids.forEach(pid -> node.exit(pid, ExitReason.killed())));
        assertThat(node.runUntil(() -> node.processes().isEmpty(), Duration.ofSeconds(30)))
            .isTrue();
        assertThat(killer.isInterrupted()).isFalse();
      }
    }
  }

  @Test
  void aProcessKilledAmidStartingOthersLeavesNoneOfThemBehind() {
    for (int round = 0; round < 200; round++) {
      try (Node node = Node.live(round, null)) {
        Pid parent = node.start(Probe.named("parent")).pidOrExit();
        node.send(
            parent,
            new Probe.Perform(probe -> {
              while (true) {
                probe.startLinkAsync(
                    ChildSpec.worker("child", () -> new Probe(false)), result -> result);
              }
            }));
        node.runUntil(() -> node.processes().size() > 3, Duration.ofSeconds(30));
        node.exit(parent, ExitReason.killed());
        node.settle();
        assertThat(node.processes()).isEmpty();
      }
    }
  }

  @Test
  void aDynamicSupervisorForgetsAChildWheneverItIsKilled() throws InterruptedException {
    BlockingQueue<Pid> spawned = new LinkedBlockingQueue<>();
    Observer observer =
        (_, _, _, event) -> {
          if (event instanceof ProcessEvent.Spawned(Pid pid, _, String kind, _)
              && kind.equals("child")) {
            spawned.add(pid);
          }
        };
    try (Node node = Node.live(1, observer)) {
      Name supervisor = Name.of("supervisor");
      node.start(
          ChildSpec.supervisor(
              supervisor, () -> new DynamicSupervisor(Supervision.Intensity.DEFAULT)));
      ChildSpec child =
          ChildSpec.worker("child", () -> new Probe(false)).restart(ChildSpec.Restart.TEMPORARY);
      int children = 2000;
      Thread killer =
          Thread.ofPlatform()
              .start(() -> {
                try {
                  for (int i = 0; i < children; i++) {
                    Pid pid = spawned.take();
                    for (int spin = 0; spin < i % 40; spin++) {
                      Thread.onSpinWait();
                    }
                    node.exit(pid, ExitReason.killed());
                  }
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      for (int i = 0; i < children; i++) {
        node.call(supervisor, new Supervision.StartChild(child));
      }
      killer.join();
      node.settle();
      assertThat(node.call(supervisor, new Supervision.WhichChildren())).isEmpty();
    }
  }
}
