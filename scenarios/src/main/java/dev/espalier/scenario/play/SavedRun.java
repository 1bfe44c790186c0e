package dev.espalier.scenario.play;

import static java.util.stream.Collectors.toUnmodifiableSet;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espalier.scenario.Expectation;
import dev.espalier.scenario.Place;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.Step;
import dev.espalier.session.ToClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A run as a scenario that goes the same way again, and as expected: its steps, by hand or not,
 * what clients were told of errors after them, and at the end what everybody sees. Steps that could
 * not be done are left out, and so are expectations that were not met.
 */
public final class SavedRun {
  private static final Splitter LINES = Splitter.on('\n');

  private final Play play;
  private final List<Step> steps = new ArrayList<>();

  /** How many events there were in steps that are left out. */
  private long leftOut;

  /** The last event before the step that was done last, or before what was begun before it. */
  private long since;

  private boolean isInTheMidst;

  private SavedRun(Play play) {
    this.play = play;
  }

  /**
   * @param play played as far as it is to be saved; of which the app, the limits and the file are
   *     taken
   */
  public static Scenario of(Play play, String title) {
    SavedRun run = new SavedRun(play);
    run.saveSteps();
    run.expectUis();
    Scenario scenario = play.course().scenario();
    return scenario.withTitle(title).withSteps(ImmutableList.copyOf(run.steps));
  }

  /**
   * The same of a run that failed: nothing is expected of what everybody sees.
   *
   * @param play played until it failed
   */
  public static Scenario upToFailure(Play play) {
    SavedRun run = new SavedRun(play);
    run.saveSteps();
    return play.course().scenario().withSteps(ImmutableList.copyOf(run.steps));
  }

  private void saveSteps() {
    ImmutableList<PlayedStep> played = play.played();
    for (int i = 0; i < played.size(); i++) {
      save(played.get(i), played.subList(i + 1, played.size()));
    }
  }

  private void save(PlayedStep played, List<PlayedStep> later) {
    Optional<Step> deed = play.deed(played);
    if (deed.isEmpty()) {
      leftOut += played.after() - played.before();
      return;
    }
    Step step = deed.get();
    steps.add(
        step instanceof Step.Begin(Place place, Step begun, long until)
            ? new Step.Begin(place, begun, until - leftOut)
            : step);
    if (step.isAct()) {
      since = isInTheMidst ? since : played.before();
      isInTheMidst = Play.isLeft(step);
      if (!isInTheMidst) {
        expectErrors(played.after(), later);
      }
    }
  }

  /** Expects the errors that a step led to, where no expectation that is saved does. */
  private void expectErrors(long until, List<PlayedStep> later) {
    Set<String> expected =
        later.stream()
            .takeWhile(each -> !each.step().isAct())
            .flatMap(each -> play.deed(each).stream())
            .flatMap(step -> step instanceof Step.Expect expect ? expect.ofErrors() : Stream.of())
            .collect(toUnmodifiableSet());
    ImmutableList.Builder<Expectation> errors = ImmutableList.builder();
    Episode episode = play.episode(since, until);
    episode.sessions().stream()
        .filter(session -> !expected.contains(session))
        .forEach(session -> {
          ImmutableList<Expectation.Problem> problems =
              episode
                  .problems(session)
                  .map(SavedRun::problem)
                  .distinct()
                  .collect(ImmutableList.toImmutableList());
          if (!problems.isEmpty()) {
            errors.add(new Expectation.Errors(Place.BY_HAND, session, problems));
          }
        });
    expect(errors.build());
  }

  /** The first line says it; others tell where in the app. */
  private static Expectation.Problem problem(ToClient.Problem problem) {
    String message = LINES.splitToStream(problem.message()).findFirst().orElse("");
    return new Expectation.Problem(problem.reason(), message.isEmpty() ? null : message);
  }

  private void expectUis() {
    ImmutableList.Builder<Expectation> uis = ImmutableList.builder();
    play.uis()
        .forEach((session, ui) ->
            uis.add(
                new Expectation.Ui(
                    Place.BY_HAND,
                    session,
                    ImmutableList.copyOf(Component.texts(ui)),
                    ImmutableList.of(),
                    ImmutableMap.of())));
    expect(uis.build());
  }

  private void expect(ImmutableList<Expectation> expectations) {
    if (!expectations.isEmpty()) {
      steps.add(new Step.Expect(Place.BY_HAND, expectations));
    }
  }
}
