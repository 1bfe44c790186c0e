package dev.espalier.scenario.story;

import dev.espalier.scenario.Step;
import dev.espalier.scenario.explore.Finding;
import dev.espalier.scenario.play.Cast.Member;
import dev.espalier.scenario.play.Episode;
import dev.espalier.scenario.play.PlayedStep;
import dev.espalier.scenario.play.Turn;

/** What has to happen, and in what order, for a scenario to fail, told to people. */
public final class FindingStory {
  private static final int LONGEST_VALUE = 120;
  private static final String INDENT = "     ";

  private final Finding finding;
  private final Palette palette;
  private final Wording wording;
  private final Story story;

  public FindingStory(Finding finding, Palette palette) {
    this.finding = finding;
    this.palette = palette;
    this.wording = new Wording(finding.users(), LONGEST_VALUE);
    this.story = new Story(wording, palette, false);
  }

  /** In which run it was, and what it comes down to. */
  public String text() {
    StringBuilder text = new StringBuilder(palette.bold(headline())).append("\n\n");
    if (finding.turns().stream().anyMatch(turn -> turn.step() == 0)) {
      text.append(INDENT).append("The environment starts.\n");
      turns(0, text);
    }
    for (PlayedStep step : finding.played()) {
      text.append(story.step(step, Episode.NONE));
      if (step.step() instanceof Step.Turns) {
        turns(step.number() + 1, text);
      }
    }
    return text.toString();
  }

  private String headline() {
    if (finding.run() == 0) {
      return "It fails as it is, with everybody in turn. What has to happen:";
    }
    return "Run %,d (seed %d) is not as expected. Of its %s and %s these are enough:"
        .formatted(
            finding.run(),
            finding.seed(),
            Sentences.count(finding.steps(), "step", "steps"),
            Sentences.count(finding.outOfTurn(), "turn out of order", "turns out of order"));
  }

  private void turns(int step, StringBuilder text) {
    for (Turn turn : finding.turns()) {
      if (turn.step() == step) {
        text.append(INDENT)
            .append(palette.bad("turn %d: ".formatted(turn.number())))
            .append(
                "%s runs before %s, who has waited longer\n"
                    .formatted(who(turn.taker()), who(turn.next())));
      }
    }
  }

  private String who(Member member) {
    return wording.shortened(wording.text(member.toString()));
  }
}
