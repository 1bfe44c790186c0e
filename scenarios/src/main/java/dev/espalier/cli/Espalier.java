package dev.espalier.cli;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command line: {@code espalier COMMAND …}. */
@Command(
    name = "espalier",
    description = "Runs a Lenra app's whole supervisor tree and shows every branch of it moving.",
    subcommands = {
      OpenCommand.class,
      RunCommand.class,
      ServeCommand.class,
      ReplayCommand.class,
      WhyCommand.class,
      ExploreCommand.class,
      TreeCommand.class,
      CheckCommand.class,
      ExportCommand.class,
      HelpCommand.class
    },
    versionProvider = Version.class,
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes: 0 as expected; 1 something is not as expected; 2 the input is wrong;",
      "3 something around it is not there."
    })
public final class Espalier implements Callable<Integer> {
  static final int AS_EXPECTED = 0;
  static final int NOT_AS_EXPECTED = 1;
  static final int WRONG_INPUT = 2;
  static final int NOT_THERE = 3;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @CommandLine.Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of an error.")
  @SuppressWarnings("UnusedVariable") // read by the error handler, see Failures
  private boolean debug;

  private final BufferedReader in;

  private Espalier(BufferedReader in) {
    this.in = in;
  }

  /** What a person types while a command runs. */
  BufferedReader in() {
    return in;
  }

  public static void main(String[] arguments) {
    CommandLine line =
        commandLine(
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
            new PrintWriter(System.out, true, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8));
    System.exit(line.execute(arguments));
  }

  /** The command line, reading and writing where it is told to. */
  static CommandLine commandLine(BufferedReader in, PrintWriter out, PrintWriter err) {
    Failures failures = new Failures();
    return new CommandLine(new Espalier(in))
        .setOut(out)
        .setErr(err)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setParameterExceptionHandler(failures)
        .setExecutionExceptionHandler(failures);
  }

  /** Without a command: {@code open}. */
  @Override
  public Integer call() {
    return spec.commandLine().execute("open");
  }
}
