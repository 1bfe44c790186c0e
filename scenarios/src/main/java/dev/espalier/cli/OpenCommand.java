package dev.espalier.cli;

import dev.espalier.scenario.ScenarioException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code espalier open}: the window; without a display, what {@code run} does. */
@Command(
    name = "open",
    description = "Opens a scenario in the window; without a display, plays it headless.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true)
final class OpenCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(
      paramLabel = "SCENARIO",
      arity = "0..1",
      description =
          "A folder with scenario.yaml in it, or a file; the counter unless told otherwise.")
  private @Nullable Path scenario;

  @Option(
      names = "--film",
      paramLabel = "DIR",
      description =
          "Write the window as numbered PNGs into DIR, one a step, with or without a display.")
  private @Nullable Path film;

  @Override
  public Integer call() throws Failure {
    Path path =
        scenario == null
            ? Path.of(System.getProperty("espalier.home", "."), "scenarios/library/counter")
            : scenario;
    Optional<Window> window = ServiceLoader.load(Window.class).findFirst();
    if (film != null) {
      return film(window.orElseThrow(OpenCommand::withoutWindow), path, film);
    }
    if (window.isPresent() && hasDisplay()) {
      return open(window.get(), path);
    }
    spec.commandLine()
        .getErr()
        .println("There is no display; this is what espalier run " + path + " tells.");
    return spec.root().commandLine().execute("run", path.toString());
  }

  private static Failure withoutWindow() {
    return new Failure(
        Espalier.NOT_THERE, "espalier open: the module simulator-fx is not there; build it");
  }

  private static boolean hasDisplay() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    return system.startsWith("mac")
        || system.startsWith("windows")
        || System.getenv("DISPLAY") != null
        || System.getenv("WAYLAND_DISPLAY") != null;
  }

  private static int open(Window window, Path path) throws Failure {
    try {
      window.open(path);
      return Espalier.AS_EXPECTED;
    } catch (ScenarioException e) {
      throw new Failure(Espalier.WRONG_INPUT, String.valueOf(e.getMessage()), e);
    }
  }

  private static int film(Window window, Path path, Path folder) throws Failure {
    try {
      String problem = window.film(path, folder);
      if (!problem.isEmpty()) {
        throw new Failure(Espalier.NOT_THERE, problem);
      }
      return Espalier.AS_EXPECTED;
    } catch (ScenarioException e) {
      throw new Failure(Espalier.WRONG_INPUT, String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw new Failure(
          Espalier.WRONG_INPUT, "espalier open: %s cannot be written: %s".formatted(folder, e), e);
    }
  }
}
