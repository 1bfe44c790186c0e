package dev.espalier.fx.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.scenario.story.WhyIndex;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PastTest {

  /** The oracle looks at every event. */
  @ParameterizedTest
  @ValueSource(strings = {"counter", "crash"})
  void itFindsWhatWholeRecordingsTell(String name) throws Exception {
    Recorded recorded = Recorded.library(name);
    WhyIndex past = new Past(recorded.timeline());
    WhyIndex oracle = WhyIndex.none(number -> recorded.timeline().event(number).orElseThrow());
    long end = recorded.timeline().end();
    for (long before = 1; before <= end; before += 499) {
      for (Pid pid : spawned(recorded, before)) {
        assertThat(past.state(pid, before))
            .as("%s before %d", pid, before)
            .isEqualTo(oracle.state(pid, before));
        assertThat(past.sentTo(pid, before).limit(100).toList())
            .isEqualTo(oracle.sentTo(pid, before).limit(100).toList());
      }
    }
  }

  private static List<Pid> spawned(Recorded recorded, long before) {
    return LongStream.range(1, before)
        .mapToObj(number -> recorded.timeline().event(number).orElseThrow().event())
        .filter(ProcessEvent.Spawned.class::isInstance)
        .map(event -> ((ProcessEvent.Spawned) event).pid())
        .toList();
  }
}
