package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.scenario.Vocabulary;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CommandLineTest {
  private static final String COUNTER = "library/counter";

  @TempDir Path folder;

  @Test
  void runTellsThePathOfEachChange() {
    Typed run = Typed.espalier("run", COUNTER);
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains(
            "CS → SCM alice, bob → Q counter {user: \"global\"} → W counter → UIBuilder alice, bob",
            "alice, bob: a patch, 93 bytes: replace /root/children/1/children/0/value \"The common"
                + " counter: 1\"",
            "✓ All as expected: 17 steps");
  }

  @Test
  void jsonIsOneObjectALineAndNothingElse() {
    Typed run = Typed.espalier("run", COUNTER, "--json");
    assertThat(run.exitCode()).isZero();
    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines())
        .hasSize(19)
        .allSatisfy(
            line -> assertThat(JsonMapper.shared().readTree(line).path("is").isString()).isTrue());
    JsonNode end = JsonMapper.shared().readTree(run.out().lines().toList().getLast());
    assertThat(end.path("outcome").asString()).isEqualTo("done");
    assertThat(end.path("patches").asInt()).isEqualTo(3);
  }

  @Test
  void aScenarioThatNamesItsRoutingIsPlayedSoAndThatIsSaid() {
    String lesson = "lessons/02-messages";
    Typed run = Typed.espalier("run", lesson, "--routing", "indexed");
    assertThat(run.exitCode()).isZero();
    assertThat(run.err())
        .isEqualTo(
            lesson + "/scenario.yaml is played with --routing broadcast, which it speaks of\n");
    assertThat(Typed.espalier("run", lesson, "--routing", "broadcast").err()).isEmpty();
  }

  @Test
  void recordWritesEveryEventAndReplayHasThemAgain() throws Exception {
    Path record = folder.resolve("recording.jsonl");
    Typed run = Typed.espalier("run", COUNTER, "--record", record.toString());
    assertThat(run.exitCode()).isZero();
    assertThat(Files.readAllLines(record))
        .hasSizeGreaterThan(500)
        .allSatisfy(
            line -> assertThat(JsonMapper.shared().readTree(line).path("is").isString()).isTrue());
    Typed replay = Typed.espalier("replay", record.toString());
    assertThat(replay.exitCode()).isZero();
    assertThat(replay.everything())
        .startsWith("A common counter and a personal one\n✓ The same, byte for byte: 17 steps, ");
  }

  @Test
  void severalScenariosAreToldOneAfterTheOtherAndSummedUp() {
    Typed run = Typed.espalier("run", COUNTER, "library/missing");
    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.out()).contains("✓ All as expected: 17 steps");
    assertThat(run.out()).endsWith("2 scenarios, failed: library/missing\n");
    assertThat(run.err()).startsWith("library/missing: there is no such file");
  }

  @Test
  void treeShowsEveryProcessOfTheDesign() {
    Typed tree = Typed.espalier("tree", COUNTER);
    assertThat(tree.exitCode()).isZero();
    for (String kind : Vocabulary.PROCESSES.words()) {
      assertThat(tree.out()).containsPattern("(?m)^[│├└─ ]*" + kind + "( |$)");
    }
    assertThat(tree.out()).containsPattern("Event.OnEnvStart +done");
    assertThat(tree.out()).containsPattern("SCM alice +\\{scm, env}");
  }

  @Test
  void treeStopsAtTheStepItIsTold() {
    Typed tree = Typed.espalier("tree", COUNTER, "--at", "2", "--mermaid");
    assertThat(tree.exitCode()).isZero();
    assertThat(tree.out()).startsWith("flowchart TD\n").contains("SCM alice").doesNotContain("bob");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rn              | espalier: there is no command rn; did you mean `run`?",
        "run x --sede 3  | espalier run: there is no option --sede; did you mean `--seed`?",
        "tree x --at -1  | x: there is no such file; write a scenario's file or folder",
        "run             | espalier run: Missing required parameter: 'SCENARIO'",
      })
  void aSlipIsAnsweredWithTheNearestRightWord(String words, String answer) {
    Typed typed = Typed.espalier(words.split(" ", -1));
    assertThat(typed.exitCode()).isEqualTo(2);
    assertThat(typed.err().strip()).isEqualTo(answer);
    assertThat(typed.out()).isEmpty();
  }

  @Test
  void checkSaysThatAScenarioIsWellWritten() {
    Typed check = Typed.espalier("check", COUNTER);
    assertThat(check.exitCode()).isZero();
    assertThat(check.out()).contains("library/counter/scenario.yaml", "17 steps, well written");
  }

  @Test
  void exploreSaysHowManyRunsWereAsExpected() {
    Typed explore = Typed.espalier("explore", "library/counter", "--runs", "5", "--seed", "3");
    assertThat(explore.exitCode()).isZero();
    assertThat(explore.everything())
        .startsWith("“A common counter and a personal one”: 5 runs, all as expected")
        .contains("random orders, seeds 3 to 7");
  }

  @Test
  void exploreSavesAScenarioThatFailsTheSameWayEveryTime() throws Exception {
    Path scenario = folder.resolve("scenario.yaml");
    Files.copy(Path.of("library/counter/app.js"), folder.resolve("app.js"));
    Files.writeString(
        scenario,
        """
        title: Wrong
        steps:
          - open: alice
          - wait: 1 s
          - expect: {ui: {alice: ["The common counter: 1"]}}
          - open: bob
        """);
    String saved = folder.resolve("fails.yaml").toString();
    Typed explore = Typed.espalier("explore", scenario.toString(), "--runs", "5", "--out", saved);
    assertThat(explore.exitCode()).isEqualTo(1);
    assertThat(explore.out())
        .contains("It fails as it is, with everybody in turn.", "./espalier run " + saved);
    Typed again = Typed.espalier("run", saved);
    assertThat(again.exitCode()).isEqualTo(1);
    assertThat(again.out()).contains("the UI of alice");
  }
}
