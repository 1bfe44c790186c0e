package dev.espalier.scenario.play;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.ScenarioReader;
import dev.espalier.scenario.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The course. What it teaches holds whatever the order in which processes run, and live. */
class LessonsTest {
  private static final Path COURSE = Path.of("lessons");
  private static final Path DOCS = Path.of("..", "docs");

  /** How many seeds each lesson is played with. */
  private static final int SEEDS = Integer.getInteger("espalier.seeds", 5);

  private static List<String> lessons() throws IOException {
    try (Stream<Path> entries = Files.list(COURSE)) {
      return entries
          .filter(Files::isDirectory)
          .map(folder -> folder.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void theCourseHasNineLessonsInAnOrder() throws Exception {
    assertThat(lessons().stream().map(LessonsTest::number))
        .containsExactly("01", "02", "03", "04", "05", "06", "07", "08", "09");
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void aLessonTellsPointsAndAsks(String name) throws Exception {
    List<Step> steps = read(name).steps();
    assertThat(steps)
        .anyMatch(step -> step instanceof Step.Say say && !say.point().isEmpty())
        .anyMatch(step -> step instanceof Step.Expect);
    assertThat(steps.stream().filter(Step.Ask.class::isInstance).map(Step.Ask.class::cast))
        .hasSizeBetween(2, 5)
        .allSatisfy(ask -> {
          assertThat(ask.choices()).hasSizeGreaterThan(2);
          assertThat(ask.because()).isNotBlank();
        });
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void aLessonStandsInTheCoursePageWithItsPicture(String name) throws Exception {
    String picture = "pictures/lessons/" + number(name) + ".png";
    assertThat(Files.readString(DOCS.resolve("lessons.md")))
        .contains("scenarios/lessons/" + name, picture);
    assertThat(DOCS.resolve(picture)).isRegularFile();
  }

  @ParameterizedTest
  @MethodSource("lessons")
  void theRightAnswersAreTheSameWhateverTheOrderAndLive(String name) throws Exception {
    Scenario lesson = read(name);
    List<Step.Choice> truth = truth(lesson, PlaySettings.DEFAULT);
    Stream<PlaySettings> others =
        Stream.concat(
            LongStream.rangeClosed(1, SEEDS)
                .boxed()
                .flatMap(seed ->
                    Stream.of(Schedule.RANDOM, Schedule.PCT)
                        .map(schedule -> PlaySettings.DEFAULT.withSeed(schedule, seed))),
            Stream.of(PlaySettings.DEFAULT.asLive()));
    for (PlaySettings settings : others.toList()) {
      assertThat(truth(lesson, settings)).as("%s", settings).isEqualTo(truth);
    }
  }

  /** The choices that turn out to be right, in the order of the questions. */
  private static List<Step.Choice> truth(Scenario lesson, PlaySettings settings) throws Exception {
    ImmutableList.Builder<Step.Choice> truth = ImmutableList.builder();
    try (Play play = Rehearsal.begin(lesson, settings)) {
      while (!play.isOver()) {
        PlayedStep step = play.next();
        assertThat(step.outcome()).as("%s of %s", step, settings).isInstanceOf(Outcome.Done.class);
        if (step.outcome() instanceof Outcome.Done(Step.Choice answer) && answer != null) {
          truth.add(answer);
        }
      }
    }
    return truth.build();
  }

  private static Scenario read(String name) throws Exception {
    return ScenarioReader.read(COURSE.resolve(name));
  }

  private static String number(String name) {
    return name.substring(0, name.indexOf('-'));
  }
}
