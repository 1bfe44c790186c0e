package dev.espalier.otp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ChoiceTest {
  private static final List<String> NAMES = List.of("a", "b", "c", "d");

  /** The order in which four processes handle three messages each. */
  private static List<String> order(Choice choice) {
    List<String> order = new ArrayList<>();
    try (Node node = Node.simulated(choice, Instant.EPOCH, 1, null)) {
      NAMES.forEach(name -> node.start(Probe.named(name)));
      for (int round = 0; round < 3; round++) {
        NAMES.forEach(name ->
            node.send(Name.of(name), new Probe.Perform(probe -> order.add(name + probe.now()))));
      }
      node.settle();
    }
    return order;
  }

  @Test
  void prioritiesGiveTheSameOrderForTheSameSeedAndOthersForOthers() {
    List<List<String>> orders =
        IntStream.range(0, 50).mapToObj(seed -> order(Choice.pct(seed, 3, 30))).toList();
    assertThat(IntStream.range(0, 50).mapToObj(seed -> order(Choice.pct(seed, 3, 30))).toList())
        .isEqualTo(orders);
    assertThat(orders.stream().distinct()).hasSizeGreaterThan(20);
    assertThat(orders).allSatisfy(order -> assertThat(order).hasSize(12));
  }

  @Test
  void withoutAChangeOfPrioritiesProcessesRunOneAfterTheOther() {
    for (int seed = 0; seed < 20; seed++) {
      List<String> order = order(Choice.pct(seed, 1, 30));
      for (int i = 0; i < order.size(); i += 3) {
        assertThat(order.subList(i, i + 3)).containsOnly(order.get(i));
      }
    }
  }

  @Test
  void theFirstOfEqualCandidatesIsPicked() {
    Choice choice = Choice.pct(1, 1, 1);
    assertThat(choice.pick(List.of(new Pid(1), new Pid(1)))).isZero();
  }

  /** Whether b looks between the two steps in which a does something that should be one. */
  private static boolean isSeenHalfDone(Choice choice) {
    AtomicBoolean halfDone = new AtomicBoolean();
    AtomicBoolean seen = new AtomicBoolean();
    try (Node node = Node.simulated(choice, Instant.EPOCH, 1, null)) {
      NAMES.forEach(name -> node.start(Probe.named(name)));
      node.send(
          Name.of("a"),
          new Probe.Perform(a -> {
            halfDone.set(true);
            a.send(
                a.self(),
                new Probe.Perform(_ -> {
                  halfDone.set(false);
                  return true;
                }));
            return true;
          }));
      node.send(Name.of("b"), new Probe.Perform(_ -> halfDone.get() && seen.getAndSet(true)));
      node.settle();
    }
    return seen.get();
  }

  @Test
  void aBugOfDepthTwoIsFoundAtDepthTwoAndNotBefore() {
    int steps = 20;
    long bound = (long) NAMES.size() * steps;
    assertThat(LongStream.range(0, 3 * bound))
        .anyMatch(seed -> isSeenHalfDone(Choice.pct(seed, 2, steps)))
        .noneMatch(seed -> isSeenHalfDone(Choice.pct(seed, 1, steps)));
  }

  @Test
  void impossibleDepthsAreRefused() {
    assertThatThrownBy(() -> Choice.pct(1, 0, 10))
        .hasMessage("depth 0 and 10 steps: depth is at least 1, and steps at least depth - 1");
    assertThatThrownBy(() -> Choice.pct(1, 12, 10)).isInstanceOf(IllegalArgumentException.class);
  }
}
