package dev.espalier.fx.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.scenario.Outline.Line;
import dev.espalier.fx.scenario.Outline.Standing;
import dev.espalier.scenario.Place;
import dev.espalier.scenario.Step;
import dev.espalier.scenario.play.Outcome;
import dev.espalier.scenario.play.PlayedStep;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutlineTest {
  private static final Step SAY = new Step.Say(Place.BY_HAND, "Watch");
  private static final Step DROP = new Step.Drop(Place.BY_HAND, "items");
  private static final Step HEAL = new Step.Heal(Place.BY_HAND);

  private static PlayedStep played(int number, Step step, Outcome outcome) {
    return new PlayedStep(number, step, false, outcome, number * 10L, number * 10L + 10);
  }

  @Test
  void whatIsPlayedStandsBeforeWhatIsToCome() {
    List<PlayedStep> played = List.of(played(1, DROP, new Outcome.Done()));

    Outline outline = Outline.of(played, List.of(HEAL), 1, 0);

    assertThat(outline.lines())
        .extracting(Line::standing)
        .containsExactly(Standing.AS_EXPECTED, Standing.NEXT);
    assertThat(outline.toLookAt()).isZero();
  }

  @Test
  void inThePastWhatWasPlayedLaterIsToCome() {
    List<PlayedStep> played =
        List.of(
            played(1, DROP, new Outcome.Done()),
            played(2, HEAL, Outcome.unmet(Place.BY_HAND, "a", "b", "c")));

    assertThat(Outline.of(played, List.of(), 0, 0).lines())
        .extracting(Line::standing)
        .containsExactly(Standing.NEXT, Standing.TO_COME);
    assertThat(Outline.of(played, List.of(), 2, 1).lines())
        .extracting(Line::standing)
        .containsExactly(Standing.AS_EXPECTED, Standing.FAILED);
  }

  @Test
  void narrationIsCurrentWithTheStepItIntroduces() {
    ImmutableList<PlayedStep> played =
        ImmutableList.of(played(1, SAY, new Outcome.Done()), played(2, DROP, new Outcome.Done()));

    assertThat(Outline.of(played, List.of(HEAL), 1, 1).lines())
        .extracting(Line::isCurrent)
        .containsExactly(true, true, false);
  }
}
