package dev.espalier.cli;

import com.google.common.base.Stopwatch;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.ScenarioException;
import dev.espalier.scenario.ScenarioReader;
import dev.espalier.scenario.Step;
import dev.espalier.scenario.Step.Choice;
import dev.espalier.scenario.play.Episode;
import dev.espalier.scenario.play.Outcome;
import dev.espalier.scenario.play.Play;
import dev.espalier.scenario.play.PlayException;
import dev.espalier.scenario.play.PlayedStep;
import dev.espalier.scenario.recording.RecordingFile;
import dev.espalier.scenario.story.JUnitReport;
import dev.espalier.scenario.story.JUnitReport.Case;
import dev.espalier.scenario.story.JUnitReport.Verdict;
import dev.espalier.scenario.story.JsonLines;
import dev.espalier.scenario.story.Palette;
import dev.espalier.scenario.story.Story;
import dev.espalier.scenario.story.Teller;
import dev.espalier.scenario.story.Totals;
import dev.espalier.scenario.story.Wording;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.xml.stream.XMLStreamException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code espalier run}: plays scenarios headless and tells what happens. */
@Command(
    name = "run",
    description = "Plays scenarios without a window, on the virtual clock, and tells the story.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true)
final class RunCommand implements Callable<Integer> {
  private static final int LONGEST_VALUE = 120;

  @ParentCommand
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Espalier espalier;

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(
      paramLabel = "SCENARIO",
      arity = "1..*",
      description = "A folder with scenario.yaml in it, or a file.")
  private List<Path> scenarios = new ArrayList<>();

  @Mixin private PlayOptions options = new PlayOptions();

  @Option(
      names = "--record",
      paramLabel = "FILE",
      description = "Write everything that happened to FILE, with all that espalier replay needs.")
  private @Nullable Path record;

  @Option(
      names = "--junit",
      paramLabel = "FILE",
      description = "Write what came of each scenario to FILE, as JUnit XML for CI servers.")
  private @Nullable Path junit;

  @Option(
      names = "--lesson",
      description = "Ask what a scenario asks, read the answers, a number a line, and grade them.")
  private boolean lesson;

  @Option(names = "--json", description = "Tell the story as a JSON object a line.")
  private boolean json;

  @Option(
      names = {"-v", "--verbose"},
      description = "Tell every message.")
  private boolean verbose;

  private JUnitReport report = JUnitReport.EMPTY;

  @Override
  public Integer call() throws Failure {
    if (record != null && scenarios.size() > 1) {
      throw new Failure(
          Espalier.WRONG_INPUT,
          "espalier run: --record takes one scenario, not " + scenarios.size());
    }
    if (lesson && json) {
      throw new Failure(
          Espalier.WRONG_INPUT, "espalier run: --lesson talks to a person; leave out --json");
    }
    List<Path> failed = new ArrayList<>();
    int worst = Espalier.AS_EXPECTED;
    for (Path scenario : scenarios) {
      int exitCode = play(scenario);
      if (exitCode != Espalier.AS_EXPECTED) {
        failed.add(scenario);
        worst = Math.max(worst, exitCode);
      }
      if (scenarios.size() > 1 && !json) {
        out().println();
      }
    }
    if (scenarios.size() > 1 && !json) {
      out()
          .println(
              "%d scenarios, %s"
                  .formatted(
                      scenarios.size(),
                      failed.isEmpty() ? "all as expected" : "failed: " + joined(failed)));
    }
    return worst;
  }

  private static String joined(List<Path> paths) {
    return String.join(", ", paths.stream().map(Path::toString).toList());
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  /** Plays one and goes on with the next whatever comes of it, unless it is the only one. */
  private int play(Path path) throws Failure {
    Stopwatch watch = Stopwatch.createStarted();
    try {
      Scenario scenario = read(path);
      try (Play play = begin(scenario)) {
        return tell(scenario, play, path, watch);
      }
    } catch (Failure failure) {
      String message = String.valueOf(failure.getMessage());
      report(new Case(path, "", watch.elapsed(), Verdict.impossible(message), ""));
      if (scenarios.size() == 1) {
        throw failure;
      }
      spec.commandLine().getErr().println(message);
      return failure.exitCode();
    }
  }

  static Scenario read(Path path) throws Failure {
    try {
      return ScenarioReader.read(path);
    } catch (ScenarioException e) {
      throw new Failure(Espalier.WRONG_INPUT, String.valueOf(e.getMessage()), e);
    }
  }

  private Play begin(Scenario scenario) throws Failure {
    return begin(scenario, options, spec);
  }

  static Play begin(Scenario scenario, PlayOptions options, CommandSpec spec) throws Failure {
    options.overruledBy(scenario).ifPresent(spec.commandLine().getErr()::println);
    try {
      return Play.begin(
          options.ordered(scenario), options.settings(), line -> Terminal.progress(line, spec));
    } catch (PlayException e) {
      throw failure(e);
    }
  }

  static Failure failure(PlayException e) {
    int exitCode =
        switch (e.blame()) {
          case INPUT -> Espalier.WRONG_INPUT;
          case SURROUNDINGS -> Espalier.NOT_THERE;
        };
    return new Failure(exitCode, String.valueOf(e.getMessage()), e);
  }

  private int tell(Scenario scenario, Play play, Path path, Stopwatch watch) throws Failure {
    Wording wording = new Wording(play.users(), verbose ? Integer.MAX_VALUE : LONGEST_VALUE);
    Teller plain = new Story(wording, Palette.PLAIN, verbose);
    StringBuilder story = new StringBuilder();
    List<Telling> tellings = new ArrayList<>();
    tellings.add(
        new Telling(
            json ? new JsonLines(wording) : new Story(wording, Terminal.palette(), verbose),
            out()::print));
    if (junit != null) {
      tellings.add(new Telling(plain, story::append));
    }
    Episode start = play.start();
    tell(tellings, teller -> teller.opening(scenario, start));
    Totals totals = Totals.NONE.and(0, start);
    Learner learner = new Learner(espalier.in(), out(), Terminal.palette(), !Terminal.isThere());
    while (!play.isOver()) {
      Optional<Step.Ask> question = question(play);
      int number = play.played().size() + 1;
      question.ifPresent(ask -> tell(tellings, teller -> teller.question(number, ask)));
      Optional<Choice> answer = question.filter(_ -> lesson).flatMap(learner::answer);
      PlayedStep step = play.next();
      Episode episode = play.episode(step);
      tell(tellings, teller -> teller.step(step, episode));
      if (lesson && question.isPresent()) {
        learner.grade(answer, step.outcome());
      }
      out().flush();
      totals = totals.and(1, episode);
    }
    if (lesson) {
      out().printf("%n%s%n", learner.score());
    }
    String again = options.again(path.toString());
    Totals all = totals;
    tell(tellings, teller -> teller.ending(all, play.hasFailed(), again));
    out().flush();
    Verdict verdict = verdict(play, plain, again);
    report(new Case(path, scenario.title(), watch.elapsed(), verdict, story.toString()));
    record(play);
    return lesson && !learner.knowsAll()
        ? Math.max(Espalier.NOT_AS_EXPECTED, exitCode(play))
        : exitCode(play);
  }

  /** Who tells a run, and to whom. */
  private record Telling(Teller teller, Consumer<String> to) {}

  private static void tell(List<Telling> tellings, Function<Teller, String> what) {
    tellings.forEach(telling -> telling.to().accept(what.apply(telling.teller())));
  }

  private static Optional<Step.Ask> question(Play play) {
    return play.upcoming()
        .flatMap(step -> step instanceof Step.Ask ask ? Optional.of(ask) : Optional.empty());
  }

  private static Verdict verdict(Play play, Teller plain, String again) {
    if (!play.hasFailed()) {
      return new Verdict.AsExpected();
    }
    PlayedStep failed = play.played().getLast();
    return Verdict.of(failed.outcome(), plain.step(failed, play.episode(failed)), again);
  }

  /** Also after each of several, so that there is a report of a run that is broken off. */
  private void report(Case one) throws Failure {
    report = report.and(one);
    if (junit == null) {
      return;
    }
    try (OutputStream file = Files.newOutputStream(junit)) {
      report.write(file);
    } catch (IOException | XMLStreamException e) {
      throw Failure.unwritable("run", junit, e);
    }
  }

  private void record(Play play) throws Failure {
    if (record == null) {
      return;
    }
    try {
      RecordingFile.write(record, play.course(), options.settings(), play.recording());
    } catch (IOException e) {
      throw Failure.unwritable("run", record, e);
    }
  }

  static int exitCode(Play play) {
    if (!play.hasFailed()) {
      return Espalier.AS_EXPECTED;
    }
    return switch (play.played().getLast().outcome()) {
      case Outcome.Impossible _ -> Espalier.WRONG_INPUT;
      case Outcome.Unmet _, Outcome.Done _ -> Espalier.NOT_AS_EXPECTED;
    };
  }
}
