package dev.espalier.fx.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.fx.arrangement.Labels;
import dev.espalier.fx.timeline.Timeline;
import dev.espalier.scenario.ScenarioReader;
import dev.espalier.scenario.Step;
import dev.espalier.scenario.play.Play;
import dev.espalier.scenario.play.PlaySettings;
import dev.espalier.scenario.play.PlayedStep;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChangeSummaryTest {
  private static final Path COUNTER = Path.of("../scenarios/library/counter");

  @Test
  void aChangeIsSummedUpFromWhatItWasToWhatWasSent() throws Exception {
    try (Play play = Play.begin(ScenarioReader.read(COUNTER), PlaySettings.DEFAULT, _ -> {})) {
      while (!play.isOver()) {
        play.next();
      }
      Timeline timeline = new Timeline(play.recording());
      timeline.follow(Integer.MAX_VALUE);
      Labels labels = new Labels("env", play.users());
      List<ChangeSummary> atClicks =
          play.played().stream()
              .filter(step -> step.step() instanceof Step.Click)
              .map(step -> ChangeSummary.of(timeline, step.after(), labels))
              .toList();

      assertThat(atClicks.getFirst().what())
          .isEqualTo("change 3 · update counter {user: \"global\"} count 0 → 1");
      assertThat(atClicks.getFirst().effect())
          .matches("asked 3 Q · matched 1 · re-rendered 1 W · sent 2 patches, \\d+ B");
      assertThat(atClicks.getLast().what()).contains("{user: \"@bob\"} count 0 → 1");
      assertThat(atClicks.getLast().effect()).contains("sent 1 patch");
      assertThat(ChangeSummary.of(timeline, 0, labels)).isEqualTo(ChangeSummary.NONE);
      assertThat(effectGrows(timeline, play.played(), labels)).isTrue();
    }
  }

  /** While a change goes through the tree, nothing that was said of it is taken back. */
  private static boolean effectGrows(Timeline timeline, List<PlayedStep> steps, Labels labels) {
    PlayedStep click =
        steps.stream().filter(step -> step.step() instanceof Step.Click).findFirst().orElseThrow();
    long begin = timeline.changes().last(click.after());
    List<Integer> asked =
        IntStream.rangeClosed((int) begin, (int) click.after())
            .mapToObj(at -> ChangeSummary.of(timeline, at, labels).effect())
            .map(effect -> Integer.valueOf(effect.replaceAll("asked (\\d+) .*", "$1")))
            .toList();
    return asked.getFirst() == 0
        && asked.getLast() == 3
        && asked.stream().sorted().toList().equals(asked);
  }
}
