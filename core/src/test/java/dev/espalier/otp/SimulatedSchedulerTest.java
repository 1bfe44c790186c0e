package dev.espalier.otp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class SimulatedSchedulerTest {

  /** Three processes that each send a fourth ten messages, and one that is killed meanwhile. */
  private static List<String> play(Choice choice) {
    List<String> events = new ArrayList<>();
    try (Node node =
        Node.simulated(
            choice,
            Instant.EPOCH,
            1,
            (number, cause, at, event) -> events.add(number + "<-" + cause + " " + at + event))) {
      node.start(Probe.named("receiver"));
      for (String name : List.of("a", "b", "c")) {
        node.start(Probe.named(name));
      }
      node.start(
          ChildSpec.supervisor(
              Name.of("supervisor"),
              () ->
                  Supervisor.oneForOne(
                      Supervision.Intensity.DEFAULT, List.of(Probe.named("child")))));
      for (String name : List.of("a", "b", "c")) {
        node.cast(Name.of(name), "go");
        IntStream.range(0, 10).forEach(i -> node.cast(Name.of("receiver"), name + i));
        node.cast(Name.of(name), "done");
      }
      node.exit(Objects.requireNonNull(node.whereis(Name.of("child"))), ExitReason.killed());
      node.advance(Duration.ofSeconds(1));
    }
    return events.stream().map(event -> event.replaceAll("Lambda[^,]*", "")).toList();
  }

  @Test
  void theSameSeedGivesTheSameEventsInTheSameOrder() {
    for (long seed = 0; seed < 20; seed++) {
      assertThat(play(Choice.random(seed))).isEqualTo(play(Choice.random(seed)));
    }
  }

  @Test
  void differentSeedsReorderWhatHappens() {
    assertThat(IntStream.range(0, 20).mapToObj(seed -> play(Choice.random(seed))).distinct())
        .hasSizeGreaterThan(10);
  }

  @Test
  void aCallThatLeavesTheNodeMayBeCalledBack() {
    try (Node node = Node.simulated(Choice.fifo(), Instant.EPOCH, 1, null)) {
      node.start(Probe.named("inside"));
      node.start(Probe.named("caller"));
      List<Object> seen =
          node.call(
              Name.of("caller"),
              Probe.act(probe ->
                  probe.outside(() -> {
                    node.cast(Name.of("inside"), "hello");
                    return node.call(Name.of("inside"), new Probe.Seen());
                  })));
      assertThat(seen).isEqualTo(List.of("hello"));
    }
  }

  @Test
  @Timeout(60)
  void whatACallOutsideSendsIsHandledBeforeItReturns() {
    try (Node node = Node.simulated(Choice.fifo(), Instant.EPOCH, 1, null)) {
      node.start(Probe.named("inside"));
      node.start(Probe.named("caller"));
      CountDownLatch handled = new CountDownLatch(1);
      boolean answered =
          node.call(
              Name.of("caller"),
              Probe.act(probe ->
                  probe.outside(() -> {
                    node.send(
                        Name.of("inside"),
                        new Probe.Perform(_ -> {
                          handled.countDown();
                          return true;
                        }));
                    return handled.await(30, TimeUnit.SECONDS);
                  })));
      assertThat(answered).isTrue();
    }
  }

  @Test
  @Timeout(60)
  void aProcessKilledWhileItIsOutsideEndsWithoutACallBack() throws InterruptedException {
    try (Node node = Node.simulated(Choice.fifo(), Instant.EPOCH, 1, null)) {
      Pid caller = node.start(Probe.named("caller")).pidOrExit();
      CountDownLatch inside = new CountDownLatch(1);
      AtomicReference<Object> outcome = new AtomicReference<>();
      Thread calling =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  outcome.set(
                      node.call(
                          caller,
                          Probe.act(probe ->
                              probe.outside(() -> {
                                inside.countDown();
                                return new CountDownLatch(1).await(30, TimeUnit.SECONDS);
                              }))));
                } catch (CallFailed.Exited e) {
                  outcome.set(e.reason());
                }
              });
      inside.await();
      node.exit(caller, ExitReason.killed());
      calling.join();
      node.settle();
      assertThat(outcome).hasValue(ExitReason.killed());
      assertThat(node.processes()).isEmpty();
    }
  }

  @Test
  void theClockDoesNotMoveWhileACallIsOutside() throws InterruptedException {
    try (Node node = Node.simulated(Choice.fifo(), Instant.EPOCH, 1, null)) {
      node.start(Probe.named("caller"));
      CountDownLatch inside = new CountDownLatch(1);
      CountDownLatch release = new CountDownLatch(1);
      Thread settling =
          Thread.ofVirtual()
              .start(() ->
                  node.call(
                      Name.of("caller"),
                      Probe.act(probe -> {
                        probe.sendAfter(Duration.ofSeconds(1), "later");
                        return probe.outside(() -> {
                          inside.countDown();
                          release.await();
                          return true;
                        });
                      })));
      inside.await();
      assertThat(node.clock().instant()).isEqualTo(Instant.EPOCH);
      release.countDown();
      settling.join();
      node.settle();
      assertThat(node.clock().instant()).isEqualTo(Instant.EPOCH.plusSeconds(1));
    }
  }

  @Test
  @Timeout(60)
  void aThreadThatBeginsToWatchAsTheLastProcessComesToRestIsNotForgotten() {
    try (Node node = Node.simulated(Choice.fifo(), Instant.EPOCH, 1, null)) {
      node.start(Probe.named("receiver"));
      for (int i = 0; i < 20_000; i++) {
        node.call(Name.of("receiver"), new Probe.Seen());
        node.settle();
      }
    }
  }

  @Test
  void whatAPortReadsReachesItsOwnerInOrder() {
    try (Node node = Node.simulated(Choice.random(3), Instant.EPOCH, 1, null)) {
      node.start(Probe.named("owner"));
      List<Object> source = new ArrayList<>(List.of(1, 2, 3));
      node.call(
          Name.of("owner"),
          Probe.act(probe -> {
            probe.open(
                new PortDriver() {
                  @Override
                  public boolean pending() {
                    return !source.isEmpty();
                  }

                  @Override
                  public List<?> read() {
                    return List.of(source.removeFirst());
                  }

                  @Override
                  public void delivered() {}

                  @Override
                  public void close() {}
                });
            return true;
          }));
      node.settle();
      assertThat(node.call(Name.of("owner"), new Probe.Seen())).isEqualTo(List.of(1, 2, 3));
    }
  }
}
