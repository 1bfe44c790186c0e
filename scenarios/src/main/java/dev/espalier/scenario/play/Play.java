package dev.espalier.scenario.play;

import static com.google.common.collect.ImmutableList.toImmutableList;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import com.google.common.collect.ArrayListMultimap;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ListMultimap;
import com.mongodb.MongoException;
import dev.espalier.environment.Environment;
import dev.espalier.otp.Node;
import dev.espalier.otp.Observer;
import dev.espalier.otp.Substitution;
import dev.espalier.scenario.Order;
import dev.espalier.scenario.Place;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.Step;
import dev.espalier.scenario.invariant.Invariant;
import dev.espalier.scenario.invariant.Invariants;
import dev.espalier.scenario.invariant.Snapshot;
import dev.espalier.scenario.invariant.Stretch;
import dev.espalier.scenario.invariant.Violation;
import dev.espalier.scenario.invariant.Watch;
import dev.espalier.scenario.play.Outcome.Difference;
import dev.espalier.session.ToClient;
import dev.espalier.trace.Recording;
import dev.espalier.ui.Listener;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A scenario being played, on a node and a database of its own, and whatever a person does by hand
 * in between. After each step that does something everything settles, save where it was to be left
 * in the midst of things.
 */
public final class Play implements AutoCloseable {
  /** The time at which every simulated run begins. */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Course written;
  private final Recording recording;
  private final Node node;
  private final Ground ground;
  private final Cast cast = new Cast(Ground.ENVIRONMENT);
  private final Environment environment;
  private final Clients clients;
  private final Users users;
  private final Documents documents;
  private final ChangingChoice choice;
  private final Acts acts;
  private final Watch watch;
  private final ImmutableList<Invariant> invariants;
  private final ListMultimap<Integer, Violation> violations = ArrayListMultimap.create();
  private final List<PlayedStep> played = new ArrayList<>();
  private final Map<Integer, Step> deeds = new HashMap<>();
  private final long begun;

  /** The index of the scenario's next step. */
  private int next;

  private boolean hasFailed;

  /** The last event before the last step that did something, or before what was begun for it. */
  private long beforeLastAct;

  /** Whether a step has been begun that the next one is to be done in the midst of. */
  private boolean isInTheMidst;

  private long learnt;

  private Play(
      Course written, Recording recording, Node node, ChangingChoice choice, Ground ground) {
    this.written = written;
    this.recording = recording;
    this.node = node;
    this.ground = ground;
    this.environment = ground.environment();
    this.clients = new Clients(ground.runner(), environment);
    this.users = new Users(environment);
    written.scenario().steps().forEach(users::learn);
    this.documents = new Documents(ground.runner(), environment, users);
    this.choice = choice;
    this.acts = new Acts(recording, choice, ground, clients, documents, users);
    this.invariants = invariants(written.scenario(), documents);
    this.begun = recording.size();
    this.watch =
        new Watch(
            recording, node, environment.limits(), documents.snapshot().orElse(Snapshot.EMPTY));
  }

  /**
   * Starts the environment of a scenario's app. The order and the routing that a scenario names
   * come before those of the settings.
   *
   * @param progress told in a line what takes long
   */
  public static Play begin(Scenario scenario, PlaySettings settings, Consumer<String> progress)
      throws PlayException {
    return begin(Course.of(scenario), settings, progress);
  }

  /** The same for a scenario with steps that a person did. */
  public static Play begin(Course course, PlaySettings settings, Consumer<String> progress)
      throws PlayException {
    return begin(course, settings, Substitution.none(), progress);
  }

  /** The same with other code in some processes; simulated runs only. */
  public static Play begin(
      Course course, PlaySettings settings, Substitution substitution, Consumer<String> progress)
      throws PlayException {
    Recording recording = new Recording();
    return begin(
        course, settings, recording, recording, new RemoteApps.OverHttp(), substitution, progress);
  }

  /**
   * The same with a recording of one's own, and with stand-ins for the apps at URLs.
   *
   * @param recording an empty one
   * @param observer tells it what happens
   */
  public static Play begin(
      Course course,
      PlaySettings settings,
      Recording recording,
      Observer observer,
      RemoteApps remote,
      Consumer<String> progress)
      throws PlayException {
    return begin(course, settings, recording, observer, remote, Substitution.none(), progress);
  }

  private static Play begin(
      Course course,
      PlaySettings settings,
      Recording recording,
      Observer observer,
      RemoteApps remote,
      Substitution substitution,
      Consumer<String> progress)
      throws PlayException {
    Order order = course.scenario().order();
    long seed = order == null ? settings.seed() : order.seed();
    Schedule schedule = order == null ? settings.schedule() : Schedule.FIFO;
    ChangingChoice choice = new ChangingChoice(schedule.choice(seed), recording::size);
    if (order != null) {
      choice.arrange(order.turns());
      choice.begin(0);
    }
    Node node =
        settings.served()
            ? Node.live(observer)
            : settings.live()
                ? Node.live(seed, observer)
                : Node.simulated(choice, START, seed, observer, substitution);
    Ground ground = Ground.prepare(course.scenario(), settings, node, remote, progress);
    node.settle();
    return new Play(course, recording, node, choice, ground);
  }

  /** Where the app's data are served, and the app to clients; empty when they are not. */
  public String url() {
    return environment.dataUrl();
  }

  public Recording recording() {
    return recording;
  }

  public Node node() {
    return node;
  }

  /** Who supervises whom at the moment. */
  public ProcessTree processes() {
    learn();
    return ProcessTree.of(node.processes(), recording.after(0), cast);
  }

  /** What happened when the environment started. */
  public Episode start() {
    return episode(0, begun);
  }

  /** What happened in a step. */
  public Episode episode(PlayedStep step) {
    return episode(step.before(), step.after());
  }

  /** The invariants that did not hold after a step, as they count: none that were found before. */
  public ImmutableList<Violation> violations(PlayedStep step) {
    return ImmutableList.copyOf(violations.get(step.number()));
  }

  /** By what the app knows them as, the names of the scenario's users and of those who came. */
  public ImmutableMap<String, String> users() {
    return users.names();
  }

  /** The steps so far. */
  public ImmutableList<PlayedStep> played() {
    return ImmutableList.copyOf(played);
  }

  /** The steps so far, those done by hand among them, and then those that are left. */
  public Course course() {
    ImmutableList.Builder<Step> steps = ImmutableList.builder();
    ImmutableSet.Builder<Integer> byHand = ImmutableSet.builder();
    for (PlayedStep each : played) {
      steps.add(each.step());
      if (each.byHand()) {
        byHand.add(each.number() - 1);
      }
    }
    for (int left = next; left < steps().size(); left++) {
      steps.add(steps().get(left));
      if (written.byHand().contains(left)) {
        byHand.add(played.size() + left - next);
      }
    }
    return new Course(written.scenario().withSteps(steps.build()), byHand.build());
  }

  private ImmutableList<Step> steps() {
    return written.scenario().steps();
  }

  /** The turns so far that were not taken by whoever had waited longest; simulated runs only. */
  public ImmutableList<Turn> turns() {
    learn();
    return choice.outOfTurn().stream()
        .map(each ->
            new Turn(
                each.step(),
                each.turn(),
                each.place(),
                each.after(),
                cast.who(each.runs()),
                cast.who(each.waits())))
        .collect(ImmutableList.toImmutableList());
  }

  /** The UIs of the sessions that are there, by session. */
  public ImmutableMap<String, JsonNode> uis() {
    return clients.uis();
  }

  /** The listeners that stand in the UI of a session, in the order of the document. */
  public ImmutableList<Listener> listeners(String session) {
    return clients.listeners(session);
  }

  /**
   * What was done of a step: it as a whole, only what something else was to happen in the course
   * of, or nothing. Of an expectation, whether it was met.
   */
  Optional<Step> deed(PlayedStep step) {
    return Optional.ofNullable(deeds.get(step.number()));
  }

  /**
   * All documents by collection, as apps see them.
   *
   * @throws MongoException when the database is stopped
   */
  public ImmutableMap<String, ImmutableList<JsonNode>> documents() {
    return documents.all();
  }

  /** The scenario's next step; none when it is over. */
  public Optional<Step> upcoming() {
    return isOver() ? Optional.empty() : Optional.of(steps().get(next));
  }

  /** Whether no step of the scenario is left, or its last one failed. */
  public boolean isOver() {
    return next == steps().size() || hasFailed;
  }

  /** Whether the last step that the scenario did failed. */
  public boolean hasFailed() {
    return hasFailed;
  }

  /** Plays the scenario's next step; also after one that failed. */
  public PlayedStep next() {
    PlayedStep done = play(steps().get(next), written.byHand().contains(next));
    next++;
    if (!done.byHand()) {
      hasFailed = !(done.outcome() instanceof Outcome.Done);
    }
    return done;
  }

  /** Plays all steps that are left, or up to one that fails. */
  public void toTheEnd() {
    while (!isOver()) {
      next();
    }
  }

  /**
   * Plays a step by hand: one that is not the scenario's next, at any time. What clients are told
   * then is no failure, for the person who does it sees it.
   */
  public PlayedStep play(Step step) {
    return play(step, true);
  }

  private PlayedStep play(Step step, boolean byHand) {
    int number = played.size() + 1;
    long before = recording.size();
    if (step.isAct()) {
      choice.begin(number);
    }
    Outcome outcome = step instanceof Step.Expect expect ? expect(expect) : acts.perform(step);
    Optional<Step> deed = deed(step, outcome, recording.size() > before);
    deed.ifPresent(done -> deeds.put(number, done));
    if (step.isAct() && deed.isPresent()) {
      beforeLastAct = isInTheMidst ? beforeLastAct : before;
      isInTheMidst = isLeft(deed.get());
    }
    if (step.isAct() && !isInTheMidst) {
      acts.settle();
      outcome = outcome instanceof Outcome.Done && !byHand ? unlessErrors(step) : outcome;
      outcome = and(outcome, invariants(number), step.place());
    }
    if (step instanceof Step.Ask ask && outcome instanceof Outcome.Done) {
      outcome = answer(ask);
    }
    PlayedStep done = new PlayedStep(number, step, byHand, outcome, before, recording.size());
    played.add(done);
    return done;
  }

  private static ImmutableList<Invariant> invariants(Scenario scenario, Documents documents) {
    return Stream.concat(
            Invariants.ALL.stream()
                .filter(invariant -> !scenario.without().contains(invariant.name())),
            scenario.invariants().stream().map(stated -> new Stated(stated, documents::resolved)))
        .collect(ImmutableList.toImmutableList());
  }

  /** What of the invariants does not hold that did before. */
  private List<Violation> invariants(int step) {
    Stretch stretch = watch.stretch(documents.snapshot(), ground.editions().oracles());
    List<Violation> found =
        invariants.stream()
            .flatMap(invariant -> invariant.violations(stretch).stream())
            .filter(violation -> !violations.containsValue(violation))
            .toList();
    violations.putAll(step, found);
    watch.rest(stretch);
    if (!stretch.isHeldUp()) {
      ground.editions().forget();
    }
    return found;
  }

  private static Outcome and(Outcome outcome, List<Violation> violations, Place place) {
    ImmutableList<Difference> differences =
        violations.stream()
            .map(each ->
                new Difference(
                    place,
                    "the invariant %s: %s".formatted(each.invariant(), each.what()),
                    each.expected(),
                    each.actual()))
            .collect(ImmutableList.toImmutableList());
    return switch (outcome) {
      case Outcome.Done _ when !differences.isEmpty() -> new Outcome.Unmet(differences);
      case Outcome.Unmet(ImmutableList<Difference> unmet) ->
          new Outcome.Unmet(
              ImmutableList.<Difference>builder().addAll(unmet).addAll(differences).build());
      default -> outcome;
    };
  }

  /** Whether the next step is done in the midst of this one. */
  static boolean isLeft(Step step) {
    return step instanceof Step.Begin || step instanceof Step.Interrupt;
  }

  /** What was done of a step. */
  private static Optional<Step> deed(Step step, Outcome outcome, boolean happened) {
    if (outcome instanceof Outcome.Done) {
      return Optional.of(step);
    }
    return switch (step) {
      case Step.Kill(_, _, Step during) when happened -> Optional.ofNullable(during);
      case Step.Ask ask when happened -> Optional.of(ask.when());
      case Step.Begin(_, Step begun, _) when happened && outcome instanceof Outcome.Unmet ->
          Optional.of(begun);
      default -> Optional.empty();
    };
  }

  private Expectations standing() {
    return new Expectations(
        node, environment.id(), clients, documents, episode(beforeLastAct, recording.size()));
  }

  /** Which of the choices of a question it was. */
  private Outcome answer(Step.Ask ask) {
    Expectations standing = standing();
    try {
      ImmutableList<Step.Choice> right =
          ask.choices().stream()
              .filter(choice -> standing.unmet(choice.expectations()).isEmpty())
              .collect(toImmutableList());
      return right.size() == 1
          ? new Outcome.Done(right.getFirst())
          : Outcome.unmet(
              ask.place(),
              "the answer to “%s”".formatted(ask.question()),
              "one of the choices holds",
              right.isEmpty()
                  ? "none of them does"
                  : right.stream().map(Step.Choice::text).collect(joining("”, “", "“", "” do")));
    } catch (MongoException e) {
      return new Outcome.Impossible(ask.place(), String.valueOf(e.getMessage()));
    }
  }

  private Outcome expect(Step.Expect expect) {
    try {
      ImmutableList<Difference> differences = standing().unmet(expect.expectations());
      return differences.isEmpty() ? new Outcome.Done() : new Outcome.Unmet(differences);
    } catch (MongoException e) {
      return new Outcome.Impossible(expect.place(), String.valueOf(e.getMessage()));
    }
  }

  /** What happened after one event up to another. */
  Episode episode(long after, long until) {
    learn();
    return Episode.read(recording, after, until, cast);
  }

  private void learn() {
    cast.learn(recording.after(learnt));
    learnt = recording.size();
  }

  /** An error at a client that no expectation speaks of is not as expected. */
  private Outcome unlessErrors(Step step) {
    Episode episode = episode(beforeLastAct, recording.size());
    Set<String> expected = expectedErrors(step);
    ImmutableList.Builder<Difference> unexpected = ImmutableList.builder();
    for (String session : episode.sessions()) {
      List<ToClient.Problem> problems = episode.problems(session).toList();
      if (problems.isEmpty() || expected.contains(session)) {
        continue;
      }
      String described = problems.stream().map(Expectations::described).collect(joining("\n"));
      if (step instanceof Step.Open(Place place, String opened, _, _, _)
          && opened.equals(session)
          && clients.ui(session).isEmpty()) {
        return new Outcome.Impossible(place, "%s gets no UI: %s".formatted(session, described));
      }
      unexpected.add(
          new Difference(step.place(), "the errors %s got".formatted(session), "none", described));
    }
    ImmutableList<Difference> differences = unexpected.build();
    return differences.isEmpty() ? new Outcome.Done() : new Outcome.Unmet(differences);
  }

  /** The sessions whose errors this step and those between it and the next act speak of. */
  private Set<String> expectedErrors(Step act) {
    return Stream.concat(
            Stream.of(act), steps().stream().skip(next + 1L).takeWhile(step -> !step.isAct()))
        .flatMap(step ->
            switch (step) {
              case Step.Ask ask -> ask.ofErrors();
              case Step.Expect expect -> expect.ofErrors();
              default -> Stream.of();
            })
        .collect(toSet());
  }

  @Override
  public void close() {
    documents.close();
    ground.close();
  }
}
