package dev.espalier.cli;

import dev.espalier.app.App;
import dev.espalier.app.AppException;
import dev.espalier.app.HttpApp;
import dev.espalier.app.ScriptApp;
import dev.espalier.environment.Limits;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.Scenario.AppSource;
import dev.espalier.scenario.check.AppCheck;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code espalier check}: says all that is wrong with apps and scenarios, without playing them. A
 * scenario's app is checked with it, unless it runs elsewhere.
 */
@Command(
    name = "check",
    description = "Says all that is wrong with apps and scenarios, without playing them.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true)
final class CheckCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(
      paramLabel = "APP|SCENARIO",
      arity = "1..*",
      description =
          "A folder with scenario.yaml in it, or a scenario's file; a folder with app.js in it, a"
              + " .js file, or the URL of an app that runs.")
  private List<String> words = new ArrayList<>();

  @Override
  public Integer call() {
    int exitCode = Espalier.AS_EXPECTED;
    for (String word : words) {
      try {
        exitCode = Math.max(exitCode, check(word));
      } catch (Failure failure) {
        spec.commandLine().getErr().println(failure.getMessage());
        exitCode = Math.max(exitCode, failure.exitCode());
      }
    }
    return exitCode;
  }

  private int check(String word) throws Failure {
    if (word.startsWith("http://") || word.startsWith("https://")) {
      return check(() -> HttpApp.at(word, Limits.DEFAULT.view(), Limits.DEFAULT.listener()));
    }
    Path path = Path.of(word);
    boolean isApp =
        word.endsWith(".js")
            || (Files.exists(path.resolve(Scenario.APP))
                && !Files.exists(path.resolve("scenario.yaml")));
    return isApp ? check(() -> ScriptApp.open(path, Clock.systemUTC())) : scenario(path);
  }

  private int scenario(Path path) throws Failure {
    Scenario scenario = RunCommand.read(path);
    out()
        .println(
            "%s: “%s”, %d steps, well written"
                .formatted(scenario.file(), scenario.title(), scenario.steps().size()));
    return scenario.app() instanceof AppSource.Script(_, Path file, String text)
        ? check(() -> ScriptApp.of(file, text, Clock.systemUTC()))
        : Espalier.AS_EXPECTED;
  }

  @FunctionalInterface
  private interface Opening {
    App open() throws AppException;
  }

  private int check(Opening opening) throws Failure {
    try (App app = opening.open()) {
      AppCheck.Result result = AppCheck.of(app);
      result.problems().forEach(spec.commandLine().getErr()::println);
      result.notes().forEach(out()::println);
      if (!result.problems().isEmpty()) {
        return Espalier.WRONG_INPUT;
      }
      out().println("%s: %s, all right".formatted(app.describe(), result.summary()));
      return Espalier.AS_EXPECTED;
    } catch (AppException e) {
      throw new Failure(exitCode(e), String.valueOf(e.getMessage()), e);
    }
  }

  /** A script that does not load is wrong; an app elsewhere may just not be there. */
  private static int exitCode(AppException e) {
    return switch (e.reason()) {
      case NOT_REACHABLE, TIMEOUT -> Espalier.NOT_THERE;
      default -> Espalier.WRONG_INPUT;
    };
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
