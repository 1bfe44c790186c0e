package dev.espalier.cli;

import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.play.Play;
import dev.espalier.scenario.play.PlayedStep;
import dev.espalier.scenario.story.Story;
import dev.espalier.scenario.story.TreePicture;
import dev.espalier.scenario.story.Wording;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code espalier tree}: plays a scenario and draws the tree as it then stands. */
@Command(
    name = "tree",
    description = "Plays a scenario and draws the tree as it stands at the end, or after a step.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true)
final class TreeCommand implements Callable<Integer> {
  private static final int LONGEST_VALUE = 60;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(
      paramLabel = "SCENARIO",
      description = "A folder with scenario.yaml in it, or a file.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path path;

  @Mixin private PlayOptions options = new PlayOptions();

  @Option(
      names = "--at",
      paramLabel = "STEP",
      description = "After this step, as espalier run numbers them; 0 is before the first.")
  private @Nullable Integer at;

  @Option(names = "--mermaid", description = "As a Mermaid flowchart.")
  private boolean mermaid;

  @Override
  public Integer call() throws Failure {
    Scenario scenario = RunCommand.read(path);
    int steps = at == null ? scenario.steps().size() : at;
    if (steps < 0 || steps > scenario.steps().size()) {
      throw new ParameterException(
          spec.commandLine(),
          "--at: %s has the steps 1 to %d; write one of them, or 0"
              .formatted(path, scenario.steps().size()));
    }
    try (Play play = RunCommand.begin(scenario, options, spec)) {
      while (!play.isOver() && play.played().size() < steps) {
        play.next();
      }
      Wording wording = new Wording(play.users(), LONGEST_VALUE);
      TreePicture picture = new TreePicture(play.processes(), wording, Terminal.palette());
      spec.commandLine().getOut().print(mermaid ? picture.mermaid() : picture.text());
      spec.commandLine().getOut().flush();
      if (!play.hasFailed()) {
        return Espalier.AS_EXPECTED;
      }
      PlayedStep failed = play.played().getLast();
      spec.commandLine()
          .getErr()
          .print(new Story(wording, Terminal.palette(), false).step(failed, play.episode(failed)));
      spec.commandLine().getErr().flush();
      return RunCommand.exitCode(play);
    }
  }
}
