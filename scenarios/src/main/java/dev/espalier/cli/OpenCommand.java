package dev.espalier.cli;

import dev.espalier.scenario.recording.RecordingFile;
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
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code espalier open}: the window; without a display, what {@code run} does. */
@Command(
    name = "open",
    description =
        "Opens a scenario, a recording or an app in the window; without a display, plays it"
            + " headless.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true)
final class OpenCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(
      paramLabel = "WHAT",
      arity = "0..1",
      description =
          "A scenario's folder or file; a recording; or an app to be used by hand: a folder with"
              + " app.js, a .js file or a URL. The counter unless told otherwise.")
  private @Nullable String what;

  @Option(
      names = "--film",
      paramLabel = "DIR",
      description =
          "Write the window as numbered PNGs into DIR, one a step, with or without a display.")
  private @Nullable Path film;

  @Option(
      names = "--serve",
      description =
          "Serve the app to real clients, as espalier serve does, and watch them in the window.")
  private boolean serve;

  @Option(
      names = "--port",
      paramLabel = "N",
      description =
          "With --serve: where clients connect; 0 for any that is free. Default:"
              + " ${DEFAULT-VALUE}.")
  private int port = 4001;

  @Override
  public Integer call() throws Failure {
    if (serve) {
      return serve();
    }
    String where =
        what == null
            ? Path.of(System.getProperty("espalier.home", "."), "scenarios/library/counter")
                .toString()
            : what;
    boolean isRecording = isRecording(where);
    Optional<Window> window = window();
    if (film != null) {
      Window camera = window.orElseThrow(OpenCommand::withoutWindow);
      if (isRecording) {
        Recorded.same(Path.of(where), spec).close();
      }
      return film(camera, Path.of(where), film);
    }
    if (window.isPresent() && hasDisplay()) {
      if (isRecording) {
        Recorded.repeatable(Path.of(where), spec);
      }
      return told(window.get().open(where));
    }
    return headless(isRecording ? "replay" : "run", where);
  }

  private int serve() throws Failure {
    if (what == null || film != null || isRecording(what) || isScenario(Path.of(what))) {
      throw new ParameterException(
          spec.commandLine(),
          "--serve needs an app, as in: espalier open --serve http://localhost:3000");
    }
    Optional<Window> window = window();
    return window.isPresent() && hasDisplay()
        ? told(window.get().serve(what, port))
        : headless("serve", what, "--port", String.valueOf(port));
  }

  private static Optional<Window> window() {
    return ServiceLoader.load(Window.class).findFirst();
  }

  /** Does what another command does. */
  private int headless(String... command) {
    spec.commandLine()
        .getErr()
        .println(
            "There is no display; this is what espalier %s tells."
                .formatted(String.join(" ", command)));
    return spec.root().commandLine().execute(command);
  }

  private static boolean isScenario(Path path) {
    return path.toString().endsWith(".yaml") || path.toString().endsWith(".yml");
  }

  private static boolean isRecording(String where) {
    return !where.contains("://") && RecordingFile.isMeantBy(Path.of(where));
  }

  private static Failure withoutWindow() {
    return new Failure(
        Espalier.NOT_THERE, "espalier open: the module simulator-fx is not there; build it");
  }

  private static int told(String problem) throws Failure {
    if (!problem.isEmpty()) {
      throw new Failure(Espalier.NOT_THERE, problem);
    }
    return Espalier.AS_EXPECTED;
  }

  private static boolean hasDisplay() {
    String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    return system.startsWith("mac")
        || system.startsWith("windows")
        || System.getenv("DISPLAY") != null
        || System.getenv("WAYLAND_DISPLAY") != null;
  }

  private static int film(Window window, Path path, Path folder) throws Failure {
    try {
      return told(window.film(path, folder));
    } catch (IOException e) {
      throw Failure.unwritable("open", folder, e);
    }
  }
}
