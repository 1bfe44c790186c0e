package dev.espalier.cli;

import dev.espalier.scenario.Vocabulary;
import java.util.Collection;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in a line what went wrong; with {@code --debug} also where in Espalier. */
final class Failures implements IParameterExceptionHandler, IExecutionExceptionHandler {

  @Override
  public int handleParseException(ParameterException wrong, String[] arguments) {
    CommandLine line = wrong.getCommandLine();
    line.getErr()
        .println("%s: %s".formatted(line.getCommandSpec().qualifiedName(), described(wrong)));
    return Espalier.WRONG_INPUT;
  }

  private static String described(ParameterException wrong) {
    if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
      String message = Objects.requireNonNullElse(wrong.getMessage(), "wrong arguments");
      return message.lines().findFirst().orElse(message);
    }
    String word = unmatched.getUnmatched().getFirst();
    CommandSpec command = wrong.getCommandLine().getCommandSpec();
    return word.startsWith("-")
        ? unknown("option", word, command.optionsMap().keySet())
        : unknown("command", word, command.subcommands().keySet());
  }

  private static String unknown(String kind, String word, Collection<String> known) {
    return "there is no %s %s; %s".formatted(kind, word, Vocabulary.of(known).instead(word));
  }

  @Override
  public int handleExecutionException(Exception failed, CommandLine line, ParseResult parsed) {
    boolean debug = isDebugging(line);
    int exitCode;
    if (failed instanceof Failure failure) {
      line.getErr().println(failure.getMessage());
      exitCode = failure.exitCode();
    } else {
      line.getErr()
          .println(
              "espalier: %s; this is a mistake in Espalier%s"
                  .formatted(failed, debug ? "" : ", and --debug shows where"));
      exitCode = Espalier.NOT_AS_EXPECTED;
    }
    if (debug) {
      failed.printStackTrace(line.getErr());
    }
    return exitCode;
  }

  private static boolean isDebugging(CommandLine line) {
    return Boolean.TRUE.equals(line.getCommandSpec().findOption("--debug").getValue());
  }
}
