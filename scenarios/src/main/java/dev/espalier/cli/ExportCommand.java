package dev.espalier.cli;

import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.export.Format;
import dev.espalier.scenario.export.Run;
import dev.espalier.scenario.play.Play;
import dev.espalier.scenario.recording.RecordingFile;
import dev.espalier.scenario.recording.Replay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code espalier export}: a run as another tool reads it. */
@Command(
    name = "export",
    description = "Writes a run for another tool, a slide or a ticket.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true)
final class ExportCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(
      paramLabel = "RECORDING",
      description =
          "A file that espalier run --record has written; or a scenario, which is played first: a"
              + " folder with scenario.yaml in it, or a YAML file.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path path;

  @Option(
      names = "--to",
      paramLabel = "FORMAT",
      required = true,
      description =
          "mermaid (a sequence diagram), perfetto (a trace for ui.perfetto.dev), html (a page that"
              + " replays the run) or shiviz (a log with vector clocks).")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Format format;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where to; standard output unless told otherwise.")
  private @Nullable Path out;

  /** How a scenario is played; a recording says so itself. */
  @Mixin private PlayOptions options = new PlayOptions();

  @Override
  public Integer call() throws Failure {
    return RecordingFile.isMeantBy(path) ? replay() : play();
  }

  private int replay() throws Failure {
    options.requireNone(path);
    try (Replay replay = Recorded.same(path, spec)) {
      write(format.of(Run.of(replay.play())));
      return Espalier.AS_EXPECTED;
    }
  }

  private int play() throws Failure {
    Scenario scenario = RunCommand.read(path);
    try (Play play = RunCommand.begin(scenario, options, spec)) {
      play.toTheEnd();
      write(format.of(Run.of(play)));
      if (play.hasFailed()) {
        spec.commandLine()
            .getErr()
            .println(
                "%s did not go as expected; what happened is exported, and %s tells of it"
                    .formatted(path, options.again(path.toString())));
      }
      return RunCommand.exitCode(play);
    }
  }

  private void write(String text) throws Failure {
    if (out == null) {
      spec.commandLine().getOut().print(text);
      spec.commandLine().getOut().flush();
      return;
    }
    try {
      Files.writeString(out, text);
    } catch (IOException e) {
      throw Failure.unwritable("export", out, e);
    }
  }
}
