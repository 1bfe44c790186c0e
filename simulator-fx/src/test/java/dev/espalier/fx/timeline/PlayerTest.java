package dev.espalier.fx.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PlayerTest {
  /** Ten events; every other one, 2, 4, …, is a message; steps end at 4 and 10. */
  private static final Track TRACK =
      new Track() {
        @Override
        public long end() {
          return 10;
        }

        @Override
        public long messageAfter(long number) {
          return Math.min(10, number + 2 - number % 2);
        }

        @Override
        public long messageBefore(long number) {
          return Math.max(0, number - 2 + number % 2);
        }

        @Override
        public long stepAfter(long number) {
          return number < 4 ? 4 : 10;
        }

        @Override
        public long stepBefore(long number) {
          return number > 4 ? 4 : 0;
        }
      };

  @Test
  void whileItIsPausedNoTimePasses() {
    assertThat(Player.FIRST.after(Duration.ofHours(1), TRACK)).isEqualTo(Player.FIRST);
  }

  @Test
  void aMessageTravelsForItsTimeAndThenTheNextOneDoes() {
    Player half = Player.FIRST.play().after(Player.TRAVEL.dividedBy(2), TRACK);
    assertThat(half.at()).isEqualTo(2);
    assertThat(half.progress()).isEqualTo(0.5);

    Player next = half.after(Player.TRAVEL, TRACK);
    assertThat(next.at()).isEqualTo(4);
    assertThat(next.progress()).isEqualTo(0.5);
  }

  @Test
  void atTenTimesTheSpeedTenMessagesTravelInTheSameTime() {
    Player slow = Player.FIRST.play().after(Player.TRAVEL.multipliedBy(4), TRACK);
    Player fast = Player.FIRST.withSpeed(4).play().after(Player.TRAVEL, TRACK);

    assertThat(fast.at()).isEqualTo(slow.at());
  }

  @Test
  void atTheEndItWaitsForMoreAndPlayingAgainBeginsAnew() {
    Player end = Player.FIRST.play().after(Duration.ofMinutes(1), TRACK);
    assertThat(end.at()).isEqualTo(10);
    assertThat(end.progress()).isEqualTo(1);
    assertThat(end.playing()).isTrue();

    assertThat(end.pause().playOn(TRACK).at()).isZero();
  }

  @Test
  void stepsByMessageAndByScenarioStepStopThePlaying() {
    Player player = Player.FIRST.play();

    assertThat(player.nextMessage(TRACK)).isEqualTo(new Player(2, 1, false, 1));
    assertThat(player.nextStep(TRACK).at()).isEqualTo(4);
    assertThat(player.nextStep(TRACK).nextStep(TRACK).at()).isEqualTo(10);
    assertThat(player.seek(10, TRACK).previousStep(TRACK).at()).isEqualTo(4);
    assertThat(player.seek(10, TRACK).previousMessage(TRACK).at()).isEqualTo(8);
  }

  @Test
  void seekingStaysWithinWhatThereIs() {
    assertThat(Player.FIRST.seek(99, TRACK).at()).isEqualTo(10);
    assertThat(Player.FIRST.seek(-1, TRACK).at()).isZero();
  }

  @Test
  void speedStaysWithinItsBounds() {
    assertThat(Player.FIRST.withSpeed(1000).speed()).isEqualTo(Player.FASTEST);
    assertThat(Player.FIRST.withSpeed(0).speed()).isEqualTo(Player.SLOWEST);
  }
}
