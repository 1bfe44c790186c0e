package dev.espalier.cli;

import dev.espalier.scenario.Scenario;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code espalier check}: says whether scenarios are well written, without playing them. */
@Command(
    name = "check",
    description = "Says whether scenarios are well written, without playing them.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true)
final class CheckCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(
      paramLabel = "SCENARIO",
      arity = "1..*",
      description = "A folder with scenario.yaml in it, or a file.")
  private List<Path> scenarios = new ArrayList<>();

  @Override
  public Integer call() {
    int exitCode = Espalier.AS_EXPECTED;
    for (Path path : scenarios) {
      try {
        Scenario scenario = RunCommand.read(path);
        spec.commandLine()
            .getOut()
            .println(
                "%s: “%s”, %d steps, well written"
                    .formatted(scenario.file(), scenario.title(), scenario.steps().size()));
      } catch (Failure failure) {
        spec.commandLine().getErr().println(failure.getMessage());
        exitCode = failure.exitCode();
      }
    }
    return exitCode;
  }
}
