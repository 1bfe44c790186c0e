package dev.espalier.scenario.export;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.espalier.scenario.export.ShivizLog.Entry;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ShivizLogTest {

  @ParameterizedTest
  @ValueSource(strings = {"counter", "todo"})
  void oneClockIsWithinAnotherExactlyWhenTheOneEventCouldHaveLedToTheOther(String scenario)
      throws Exception {
    Run run = Runs.of(scenario);
    ImmutableList<Entry> entries = ShivizLog.entries(run);
    List<BitSet> pasts = pasts(run);
    assertThat(entries).hasSizeGreaterThan(300);
    for (Entry one : entries) {
      int ticks = requireNonNull(one.clock().get(one.host()));
      for (Entry other : entries) {
        boolean couldHaveLed = pasts.get((int) other.number()).get((int) one.number());
        assertThat(other.clock().getOrDefault(one.host(), 0) >= ticks)
            .as("%s before %s", one, other)
            .isEqualTo(couldHaveLed);
      }
    }
  }

  /** For each event all that could have led to it, itself too. */
  private static List<BitSet> pasts(Run run) {
    List<BitSet> pasts = new ArrayList<>(List.of(new BitSet()));
    CausalOrder.walk(
        run.events(),
        (event, before) -> {
          BitSet past = new BitSet();
          before.forEach(each -> past.or(pasts.get((int) (long) each)));
          past.set((int) event.number());
          pasts.add(past);
        });
    return pasts;
  }

  @Test
  void whatIsDoneForTwoSessionsAtOnceIsInNoOrder() throws Exception {
    ImmutableList<Entry> entries = ShivizLog.entries(Runs.of("counter"));
    Entry alice = lastOf(entries, "Q counter {user: \"@alice\"}");
    Entry bob = lastOf(entries, "Q counter {user: \"@bob\"}");
    assertThat(alice.clock().getOrDefault(bob.host(), 0))
        .isLessThan(requireNonNull(bob.clock().get(bob.host())));
    assertThat(bob.clock().getOrDefault(alice.host(), 0))
        .isLessThan(requireNonNull(alice.clock().get(alice.host())));
  }

  private static Entry lastOf(ImmutableList<Entry> entries, String host) {
    return entries.reverse().stream()
        .filter(entry -> entry.host().equals(host))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(strings = {"counter", "todo", "idle", "transfer"})
  void everyLineIsAsTheFirstOneSaysAndEachProcessCountsItsOwnEventsFromOne(String scenario)
      throws Exception {
    List<String> lines = ShivizLog.of(Runs.of(scenario)).lines().toList();
    Pattern expression = Pattern.compile(lines.getFirst());
    assertThat(lines.get(1)).isEmpty();
    Map<String, Integer> counts = new HashMap<>();
    for (String line : lines.subList(2, lines.size())) {
      Matcher matcher = expression.matcher(line);
      assertThat(matcher.matches()).as(line).isTrue();
      JsonNode clock = JsonMapper.shared().readTree(matcher.group("clock"));
      String host = matcher.group("host");
      assertThat(clock.path(host).asInt()).as(line).isEqualTo(counts.merge(host, 1, Integer::sum));
    }
  }
}
