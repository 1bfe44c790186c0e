package dev.espalier.scenario.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.espalier.scenario.Place;
import dev.espalier.scenario.Step;
import dev.espalier.scenario.play.Outcome;
import dev.espalier.scenario.play.PlayedStep;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MermaidSequenceTest {
  private static final Pattern LINE =
      Pattern.compile("  (?:(\\w+)-?->>(\\w+): .+|Note over (\\w+)(?:,(\\w+))?: .+)");
  private static final Pattern PARTICIPANT = Pattern.compile("    participant (\\w+) as (.+)");

  @ParameterizedTest
  @ValueSource(strings = {"counter", "todo", "crash", "transfer", "idle"})
  void whoeverTakesPartIsDeclaredAndMermaidDrawsThatMuch(String scenario) throws Exception {
    String diagram = MermaidSequence.of(Runs.of(scenario));
    assertThat(diagram.length()).isLessThan(50_000);
    Set<String> declared =
        PARTICIPANT
            .matcher(diagram)
            .results()
            .map(found -> found.group(1))
            .collect(Collectors.toSet());
    assertThat(declared).hasSizeGreaterThan(5);
    diagram
        .lines()
        .dropWhile(line -> !line.startsWith("  Note") && !line.contains("->>"))
        .forEach(line -> {
          assertThat(line).matches(LINE);
          LINE.matcher(line)
              .results()
              .flatMap(found -> IntStream.rangeClosed(1, 4).mapToObj(found::group))
              .filter(id -> id != null)
              .forEach(id -> assertThat(declared).contains(id));
        });
  }

  @Test
  void aChangeRunsFromTheListenerThroughTheTreeToTheClients() throws Exception {
    String diagram = MermaidSequence.of(Runs.of("counter"));
    for (var name : PARTICIPANT.matcher(diagram).results().toList()) {
      diagram = diagram.replaceAll("\\b" + name.group(1) + "\\b", name.group(2));
    }
    String click =
        diagram.substring(diagram.indexOf("8  alice clicks"), diagram.indexOf("11  bob"));
    assertThat(click.lines().skip(1).map(String::strip))
        .contains(
            "Client alice->>Session.EventHandler alice: Run increment",
            "Session.EventHandler alice->>MongoDB: UpdateMany counter",
            "MongoDB->>CS: update counter",
            "CS->>SCM bob: Change",
            "SCM bob->>Q counter {user: \"global\"}: MongoEvent",
            "Q counter {user: \"@alice\"}-->>SCM alice: no",
            "Q counter {user: \"global\"}->>W counter {user: \"global\"}: DataChanged",
            "SCM bob->>UIBuilder bob: Rebuild",
            "UIBuilder bob->>Client bob: PatchUi, 1 op, 93 B");
  }

  @Test
  void aProcessThatIsKilledIsNoted() throws Exception {
    assertThat(MermaidSequence.of(Runs.of("crash"))).containsPattern("Note over p\\d+: killed");
  }

  @Test
  void aRunThatIsTooLongEndsWithHowMuchIsLeftOut() throws Exception {
    Run run = Runs.of("counter");
    long end = run.events().size();
    ImmutableList<PlayedStep> steps =
        IntStream.rangeClosed(1, 2_000)
            .mapToObj(number ->
                new PlayedStep(
                    number,
                    new Step.Say(Place.BY_HAND, "Nothing happens; for a while #1"),
                    false,
                    new Outcome.Done(),
                    end,
                    end))
            .collect(ImmutableList.toImmutableList());
    String diagram =
        MermaidSequence.of(new Run("Long", run.events(), run.begun(), steps, run.users()));
    assertThat(diagram.length()).isLessThan(50_000);
    assertThat(diagram).contains("Nothing happens#59; for a while #35;1");
    assertThat(diagram.lines().toList().getLast()).matches(".*: … and \\d{3,4} more steps");
  }
}
