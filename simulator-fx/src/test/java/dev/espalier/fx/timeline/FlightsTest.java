package dev.espalier.fx.timeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.timeline.Flights.Flight;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.otp.ProcessEvent.Kind;
import dev.espalier.otp.ProcessEvent.Received;
import dev.espalier.otp.ProcessEvent.Sent;
import dev.espalier.trace.Recording;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FlightsTest {
  private static final Pid ONE = new Pid(1);
  private static final Pid OTHER = new Pid(2);

  private final Recording recording = new Recording();
  private final Timeline timeline = new Timeline(recording);

  /** A thousand messages, each of which is received: those with odd numbers. */
  @BeforeEach
  void aThousandMessages() {
    for (int i = 0; i < 1_000; i++) {
      record(new Sent(ONE, OTHER, Kind.CAST, i));
      record(new Received(OTHER, 2L * i + 1));
    }
    timeline.follow(Integer.MAX_VALUE);
  }

  private void record(ProcessEvent event) {
    recording.observe(recording.size() + 1L, 0, Instant.EPOCH, event);
  }

  private ImmutableList<Flight> flights(long at, double progress, double speed) {
    return Flights.of(timeline, new Player(at, progress, true, speed));
  }

  @Test
  void atItsOwnPaceOneMessageTravelsWhileTheOneBeforeGlows() {
    assertThat(flights(201, 0.5, 1)).extracting(Flight::number).containsExactly(201L);

    ImmutableList<Flight> early = flights(201, 0.1, 1);
    assertThat(early).extracting(Flight::number).containsExactly(201L, 199L);
    assertThat(early.getFirst().progress()).isEqualTo(0.1);
    assertThat(early.getFirst().glow()).isZero();
    assertThat(early.getLast().progress()).isEqualTo(1);
    assertThat(early.getLast().glow()).isCloseTo(1 - 60.0 / 250, within(1e-9));
  }

  @Test
  void atAHundredTimesThePaceDozensTravelEachAsLongAsCanBeSeen() {
    ImmutableList<Flight> flying =
        flights(1001, 0, 100).stream()
            .filter(flight -> flight.progress() < 1)
            .collect(ImmutableList.toImmutableList());

    assertThat(flying).hasSize(59);
    assertThat(flying).extracting(Flight::progress).isSorted();
    assertThat(flying.get(1).progress()).isCloseTo(6.0 / 350, within(1e-9));
  }

  @Test
  void whoStandsStillSeesTheMessageArrivedAndNoOther() {
    Player stands = new Player(201, 1, false, 100);

    assertThat(Flights.of(timeline, stands)).extracting(Flight::number).containsExactly(201L);
    assertThat(Flights.of(timeline, stands).getFirst().progress()).isEqualTo(1);
    assertThat(Flights.of(timeline, new Player(202, 1, false, 1))).isEmpty();
    assertThat(Flights.of(timeline, Player.FIRST)).isEmpty();
  }

  @Test
  void atTheEndTheLastOnesLand() {
    Player end = new Player(timeline.end(), 0, true, 100);
    assertThat(Flights.of(timeline, end)).hasSizeGreaterThan(50);
    assertThat(end.hasLanded(timeline)).isFalse();

    Player later = end.after(Duration.ofSeconds(5), timeline);

    assertThat(later.hasLanded(timeline)).isTrue();
    assertThat(Flights.of(timeline, later)).allMatch(flight -> flight.progress() == 1);
  }

  @Test
  void aSignalGoesAlongWithTheMessageAfterIt() {
    record(new Sent(ONE, OTHER, Kind.SIGNAL, "down"));
    record(new Received(OTHER, 2001));
    record(new Sent(ONE, OTHER, Kind.CALL, "then"));
    timeline.follow(Integer.MAX_VALUE);

    assertThat(timeline.messageAfter(1999)).isEqualTo(2003);
    assertThat(flights(2003, 0.5, 1))
        .extracting(Flight::number, Flight::progress)
        .containsExactly(tuple(2003L, 0.5), tuple(2001L, 0.5));
  }
}
