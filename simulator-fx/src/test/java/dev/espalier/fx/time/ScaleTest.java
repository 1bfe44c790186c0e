package dev.espalier.fx.time;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.fx.time.Scale.Run;
import dev.espalier.fx.timeline.EventNumbers;
import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ScaleTest {

  private static EventNumbers numbers(long... all) {
    EventNumbers numbers = new EventNumbers();
    for (long each : all) {
      numbers.add(each);
    }
    return numbers;
  }

  @Test
  void aPlaceIsAnEventAndTheOtherWayRound() {
    Scale scale = new Scale(100, 500, 1_000);

    assertThat(scale.x(1_000)).isEqualTo(600);
    assertThat(scale.number(scale.x(432))).isEqualTo(432);
    assertThat(scale.number(0)).isZero();
    assertThat(scale.number(9_999)).isEqualTo(1_000);
  }

  @Test
  void neighbouringPixelsAreOneRun() {
    Scale scale = new Scale(10, 100, 1_000);

    assertThat(scale.runs(numbers(1, 2, 11, 500, 501)))
        .containsExactly(new Run(10, 2), new Run(60, 1));
    assertThat(scale.runs(numbers())).isEmpty();
  }

  @Test
  void runsAreWhereTheEventsAreHoweverManyThereAre() {
    Random random = new Random(5);
    for (int round = 0; round < 200; round++) {
      Scale scale = new Scale(112, 1 + random.nextInt(900), 1 + random.nextInt(20_000));
      EventNumbers events = new EventNumbers();
      BitSet pixels = new BitSet();
      double share = random.nextDouble();
      for (long number = 1; number <= scale.end(); number++) {
        if (random.nextDouble() < share * share) {
          events.add(number);
          pixels.set((int) scale.x(number));
        }
      }
      BitSet drawn = new BitSet();
      scale.runs(events).forEach(run -> drawn.set(run.from(), run.from() + run.count()));
      assertThat(drawn).isEqualTo(pixels);
    }
  }
}
