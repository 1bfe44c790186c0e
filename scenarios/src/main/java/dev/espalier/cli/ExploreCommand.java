package dev.espalier.cli;

import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.ScenarioWriter;
import dev.espalier.scenario.explore.Exploration;
import dev.espalier.scenario.explore.Finding;
import dev.espalier.scenario.explore.Stage;
import dev.espalier.scenario.play.PlayException;
import dev.espalier.scenario.play.Schedule;
import dev.espalier.scenario.story.FindingStory;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code espalier explore}: looks for an order of things in which a scenario fails. */
@Command(
    name = "explore",
    description =
        "Plays a scenario in many orders. Of the first run that fails it saves what is needed to"
            + " make it fail, as a scenario that fails the same way every time.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true)
final class ExploreCommand implements Callable<Integer> {
  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(
      paramLabel = "SCENARIO",
      description = "A folder with scenario.yaml in it, or a file.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path path;

  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How many runs, unless one fails. Default: 1000.")
  private int runs;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "The first run's; each other run has the next one. Default: 1.")
  private long seed;

  @Option(
      names = "--strategy",
      paramLabel = "ORDER",
      defaultValue = "random",
      description =
          "How orders are chosen: random, or pct (random priorities, for rare orders)."
              + " Default: random.")
  private Schedule strategy = Schedule.RANDOM;

  @Option(
      names = "--faults",
      description =
          "In each run something fails: a process, the app, the change stream, the database, a"
              + " transaction. Runs are then judged by the invariants alone.")
  private boolean faults;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "Where the scenario that fails is saved. Default: NAME-fails.yaml, here.")
  private @Nullable Path out;

  @Override
  public Integer call() throws Failure {
    if (runs < 1) {
      throw wrong("--runs: it has to be at least 1, not " + runs);
    }
    if (strategy == Schedule.FIFO) {
      throw wrong("--strategy: in turn there is only one order; write random or pct");
    }
    Scenario scenario = RunCommand.read(path);
    long begun = System.nanoTime();
    Optional<Finding> finding = explore(scenario);
    Duration taken = Duration.ofNanos(System.nanoTime() - begun);
    if (finding.isEmpty()) {
      out()
          .println(
              "“%s”: %,d runs%s, all as expected (%s orders, seeds %d to %d; %,d runs a minute)"
                  .formatted(
                      scenario.title(),
                      runs,
                      faults ? " in which something fails" : "",
                      strategy.name().toLowerCase(Locale.ROOT),
                      seed,
                      seed + runs - 1,
                      aMinute(runs, taken)));
      return Espalier.AS_EXPECTED;
    }
    tell(finding.get());
    return Espalier.NOT_AS_EXPECTED;
  }

  private ParameterException wrong(String what) {
    return new ParameterException(spec.commandLine(), what);
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private static long aMinute(int runs, Duration taken) {
    return Math.round(runs * 60e9 / Math.max(1, taken.toNanos()));
  }

  private Optional<Finding> explore(Scenario scenario) throws Failure {
    int cores = Runtime.getRuntime().availableProcessors();
    Exploration.Settings settings = new Exploration.Settings(runs, seed, strategy, faults, cores);
    try (Progress progress = new Progress(runs, spec.commandLine().getErr())) {
      return Exploration.explore(scenario, settings, Stage.design(), progress::ran);
    } catch (PlayException e) {
      throw RunCommand.failure(e);
    }
  }

  private void tell(Finding finding) throws Failure {
    Path file = out == null ? Path.of(name() + "-fails.yaml") : out;
    try {
      Scenario saved = ScenarioWriter.save(finding.scenario(), file);
      out().print(new FindingStory(finding, Terminal.palette()).text());
      out().println();
      out().println("This is saved as a scenario, which fails the same way every time:");
      out().println("  ./espalier run " + PlayOptions.quoted(saved.file().toString()));
      out().flush();
    } catch (IOException e) {
      throw Failure.unwritable("explore", file, e);
    }
  }

  /** The scenario's folder, or its file without what comes after the dot. */
  private String name() {
    Path absolute = path.toAbsolutePath().normalize();
    String name = String.valueOf(absolute.getFileName());
    if (name.equals("scenario.yaml") && absolute.getParent() != null) {
      name = String.valueOf(absolute.getParent().getFileName());
    }
    return name.replaceFirst("\\.ya?ml$", "");
  }
}
