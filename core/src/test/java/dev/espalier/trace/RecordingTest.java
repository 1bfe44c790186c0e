package dev.espalier.trace;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.otp.ChildSpec;
import dev.espalier.otp.Choice;
import dev.espalier.otp.GenServer;
import dev.espalier.otp.Init;
import dev.espalier.otp.Name;
import dev.espalier.otp.Next;
import dev.espalier.otp.Node;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import java.io.IOException;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RecordingTest {

  private static final Name LAST = Name.of("last");

  record Total(int total) {}

  record Amount(int amount) {}

  /** Adds up what it is sent and passes it on. */
  private static final class Adder extends GenServer<Total> {
    private final Name next;

    Adder(Name next) {
      this.next = next;
    }

    @Override
    protected Init<Total> init() {
      return Init.ok(new Total(0));
    }

    @Override
    protected Next<Total> handleCast(Object message, Total state) {
      cast(next, message);
      return Next.state(new Total(state.total() + ((Amount) message).amount()));
    }
  }

  private static Recording record(long seed) {
    Recording recording = new Recording();
    try (Node node = Node.simulated(Choice.random(seed), Instant.EPOCH, seed, recording)) {
      node.start(ChildSpec.worker(LAST, () -> new Adder(Name.of("nobody"))));
      node.start(ChildSpec.worker(Name.of("first"), () -> new Adder(LAST)));
      node.cast(Name.of("first"), new Amount(3));
      node.cast(Name.of("first"), new Amount(4));
      node.settle();
    }
    return recording;
  }

  @Test
  void theSameSeedGivesTheSameBytes() throws IOException {
    StringBuilder once = new StringBuilder();
    StringBuilder again = new StringBuilder();
    record(7).write(once);
    record(7).write(again);
    assertThat(once.toString()).isEqualTo(again.toString()).contains("\"is\":\"Amount\"");
  }

  @Test
  void aTimerIsWrittenWithItsMessageAndWhenItIsDue() throws IOException {
    Recording recording = new Recording();
    recording.observe(
        1,
        0,
        Instant.EPOCH,
        new ProcessEvent.TimerSet(new Pid(3), Instant.EPOCH.plusSeconds(5), new Amount(4)));
    recording.observe(2, 1, Instant.EPOCH, new ProcessEvent.TimerFired(new Pid(3), 1));
    StringBuilder written = new StringBuilder();
    recording.write(written);
    assertThat(written.toString().lines())
        .containsExactly(
            "{\"n\":1,\"cause\":0,\"at\":\"1970-01-01T00:00:00Z\",\"is\":\"TimerSet\",\"pid\":\"<3>\","
                + "\"due\":\"1970-01-01T00:00:05Z\",\"message\":{\"is\":\"Amount\",\"amount\":4}}",
            "{\"n\":2,\"cause\":1,\"at\":\"1970-01-01T00:00:00Z\",\"is\":\"TimerFired\","
                + "\"pid\":\"<3>\",\"timer\":1}");
  }

  @Test
  void whyLeadsFromAMessageBackToWhatCameFromOutside() {
    Recording recording = record(1);
    TraceEvent dropped =
        recording.after(0).stream()
            .filter(event -> event.event() instanceof ProcessEvent.Dropped)
            .findFirst()
            .orElseThrow();
    assertThat(recording.why(dropped.number()))
        .extracting(event -> event.event().getClass().getSimpleName())
        .containsExactly("Dropped", "Sent", "Sent");
    assertThat(recording.why(dropped.number()).getLast().cause()).isZero();
  }

  @Test
  void theStateOfAProcessAtAnyMomentCanBeRead() {
    Recording recording = record(1);
    Pid first =
        recording.after(0).stream()
            .map(TraceEvent::event)
            .map(event ->
                event instanceof ProcessEvent.Spawned(Pid pid, _, String kind, _)
                        && kind.equals("first")
                    ? pid
                    : null)
            .filter(Objects::nonNull)
            .findFirst()
            .orElseThrow();
    assertThat(recording.after(0).stream().map(e -> recording.state(first, e.number())).distinct())
        .extracting(state -> state.map(Object::toString).orElse("none"))
        .containsExactly("none", "Total[total=0]", "Total[total=3]", "Total[total=7]");
  }
}
