package dev.espalier.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;

/** How processes end, and what is left of them: nothing. */
@Timeout(60)
class ProcessEndTest {

  /** A source that has something to read for ever. */
  private static final class Source implements PortDriver {
    final AtomicInteger reads = new AtomicInteger();
    final AtomicInteger closings = new AtomicInteger();
    private final Runnable whenRead;
    private final Runnable whenClosed;

    Source(Runnable whenRead, Runnable whenClosed) {
      this.whenRead = whenRead;
      this.whenClosed = whenClosed;
    }

    @Override
    public boolean pending() {
      return true;
    }

    @Override
    public List<?> read() {
      reads.incrementAndGet();
      whenRead.run();
      return List.of();
    }

    @Override
    public void delivered() {}

    @Override
    public void close() {
      closings.incrementAndGet();
      whenClosed.run();
    }
  }

  private static boolean open(Node node, Address owner, PortDriver driver) {
    return node.call(
        owner,
        Probe.act(probe -> {
          probe.open(driver);
          return true;
        }));
  }

  @BothSchedulers
  void anErrorOutOfACallbackEndsTheProcess(Node node) {
    node.start(Probe.named("a"));
    assertThatThrownBy(() ->
            node.call(
                Name.of("a"),
                Probe.act(_ -> {
                  throw new AssertionError("boom");
                })))
        .isInstanceOfSatisfying(
            CallFailed.Exited.class,
            failed ->
                assertThat(failed.reason())
                    .isEqualTo(ExitReason.failure("java.lang.AssertionError: boom")));
    assertThat(node.processes()).isEmpty();
    node.close();
  }

  @BothSchedulers
  void aServerThatCannotBeMadeIsAStartThatFailed(Node node) {
    ChildSpec broken =
        ChildSpec.worker(
            "broken",
            () -> {
              throw new AssertionError("boom");
            });
    StartResult failed =
        new StartResult.Failed(ExitReason.failure("java.lang.AssertionError: boom"));
    assertThat(node.start(broken)).isEqualTo(failed);
    node.start(Probe.named("parent"));
    StartResult linked = node.call(Name.of("parent"), Probe.act(probe -> probe.startLink(broken)));
    assertThat(linked).isEqualTo(failed);
    node.close();
  }

  private static Pid begin(Probe parent, String child) {
    return Objects.requireNonNull(parent.startLinkAsync(Probe.named(child), result -> result));
  }

  @BothSchedulers
  void whoStartsAProcessIsToldOnceThoughItIsKilledAtOnceOrLater(Node node) {
    node.start(Probe.trapping("parent"));
    Pid early =
        node.call(
            Name.of("parent"),
            Probe.act(probe -> {
              Pid child = begin(probe, "early");
              probe.exit(child, ExitReason.killed());
              return child;
            }));
    node.settle();
    Pid late = node.call(Name.of("parent"), Probe.act(probe -> begin(probe, "late")));
    node.settle();
    node.exit(late, ExitReason.killed());
    node.settle();
    List<Object> seen = node.call(Name.of("parent"), new Probe.Seen());
    assertThat(seen)
        .filteredOn(StartResult.class::isInstance)
        .hasSize(2)
        .contains(new StartResult.Started(late));
    assertThat(seen)
        .contains(
            new Signal.Exited(early, ExitReason.killed()),
            new Signal.Exited(late, ExitReason.killed()));
    node.close();
  }

  @BothSchedulers
  void aProcessThatHasExitedKeepsNoGroups(Node node) {
    Group one = new Group("g", "1");
    Group two = new Group("g", "2");
    Pid a = node.start(Probe.named("a")).pidOrExit();
    node.join(two, a);
    node.join(one, a);
    assertThat(node.groups(a)).containsExactly(two, one);
    node.exit(a, ExitReason.killed());
    assertThat(node.groups(a)).isEmpty();
    assertThat(node.members(one)).isEmpty();
    node.close();
  }

  @BothSchedulers
  void aPortIsClosedBeforeTheKillReturnsWhileOthersMayLookAtTheNode(Node node)
      throws InterruptedException {
    Pid owner = node.start(Probe.named("owner")).pidOrExit();
    AtomicInteger processesSeen = new AtomicInteger(-1);
    Source source =
        new Source(
            () -> {},
            () -> {
              Thread other =
                  Thread.ofVirtual().start(() -> processesSeen.set(node.processes().size()));
              try {
                other.join();
              } catch (InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    open(node, owner, source);
    node.exit(owner, ExitReason.killed());
    assertThat(source.closings).hasValue(1);
    assertThat(processesSeen).hasValue(0);
    node.close();
  }

  @BothSchedulers
  void aDriverThatFailsIsNotReadAgainThoughItsOwnerTrapsExits(Node node) {
    Pid owner = node.start(Probe.trapping("owner")).pidOrExit();
    Source source =
        new Source(
            () -> {
              throw new IllegalStateException("boom");
            },
            () -> {});
    open(node, owner, source);
    node.settle();
    assertThat(node.call(owner, new Probe.Seen()))
        .containsExactly(
            new Signal.Exited(owner, ExitReason.failure("java.lang.IllegalStateException: boom")));
    assertThat(source.reads).hasValue(1);
    node.exit(owner, ExitReason.killed());
    assertThat(source.closings).hasValue(1);
    node.close();
  }

  @BothSchedulers
  void aDriverThatCannotBeClosedHoldsUpNobody(Node node) {
    Pid owner = node.start(Probe.named("owner")).pidOrExit();
    Pid linked = node.start(Probe.named("linked")).pidOrExit();
    node.call(
        linked,
        Probe.act(probe -> {
          probe.link(owner);
          return true;
        }));
    Source source =
        new Source(
            () -> {},
            () -> {
              throw new IllegalStateException("boom");
            });
    open(node, owner, source);
    node.exit(owner, ExitReason.killed());
    assertThat(source.closings).hasValue(1);
    assertThat(node.processes()).isEmpty();
    node.close();
  }

  @BothSchedulers
  void whatWaitsAtASuspendedProcessIsHandledWhenItIsResumed(Node node) {
    Pid a = node.start(Probe.named("a")).pidOrExit();
    node.suspend(a, true);
    node.send(a, "hello");
    node.settle();
    assertThat(node.processes().getFirst().queued()).isEqualTo(1);
    node.suspend(a, false);
    node.settle();
    assertThat(node.call(a, new Probe.Seen())).isEqualTo(List.of("hello"));
    node.close();
  }

  /** Suspends itself as soon as it is sent something, and counts its receive time-outs. */
  private static final class Drowsy extends GenServer<Integer> {
    @Override
    protected Init<Integer> init() {
      return Init.ok(0);
    }

    @Override
    protected Next<Integer> handleInfo(Object message, Integer timeouts) {
      if (message instanceof Signal.Timeout) {
        return Next.state(timeouts + 1);
      }
      node().suspend(self(), true);
      return Next.orTimeout(timeouts, Duration.ZERO);
    }
  }

  @BothSchedulers
  void aSuspendedProcessHasNoReceiveTimeOutUntilItIsResumed(Node node) {
    Pid drowsy = node.start(ChildSpec.worker("drowsy", Drowsy::new)).pidOrExit();
    node.send(drowsy, "sleep");
    node.advance(Duration.ofMillis(20));
    assertThat(node.processes().getFirst().state()).isEqualTo(0);
    node.suspend(drowsy, false);
    node.advance(Duration.ofMillis(20));
    assertThat(node.processes().getFirst().state()).isEqualTo(1);
    node.close();
  }
}
