package dev.espalier.scenario.export;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ListMultimap;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ChromeTraceTest {

  private record Slice(String name, double since, double until) {
    boolean contains(double at) {
      return since <= at && at <= until;
    }
  }

  private static List<JsonNode> events(String scenario) throws Exception {
    JsonNode trace = JsonMapper.shared().readTree(ChromeTrace.of(Runs.of(scenario)));
    return trace.path("traceEvents").valueStream().toList();
  }

  private static List<JsonNode> phase(List<JsonNode> events, String phase) {
    return events.stream().filter(event -> event.path("ph").asString().equals(phase)).toList();
  }

  private static String thread(JsonNode event) {
    return "%d/%d".formatted(event.path("pid").asInt(), event.path("tid").asInt());
  }

  private static ListMultimap<String, Slice> slices(List<JsonNode> events) {
    ListMultimap<String, Slice> slices = ArrayListMultimap.create();
    for (JsonNode each : phase(events, "X")) {
      double since = each.path("ts").asDouble();
      double until = since + each.path("dur").asDouble();
      slices.put(thread(each), new Slice(each.path("name").asString(), since, until));
    }
    return slices;
  }

  @ParameterizedTest
  @ValueSource(strings = {"counter", "todo", "crash", "transfer", "idle"})
  void aProcessHandlesOneMessageAtATime(String scenario) throws Exception {
    ListMultimap<String, Slice> slices = slices(events(scenario));
    assertThat(slices.keySet()).hasSizeGreaterThan(10);
    for (String thread : slices.keySet()) {
      double last = -1;
      for (Slice slice :
          slices.get(thread).stream().sorted(Comparator.comparingDouble(Slice::since)).toList()) {
        assertThat(slice.since()).as("%s in %s", slice, thread).isGreaterThanOrEqualTo(last);
        assertThat(slice.until()).isGreaterThan(slice.since());
        last = slice.until();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"counter", "todo", "crash", "transfer", "idle"})
  void everyArrowLeadsOnFromOneSliceToAnother(String scenario) throws Exception {
    List<JsonNode> events = events(scenario);
    ListMultimap<String, Slice> slices = slices(events);
    Map<String, Double> begun = new HashMap<>();
    for (JsonNode each : phase(events, "s")) {
      assertThat(begun.put(arrow(each), each.path("ts").asDouble())).isNull();
    }
    assertThat(begun).hasSizeGreaterThan(100);
    assertThat(phase(events, "f")).hasSize(begun.size());
    for (JsonNode each : phase(events, "f")) {
      assertThat(begun).containsKey(arrow(each));
      assertThat(each.path("ts").asDouble()).isGreaterThan(requireNonNull(begun.get(arrow(each))));
      assertThat(each.path("bp").asString()).isEqualTo("e");
    }
    events.stream()
        .filter(event -> event.path("ph").asString().matches("[sf]"))
        .forEach(event ->
            assertThat(slices.get(thread(event)))
                .as("%s", event)
                .anyMatch(slice -> slice.contains(event.path("ts").asDouble())));
  }

  private static String arrow(JsonNode event) {
    return event.path("cat").asString() + event.path("id").asInt();
  }

  @Test
  void everyThreadHasANameOfItsOwnAndSessionsAreProcesses() throws Exception {
    List<JsonNode> events = events("counter");
    List<String> names =
        phase(events, "M").stream()
            .filter(event -> event.path("name").asString().equals("thread_name"))
            .map(event -> event.path("args").path("name").asString())
            .toList();
    assertThat(names).doesNotHaveDuplicates().contains("steps", "CS", "SCM alice", "SCM bob");
    assertThat(phase(events, "M").stream().map(each -> each.path("args").path("name").asString("")))
        .contains("scenario", "environment", "session alice", "session bob");
  }

  @Test
  void thePatchThatAClientGotIsInItsSlice() throws Exception {
    assertThat(phase(events("counter"), "X"))
        .filteredOn(slice -> slice.path("args").has("patch"))
        .hasSize(3)
        .first()
        .satisfies(slice ->
            assertThat(slice.path("args").path("patch").get(0).path("value").asString())
                .isEqualTo("The common counter: 1"));
  }
}
