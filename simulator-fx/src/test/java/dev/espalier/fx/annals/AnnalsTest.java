package dev.espalier.fx.annals;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.fx.arrangement.Labels;
import dev.espalier.fx.timeline.Timeline;
import dev.espalier.otp.ExitReason;
import dev.espalier.otp.Name;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.otp.ProcessEvent.Exited;
import dev.espalier.otp.ProcessEvent.Handled;
import dev.espalier.otp.ProcessEvent.Kind;
import dev.espalier.otp.ProcessEvent.Received;
import dev.espalier.otp.ProcessEvent.Sent;
import dev.espalier.otp.ProcessEvent.Spawned;
import dev.espalier.otp.ProcessEvent.Started;
import dev.espalier.trace.Recording;
import dev.espalier.trace.TraceEvent;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnnalsTest {
  private static final Pid FIRST = new Pid(2);
  private static final Pid SECOND = new Pid(3);
  private static final Name NAME = new Name("SCM", "alice");

  private final Recording recording = new Recording();
  private final Timeline timeline = new Timeline(recording);
  private final Annals annals = new Annals(timeline);

  private void happens(long cause, ProcessEvent event) {
    recording.observe(
        recording.size() + 1L, cause, Instant.EPOCH.plusMillis(recording.size()), event);
    timeline.follow(Integer.MAX_VALUE);
    annals.follow();
  }

  private static List<Long> numbers(List<TraceEvent> events) {
    return events.stream().map(TraceEvent::number).toList();
  }

  @Test
  void theStatesOfAProcessAreThoseUpToAMomentTheLatestFirst() {
    happens(0, new Spawned(FIRST, null, "SCM", NAME));
    happens(0, new Started(FIRST, "one"));
    happens(0, new Sent(null, FIRST, Kind.CAST, "go"));
    happens(3, new Received(FIRST, 3));
    happens(3, new Handled(FIRST, 3, "two"));

    assertThat(annals.states(FIRST, 5, 9).stream().map(Annals::state))
        .containsExactly("two", "one");
    assertThat(annals.states(FIRST, 4, 9).stream().map(Annals::state)).containsExactly("one");
    assertThat(annals.states(FIRST, 5, 1).stream().map(Annals::state)).containsExactly("two");
    assertThat(annals.states(FIRST, 1, 9)).isEmpty();
  }

  @Test
  void whatAMessageLedToIsKnownInOrderAndSoIsWhatLedToIt() {
    happens(0, new Spawned(FIRST, null, "SCM", NAME));
    happens(0, new Sent(null, FIRST, Kind.CAST, "go"));
    happens(2, new Received(FIRST, 2));
    happens(0, new Spawned(SECOND, null, "Q", null));
    happens(2, new Sent(FIRST, SECOND, Kind.CALL, "ask"));
    happens(2, new Handled(FIRST, 2, "done"));
    happens(5, new Sent(SECOND, FIRST, Kind.REPLY, "answer"));

    assertThat(numbers(annals.effects(2))).containsExactly(3L, 5L, 6L);
    assertThat(numbers(annals.effects(5))).containsExactly(7L);
    assertThat(annals.effects(7)).isEmpty();
    assertThat(numbers(annals.causes(7))).containsExactly(5L, 2L);
  }

  @Test
  void moreEventsThanThereWasRoomForAreTakenIn() {
    happens(0, new Sent(null, FIRST, Kind.CAST, "go"));
    for (int i = 0; i < 5000; i++) {
      recording.observe(i + 2L, 1, Instant.EPOCH, new Sent(null, FIRST, Kind.CAST, i));
    }
    timeline.follow(Integer.MAX_VALUE);
    annals.follow();

    assertThat(annals.effects(1)).hasSize(5000);
  }

  @Test
  void whoIsGoneOrNotYetThereIsStillCalledByItsName() {
    happens(0, new Spawned(FIRST, null, "SCM", NAME));
    happens(0, new Exited(FIRST, ExitReason.normal()));

    assertThat(new Viewpoint(annals, Labels.PLAIN, 0).name(FIRST)).isEqualTo("SCM alice");
    assertThat(new Viewpoint(annals, Labels.PLAIN, 2).name(FIRST)).isEqualTo("SCM alice");
    assertThat(new Viewpoint(annals, Labels.PLAIN, 2).name(new Pid(99))).isEqualTo("<99>");
    assertThat(new Viewpoint(annals, Labels.PLAIN, 2).name((Pid) null)).isEqualTo("outside");
    assertThat(new Viewpoint(annals, Labels.PLAIN, 2).stamp(2)).isEqualTo("00:00.001 #2");
  }
}
