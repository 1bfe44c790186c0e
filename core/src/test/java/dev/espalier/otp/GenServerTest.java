package dev.espalier.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GenServerTest {

  @BothSchedulers
  void messagesFromOneProcessToAnotherArriveInOrder(Node node) {
    node.start(Probe.named("receiver"));
    node.start(Probe.named("sender"));
    node.call(
        Name.of("sender"),
        Probe.act(probe -> {
          IntStream.range(0, 100).forEach(i -> probe.cast(Name.of("receiver"), i));
          return true;
        }));
    node.settle();
    assertThat(node.call(Name.of("receiver"), new Probe.Seen()))
        .isEqualTo(IntStream.range(0, 100).boxed().toList());
    node.close();
  }

  @BothSchedulers
  void aCallToOneselfFailsAtOnce(Node node) {
    node.start(Probe.named("a"));
    String failure = node.call(Name.of("a"), Probe.act(probe -> seenOrRefused(probe, "a")));
    assertThat(failure).isEqualTo("call of Seen by a <1> to itself");
    node.close();
  }

  @BothSchedulers
  void aCallToNobodyFailsAtOnceAndNamesWhoIsMissing(Node node) {
    assertThatThrownBy(() -> node.call(Name.of("nobody"), new Probe.Seen()))
        .isInstanceOf(CallFailed.Exited.class)
        .hasMessage("call of Seen to nobody: noproc");
    node.close();
  }

  @BothSchedulers
  void aCallFailsWhenTheOtherCrashesBeforeItReplies(Node node) {
    node.start(Probe.named("a"));
    node.cast(Name.of("a"), new Probe.Crash("boom"));
    assertThatThrownBy(() -> node.call(Name.of("a"), new Probe.Seen()))
        .isInstanceOf(CallFailed.Exited.class);
    node.close();
  }

  @BothSchedulers
  void aCycleOfCallsIsReportedWithItsMembersInsteadOfHanging(Node node) {
    node.start(Probe.named("a"));
    node.start(Probe.named("b"));
    String failure =
        node.call(
            Name.of("a"),
            Probe.act(a -> a.call(Name.of("b"), Probe.act(b -> seenOrRefused(b, "a")))));
    assertThat(failure).isEqualTo("call of Seen would wait for ever: b <2> → a <1> → b <2>");
    node.close();
  }

  /** Calls {@code to} for what it has seen; a refused call's message is the outcome then. */
  private static String seenOrRefused(Probe caller, String to) {
    try {
      return caller.call(Name.of(to), new Probe.Seen()).toString();
    } catch (CallFailed.Cycle e) {
      return String.valueOf(e.getMessage());
    }
  }

  @BothSchedulers
  void theRequestThatClosesACycleIsRefusedThoughItsReceiverBeginsToWaitLater(Node node) {
    node.start(Probe.named("a"));
    node.start(Probe.named("b"));
    String failure =
        node.call(
            Name.of("a"),
            Probe.act(a -> {
              Pending<String> pending =
                  a.request(Name.of("b"), Probe.act(b -> seenOrRefused(b, "a")));
              a.sleep(Duration.ofMillis(10));
              return a.await(pending, GenServer.CALL_TIMEOUT);
            }));
    assertThat(failure).isEqualTo("call of Seen would wait for ever: b <2> → a <1> → b <2>");
    node.close();
  }

  @BothSchedulers
  void aCycleThroughACallOfManyIsRefusedForTheMemberThatClosesItAlone(Node node) {
    for (String name : List.of("a", "b", "c")) {
      node.start(Probe.named(name));
    }
    List<Answer<String>> answers =
        node.call(
            Name.of("a"),
            Probe.act(a ->
                a.multiCall(
                    List.of(new Pid(2), new Pid(3)),
                    Probe.act(member ->
                        member.self().equals(new Pid(2)) ? "fine" : seenOrRefused(member, "a")),
                    GenServer.CALL_TIMEOUT)));
    assertThat(answers)
        .containsExactly(
            new Answer.Reply<>(new Pid(2), "fine"),
            new Answer.Reply<>(
                new Pid(3), "call of Seen would wait for ever: c <3> → a <1> → c <3>"));
    node.close();
  }

  @BothSchedulers
  void aCallOfManyAmongThemOneselfFailsForOneselfOnly(Node node) {
    node.start(Probe.named("a"));
    node.start(Probe.named("b"));
    List<Answer<List<Object>>> answers =
        node.call(
            Name.of("a"),
            Probe.act(a ->
                a.multiCall(
                    List.of(a.self(), new Pid(2)), new Probe.Seen(), GenServer.CALL_TIMEOUT)));
    assertThat(answers.get(0))
        .isInstanceOfSatisfying(
            Answer.Failure.class,
            failure -> assertThat(failure.failure()).isInstanceOf(CallFailed.Cycle.class));
    assertThat(answers.get(1)).isEqualTo(new Answer.Reply<>(new Pid(2), List.of()));
    node.close();
  }

  @BothSchedulers
  void whoHasRepliedMayCallTheOneThatStillWaitsForOthers(Node node) {
    for (String name : List.of("a", "b", "c")) {
      node.start(Probe.named(name));
    }
    Queue<String> outcomes = new ConcurrentLinkedQueue<>();
    node.call(
        Name.of("a"),
        Probe.act(a -> {
          Pending<List<Object>> reply = a.request(Name.of("b"), new Probe.Seen());
          Pending<Boolean> slow =
              a.request(
                  Name.of("c"),
                  Probe.act(c -> {
                    c.request(Name.of("b"), Probe.act(b -> outcomes.add(seenOrRefused(b, "a"))));
                    c.sleep(Duration.ofMillis(20));
                    return true;
                  }));
          a.await(reply, GenServer.CALL_TIMEOUT);
          return a.await(slow, GenServer.CALL_TIMEOUT);
        }));
    node.settle();
    assertThat(outcomes).containsExactly("[]");
    node.close();
  }

  @Test
  void ofManyProcessesThatCallOneAnotherInARingExactlyOneIsRefused() {
    for (int round = 0; round < 300; round++) {
      try (Node node = Node.live(round, null)) {
        int size = 2 + round % 4;
        CyclicBarrier together = new CyclicBarrier(size);
        List<Pid> ring =
            IntStream.range(0, size)
                .mapToObj(i -> node.start(Probe.named("p" + i)).pidOrExit())
                .toList();
        Queue<String> refused = new ConcurrentLinkedQueue<>();
        ring.forEach(pid ->
            node.send(
                pid,
                new Probe.Perform(probe -> {
                  together.await();
                  String outcome = seenOrRefused(probe, "p" + pid.number() % size);
                  return outcome.equals("[]") || refused.add(outcome);
                })));
        node.settle();
        assertThat(refused).as("round %d", round).hasSize(1);
      }
    }
  }

  @BothSchedulers
  void aCallTimesOutAndTheLateReplyIsDropped(Node node) {
    node.start(Probe.named("silent"));
    node.start(Probe.named("caller"));
    String failure =
        node.call(
            Name.of("caller"),
            Probe.act(probe -> {
              try {
                return probe.call(Name.of("silent"), new Probe.Silence(), Duration.ofMillis(30));
              } catch (CallFailed.TimedOut e) {
                return String.valueOf(e.getMessage());
              }
            }));
    assertThat(failure).isEqualTo("call of Silence to silent: no reply within 30 ms");
    node.close();
  }

  @BothSchedulers
  void anExitReachesLinkedProcessesAndThoseWhoTrapItAreTold(Node node) {
    Pid a = node.start(Probe.named("a")).pidOrExit();
    node.start(Probe.named("linked"));
    node.start(Probe.trapping("trapping"));
    node.start(Probe.trapping("watching"));
    for (String other : List.of("linked", "trapping")) {
      node.call(
          Name.of(other),
          Probe.act(probe -> {
            probe.link(a);
            return true;
          }));
    }
    node.call(Name.of("watching"), Probe.act(probe -> probe.monitor(a)));
    node.cast(a, new Probe.Crash("boom"));
    node.settle();
    assertThat(node.whereis(Name.of("linked"))).isNull();
    ExitReason boom = ExitReason.failure("java.lang.IllegalStateException: boom");
    assertThat(node.call(Name.of("trapping"), new Probe.Seen()))
        .isEqualTo(List.of(new Signal.Exited(a, boom)));
    assertThat(node.call(Name.of("watching"), new Probe.Seen()))
        .singleElement()
        .isInstanceOfSatisfying(
            Signal.Down.class, down -> assertThat(down.reason()).isEqualTo(boom));
    node.close();
  }

  @BothSchedulers
  void aKillCannotBeTrapped(Node node) {
    Pid a = node.start(Probe.trapping("a")).pidOrExit();
    node.exit(a, ExitReason.killed());
    node.settle();
    assertThat(node.processes()).isEmpty();
    node.close();
  }

  @BothSchedulers
  void timersFireInTheOrderOfTheirTimesWhenTheClockIsMovedOn(Node node) {
    node.start(Probe.named("a"));
    node.call(
        Name.of("a"),
        Probe.act(probe -> {
          probe.sendAfter(Duration.ofMillis(20), "second");
          probe.sendAfter(Duration.ofMillis(10), "first");
          probe.sendAfter(Duration.ofMillis(15), "never").cancel();
          return true;
        }));
    node.advance(Duration.ofMillis(20));
    assertThat(node.call(Name.of("a"), new Probe.Seen())).isEqualTo(List.of("first", "second"));
    node.close();
  }

  @BothSchedulers
  void everyMemberOfAGroupGetsWhatIsPublishedAndAnswersACall(Node node) {
    Group group = new Group("g", "1");
    for (String name : List.of("a", "b", "c")) {
      node.join(group, node.start(Probe.named(name)).pidOrExit());
    }
    node.start(Probe.named("publisher"));
    List<Answer<List<Object>>> answers =
        node.call(
            Name.of("publisher"),
            Probe.act(probe -> {
              probe.publish(group, "hello");
              return probe.multiCall(group, new Probe.Seen(), Duration.ofSeconds(1));
            }));
    assertThat(answers)
        .hasSize(3)
        .allSatisfy(answer ->
            assertThat(answer)
                .isInstanceOfSatisfying(
                    Answer.Reply.class,
                    reply -> assertThat(reply.value()).isEqualTo(List.of("hello"))));
    node.close();
  }
}
