package dev.espalier.scenario.jupiter;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espalier.scenario.Place;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.play.Outcome;
import dev.espalier.scenario.play.Play;
import dev.espalier.scenario.play.PlayException;
import dev.espalier.scenario.play.PlaySettings;
import dev.espalier.scenario.play.PlayedStep;
import dev.espalier.scenario.story.Sentences;
import dev.espalier.scenario.story.Wording;
import java.net.URI;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.MultipleFailuresError;

/** One scenario, played step by step as its tests are run. */
final class Performance implements AutoCloseable {
  private static final int LONGEST_VALUE = 120;

  private final Scenario scenario;
  private final PlaySettings settings;

  /** None before the environment was started, nor when it could not be. */
  private @Nullable Play play;

  Performance(Scenario scenario, PlaySettings settings) {
    this.scenario = scenario;
    this.settings = settings;
  }

  /** To be run one after the other. */
  Stream<DynamicTest> tests() {
    Sentences sentences = new Sentences(new Wording(ImmutableMap.of(), LONGEST_VALUE));
    return Stream.concat(
        Stream.of(
            DynamicTest.dynamicTest(
                "The environment starts", uri(scenario.app().place()), this::begin)),
        scenario.steps().stream()
            .map(step ->
                DynamicTest.dynamicTest(sentences.of(step), uri(step.place()), this::next)));
  }

  /** A step's line, as JUnit and IDEs find it. */
  private static URI uri(Place place) {
    String line =
        place.line() == 0 ? "" : "?line=%d&column=%d".formatted(place.line(), place.column());
    return URI.create(Path.of(place.file()).toUri() + line);
  }

  private void begin() throws PlayException {
    play = Play.begin(scenario, settings, _ -> {});
  }

  private void next() {
    Play playing = play;
    Assumptions.assumeTrue(
        playing != null && !playing.isOver(), "not played, as one before it failed");
    if (playing != null) {
      PlayedStep played = playing.next();
      check(played.outcome());
    }
  }

  private static void check(Outcome outcome) {
    switch (outcome) {
      case Outcome.Done _ -> {}
      case Outcome.Impossible(Place place, String why) ->
          throw new AssertionFailedError("%s: %s".formatted(place, why));
      case Outcome.Unmet(ImmutableList<Outcome.Difference> differences) -> {
        ImmutableList<AssertionFailedError> errors =
            differences.stream().map(Performance::error).collect(ImmutableList.toImmutableList());
        if (errors.size() == 1) {
          throw errors.getFirst();
        }
        throw new MultipleFailuresError(
            "%d things are not as expected".formatted(errors.size()), errors);
      }
    }
  }

  private static AssertionFailedError error(Outcome.Difference difference) {
    return new AssertionFailedError(
        "%s: %s%nexpected  %s%nactual    %s"
            .formatted(
                difference.place(), difference.what(), difference.expected(), difference.actual()),
        difference.expected(),
        difference.actual());
  }

  @Override
  public void close() {
    if (play != null) {
      play.close();
    }
  }
}
