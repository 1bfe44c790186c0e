package dev.espalier.fx.scenario;

import com.google.common.collect.ImmutableList;
import dev.espalier.scenario.Step;
import dev.espalier.scenario.Step.Choice;
import dev.espalier.scenario.play.Outcome;
import dev.espalier.scenario.play.PlayedStep;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The steps as they stand at a moment: those played, by hand or not, and those to come. */
record Outline(ImmutableList<Line> lines) {

  /**
   * A step.
   *
   * @param played none while it is to come
   * @param isCurrent whether the moment is in it; its narration is current with it
   * @param asked how the question in it stands; none where there is none
   */
  record Line(
      Step step,
      Standing standing,
      boolean byHand,
      @Nullable PlayedStep played,
      boolean isCurrent,
      @Nullable Asked asked) {
    boolean isNarration() {
      return step instanceof Step.Say;
    }

    private Line with(Asked question) {
      return new Line(step, standing, byHand, played, isCurrent, question);
    }
  }

  /**
   * A question.
   *
   * @param isOpen whether it waits for an answer
   * @param given what was answered; none when it was passed over or is to come
   */
  record Asked(boolean isOpen, @Nullable Choice given) {}

  enum Standing {
    TO_COME,
    NEXT,
    AS_EXPECTED,
    FAILED
  }

  /**
   * @param played every step played so far
   * @param upcoming those of the scenario that follow
   * @param ended how many steps have ended at the moment
   * @param current how many steps come before the one in which the moment is
   */
  static Outline of(List<PlayedStep> played, List<Step> upcoming, int ended, int current) {
    ImmutableList.Builder<Line> lines = ImmutableList.builder();
    int count = played.size() + upcoming.size();
    for (int i = 0; i < count; i++) {
      PlayedStep done = i < played.size() ? played.get(i) : null;
      Step step = done == null ? upcoming.get(i - played.size()) : done.step();
      lines.add(
          new Line(
              step,
              standing(done, i, ended),
              done != null && done.byHand(),
              done,
              i == Math.clamp(current, ended - 1, count - 1),
              null));
    }
    return new Outline(withNarration(lines.build()));
  }

  /**
   * The same with how its questions stand.
   *
   * @param answers what was answered to those that are behind the reader
   * @param open the one that waits for an answer
   */
  Outline with(Map<Step.Ask, Optional<Choice>> answers, Optional<Step.Ask> open) {
    return new Outline(
        lines.stream()
            .map(line ->
                line.step() instanceof Step.Ask ask
                    ? line.with(
                        new Asked(
                            line.played() == null && open.filter(ask::equals).isPresent(),
                            answers.getOrDefault(ask, Optional.empty()).orElse(null)))
                    : line)
            .collect(ImmutableList.toImmutableList()));
  }

  private static Standing standing(@Nullable PlayedStep done, int index, int ended) {
    if (done == null || index >= ended) {
      return index == ended ? Standing.NEXT : Standing.TO_COME;
    }
    return done.outcome() instanceof Outcome.Done ? Standing.AS_EXPECTED : Standing.FAILED;
  }

  private static ImmutableList<Line> withNarration(List<Line> lines) {
    ImmutableList.Builder<Line> lit = ImmutableList.builder();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      boolean introduces =
          line.isNarration() && i + 1 < lines.size() && lines.get(i + 1).isCurrent();
      lit.add(
          new Line(
              line.step(),
              line.standing(),
              line.byHand(),
              line.played(),
              line.isCurrent() || introduces,
              line.asked()));
    }
    return lit.build();
  }

  /** The index of the open question, or else of the last line in which the moment is; or -1. */
  int toLookAt() {
    for (int i = lines.size() - 1; i >= 0; i--) {
      Asked asked = lines.get(i).asked();
      if (lines.get(i).isCurrent() || (asked != null && asked.isOpen())) {
        return i;
      }
    }
    return -1;
  }
}
