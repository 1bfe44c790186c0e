package dev.espalier.fx.timeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.otp.Pid;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ProcessesTest {

  private static ProcessAt process(long pid, int restarts) {
    return ProcessAt.born(new Life(new Pid(pid), "W", null, null, restarts, 1, 0, null));
  }

  @Test
  void itIsAsASortedMapThatIsCopiedAtEveryChange() {
    Random random = new Random(3);
    Map<Pid, ProcessAt> oracle = new TreeMap<>();
    Processes processes = Processes.NONE;
    for (int i = 0; i < 5_000; i++) {
      Pid pid = new Pid(1 + random.nextInt(random.nextBoolean() ? 70 : 50_000));
      if (random.nextInt(3) == 0) {
        oracle.remove(pid);
        processes = processes.without(pid);
      } else {
        ProcessAt process = process(pid.number(), i);
        oracle.put(pid, process);
        processes = processes.with(process);
      }
      assertThat(processes.get(pid)).isEqualTo(oracle.get(pid));
      assertThat(processes).hasSameSizeAs(oracle);
    }
    assertThat(List.copyOf(processes.values())).isEqualTo(List.copyOf(oracle.values()));
  }

  @Test
  void whatItWasStaysAsItWas() {
    List<Processes> kept = new ArrayList<>(List.of(Processes.NONE));
    for (int i = 1; i <= 100; i++) {
      kept.add(kept.getLast().with(process(i, 0)));
    }
    Processes fewer = kept.getLast().without(new Pid(50));

    for (int i = 0; i <= 100; i++) {
      assertThat(kept.get(i)).hasSize(i);
    }
    assertThat(fewer.containsKey(new Pid(50))).isFalse();
    assertThat(kept.getLast().containsKey(new Pid(50))).isTrue();
  }
}
