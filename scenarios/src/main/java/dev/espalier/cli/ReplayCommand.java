package dev.espalier.cli;

import dev.espalier.scenario.play.Play;
import dev.espalier.scenario.play.PlayedStep;
import dev.espalier.scenario.recording.Departure;
import dev.espalier.scenario.recording.RecordingFile;
import dev.espalier.scenario.recording.Replay;
import dev.espalier.scenario.story.Palette;
import dev.espalier.scenario.story.Sentences;
import dev.espalier.scenario.story.Wording;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code espalier replay}: plays a recording again and says whether it went the same way. */
@Command(
    name = "replay",
    description = "Plays a recording again and says whether it went the same way.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true)
final class ReplayCommand implements Callable<Integer> {
  private static final int LONGEST_VALUE = 120;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(
      paramLabel = "RECORDING",
      description = "A file that espalier run --record has written.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path path;

  @Override
  public Integer call() throws Failure {
    RecordingFile file = Recorded.read(path, spec);
    try (Replay replay = Recorded.replay(file, spec)) {
      Optional<Departure> departure = replay.departure();
      PrintWriter out = spec.commandLine().getOut();
      Palette palette = Terminal.palette();
      out.println(palette.bold(file.course().scenario().title()));
      if (departure.isEmpty()) {
        out.println(
            palette.good("✓ The same, byte for byte: ")
                + "%d steps, %d events".formatted(replay.play().played().size(), file.size()));
        return Espalier.AS_EXPECTED;
      }
      tell(departure.get(), replay.play(), palette, out);
      return Espalier.NOT_AS_EXPECTED;
    }
  }

  private static void tell(Departure departure, Play play, Palette palette, PrintWriter out) {
    Sentences sentences = new Sentences(new Wording(play.users(), LONGEST_VALUE));
    out.println(
        palette.bad(
                "✗ Goes another way from event %d on, ".formatted(departure.difference().number()))
            + departure.step().map(step -> in(step, sentences)).orElse("before the first step"));
    out.println("  recorded  " + departure.difference().one());
    out.println("  now       " + departure.difference().other());
  }

  private static String in(PlayedStep step, Sentences sentences) {
    return "in step %d (%s): %s"
        .formatted(step.number(), step.step().place(), sentences.of(step.step()));
  }
}
