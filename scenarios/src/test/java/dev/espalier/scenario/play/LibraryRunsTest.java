package dev.espalier.scenario.play;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Maps;
import dev.espalier.environment.Routing;
import dev.espalier.mongo.MongoSource;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.ScenarioReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Every scenario of the library, played in many ways, ends in the same way. */
class LibraryRunsTest {
  /** How many seeds each scenario is played with. */
  private static final int SEEDS = Integer.getInteger("espalier.seeds", 50);

  private static final Pattern ID = Pattern.compile("ObjectId\\([0-9a-f]{24}\\)");
  private static final Pattern CODE = Pattern.compile("\"code\":\"[^\"]*\"");

  /** What is there when a run is over, without what is another in every run. */
  private record End(Map<String, List<String>> uis, Map<String, List<String>> documents) {}

  @ParameterizedTest
  @ValueSource(strings = {"counter", "todo", "crash", "transfer", "idle"})
  void endsTheSameWhateverTheOrderAndLive(String name) throws Exception {
    Scenario scenario = ScenarioReader.read(Path.of("library", name));
    PlaySettings fifo = PlaySettings.DEFAULT;
    End expected = end(scenario, fifo);
    Stream<PlaySettings> others =
        Stream.of(
                LongStream.rangeClosed(1, SEEDS)
                    .mapToObj(seed -> fifo.withSeed(Schedule.RANDOM, seed)),
                LongStream.rangeClosed(1, SEEDS)
                    .mapToObj(seed -> fifo.withSeed(Schedule.PCT, seed)),
                Stream.of(fifo.asLive(), indexed()))
            .flatMap(each -> each);
    for (PlaySettings settings : others.toList()) {
      assertThat(end(scenario, settings)).as("%s", settings).isEqualTo(expected);
    }
  }

  private static PlaySettings indexed() {
    return new PlaySettings(
        1, Schedule.FIFO, false, new MongoSource.Embedded(), Routing.INDEXED, 0, false);
  }

  private static End end(Scenario scenario, PlaySettings settings) throws Exception {
    try (Play play = played(scenario, settings)) {
      return new End(
          normalised(Maps.transformValues(play.uis(), ImmutableList::of)),
          normalised(play.documents()));
    }
  }

  /** Without ids and listener codes; in an order of its own where ids gave it. */
  private static Map<String, List<String>> normalised(
      Map<String, ? extends List<JsonNode>> written) {
    return written.entrySet().stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                each ->
                    each.getValue().stream()
                        .map(json -> ID.matcher(json.toString()).replaceAll("ObjectId"))
                        .map(json -> CODE.matcher(json).replaceAll("\"code\""))
                        .sorted()
                        .toList()));
  }

  private static Play played(Scenario scenario, PlaySettings settings) throws Exception {
    Play play = Play.begin(scenario, settings, _ -> {});
    while (!play.isOver()) {
      PlayedStep step = play.next();
      assertThat(step.outcome()).as("%s of %s", step, settings).isEqualTo(new Outcome.Done());
    }
    return play;
  }

  @ParameterizedTest
  @ValueSource(strings = {"counter", "todo", "crash", "transfer", "idle"})
  void theSameSeedGivesTheSameRecordingToTheByteAndAnotherGivesAnother(String name)
      throws Exception {
    Scenario scenario = ScenarioReader.read(Path.of("library", name));
    List<String> first = recording(scenario, 1);
    List<String> again = recording(scenario, 1);
    for (int i = 0; i < Math.min(first.size(), again.size()); i++) {
      assertThat(again.get(i)).isEqualTo(first.get(i));
    }
    assertThat(again).hasSameSizeAs(first);
    assertThat(recording(scenario, 2).equals(first)).isFalse();
  }

  private static List<String> recording(Scenario scenario, long seed) throws Exception {
    try (Play play = played(scenario, PlaySettings.DEFAULT.withSeed(Schedule.RANDOM, seed))) {
      StringBuilder recording = new StringBuilder();
      play.recording().write(recording);
      return recording.toString().lines().toList();
    }
  }
}
