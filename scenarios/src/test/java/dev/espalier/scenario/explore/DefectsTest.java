package dev.espalier.scenario.explore;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.environment.EnvironmentDefects;
import dev.espalier.otp.Substitution;
import dev.espalier.otp.Understudy;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.ScenarioReader;
import dev.espalier.scenario.ScenarioWriter;
import dev.espalier.scenario.Step;
import dev.espalier.scenario.play.Play;
import dev.espalier.scenario.play.PlaySettings;
import dev.espalier.scenario.play.Schedule;
import dev.espalier.session.SessionDefects;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is known to be wrong with lenra-io/server, planted here, is found and made small. */
class DefectsTest {
  private static final Path SCENARIOS = Path.of("src/test/resources/dev/espalier/scenario/explore");
  private static final int FEW = 10;

  @TempDir Path folder;

  /** The numbers are those of the list in docs/decisions/0011. */
  @SuppressWarnings("ImmutableEnumChecker") // what is planted has no state
  enum Defect {
    L1("twice", EnvironmentDefects.forgetsWhatIsDone()),
    L2("day", EnvironmentDefects.comparesWithTheStart()),
    L3("day", EnvironmentDefects.deletionsConcernEverybody()),
    L4("day", EnvironmentDefects.putsConcernEverybody()),
    L6(
        "killed",
        Understudy.both(EnvironmentDefects.keepsNoPosition(), SessionDefects.ignoresGaps())),
    L7(
        "orphan",
        Understudy.both(
            EnvironmentDefects.outlivesItsQuery(), SessionDefects.outlivesItsQueries())),
    L8("broken", EnvironmentDefects.endsWhenTheAppFails()),
    L9("day", SessionDefects.buildsEverythingEachTime()),
    L10("twice", EnvironmentDefects.trustsInLuck());

    final String scenario;
    final Substitution planted;

    Defect(String scenario, Substitution planted) {
      this.scenario = scenario;
      this.planted = planted;
    }
  }

  private static Stage with(Substitution planted) {
    return (course, settings) -> Play.begin(course, settings, planted, _ -> {});
  }

  private static Scenario scenario(String name) throws Exception {
    return ScenarioReader.read(SCENARIOS.resolve(name + ".yaml"));
  }

  private static Optional<Finding> explore(Scenario scenario, int runs, Stage stage)
      throws Exception {
    return explore(scenario, runs, false, stage);
  }

  private static Optional<Finding> explore(Scenario scenario, int runs, boolean faults, Stage stage)
      throws Exception {
    Exploration.Settings settings = new Exploration.Settings(runs, 1, Schedule.RANDOM, faults, 2);
    return Exploration.explore(scenario, settings, stage, _ -> {});
  }

  @ParameterizedTest
  @EnumSource
  void aDefectIsFoundAndShrunkToAScenarioThatFailsTheSameWayEveryTime(Defect defect)
      throws Exception {
    Stage stage = with(defect.planted);
    Finding finding = explore(scenario(defect.scenario), 200, stage).orElseThrow();
    assertThat(finding.scenario().steps()).hasSizeLessThanOrEqualTo(FEW);

    Scenario saved = ScenarioWriter.save(finding.scenario(), folder.resolve("fails.yaml"));
    Scenario read = ScenarioReader.read(saved.file());
    for (int again = 0; again < 2; again++) {
      Failure failure =
          Trial.of(read, Rule.EVERYTHING, PlaySettings.DEFAULT, stage).failure().orElseThrow();
      assertThat(failure.step().number()).isEqualTo(finding.scenario().steps().size());
    }
    assertThat(Trial.of(read, Rule.EVERYTHING, PlaySettings.DEFAULT, Stage.design()).failed())
        .isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"twice", "day", "killed", "orphan", "broken"})
  void nothingIsFoundWhereNothingIsPlanted(String name) throws Exception {
    assertThat(explore(scenario(name), 20, Stage.design())).isEmpty();
  }

  @Test
  void theFailureThatBringsADefectToLightIsFoundToo() throws Exception {
    Stage stage = with(Defect.L7.planted);
    Finding finding = explore(scenario("twice"), 300, true, stage).orElseThrow();
    assertThat(finding.scenario().steps()).hasSizeLessThanOrEqualTo(FEW);
    assertThat(finding.scenario().steps()).anyMatch(Step.Kill.class::isInstance);

    Scenario saved = ScenarioWriter.save(finding.scenario(), folder.resolve("fails.yaml"));
    Scenario read = ScenarioReader.read(saved.file());
    Trial again = Trial.of(read, Rule.EVERYTHING, PlaySettings.DEFAULT, stage);
    assertThat(again.failure().orElseThrow().kind()).isEqualTo("converged");
  }

  @ParameterizedTest
  @ValueSource(strings = {"twice", "killed"})
  void theTreeStandsWhatFailuresDoToIt(String name) throws Exception {
    assertThat(explore(scenario(name), 40, true, Stage.design())).isEmpty();
  }

  @Test
  void whatIsFoundDoesNotDependOnHowManyRunsArePlayedAtATime() throws Exception {
    Stage stage = with(EnvironmentDefects.trustsInLuck());
    Exploration.Settings one = new Exploration.Settings(200, 1, Schedule.RANDOM, false, 1);
    Exploration.Settings three = new Exploration.Settings(200, 1, Schedule.RANDOM, false, 3);
    Finding first = Exploration.explore(scenario("twice"), one, stage, _ -> {}).orElseThrow();
    Finding second = Exploration.explore(scenario("twice"), three, stage, _ -> {}).orElseThrow();
    assertThat(second.run()).isEqualTo(first.run());
    assertThat(second.scenario()).isEqualTo(first.scenario());
  }
}
