package dev.espalier.scenario.play;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espalier.environment.Environment;
import dev.espalier.otp.Node;
import dev.espalier.scenario.Expectation;
import dev.espalier.scenario.Place;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.Step;
import dev.espalier.scenario.play.Outcome.Difference;
import dev.espalier.session.ToClient;
import dev.espalier.trace.Recording;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A scenario being played, on a node and a database of its own, and whatever a person does by hand
 * in between. After each step everything settles.
 */
public final class Play implements AutoCloseable {
  /** The time at which every simulated run begins. */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private final Scenario scenario;
  private final Recording recording;
  private final Node node;
  private final Ground ground;
  private final Cast cast = new Cast(Ground.ENVIRONMENT);
  private final Environment environment;
  private final Clients clients;
  private final Users users;
  private final Documents documents;
  private final Acts acts;
  private final List<PlayedStep> played = new ArrayList<>();
  private final long begun;

  /** The index of the scenario's next step. */
  private int next;

  private boolean hasFailed;

  /** The last event before the last step that did something. */
  private long beforeLastAct;

  private long learnt;

  private Play(Scenario scenario, Recording recording, Node node, Ground ground) {
    this.scenario = scenario;
    this.recording = recording;
    this.node = node;
    this.ground = ground;
    this.environment = ground.environment();
    this.clients = new Clients(ground.runner(), environment);
    this.users = new Users(environment);
    scenario.steps().forEach(users::learn);
    this.documents = new Documents(ground.runner(), environment, users);
    this.acts = new Acts(ground, clients, documents, users);
    this.begun = recording.size();
  }

  /**
   * Starts the environment of a scenario's app.
   *
   * @param progress told in a line what takes long
   */
  public static Play begin(Scenario scenario, PlaySettings settings, Consumer<String> progress)
      throws PlayException {
    Recording recording = new Recording();
    Node node =
        settings.live()
            ? Node.live(settings.seed(), recording)
            : Node.simulated(
                settings.schedule().choice(settings.seed()), START, settings.seed(), recording);
    Ground ground = Ground.prepare(scenario, settings, node, progress);
    node.settle();
    return new Play(scenario, recording, node, ground);
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

  /** By what the app knows them as, the names of the scenario's users and of those who came. */
  public ImmutableMap<String, String> users() {
    return users.names();
  }

  /** The steps so far. */
  public ImmutableList<PlayedStep> played() {
    return ImmutableList.copyOf(played);
  }

  /** The UIs of the sessions that are there, by session. */
  public ImmutableMap<String, JsonNode> uis() {
    return clients.uis();
  }

  /** All documents by collection, as apps see them. */
  public ImmutableMap<String, ImmutableList<JsonNode>> documents() {
    return documents.all();
  }

  /** Whether no step of the scenario is left, or its last one failed. */
  public boolean isOver() {
    return next == scenario.steps().size() || hasFailed;
  }

  /** Whether the last step that the scenario did failed. */
  public boolean hasFailed() {
    return hasFailed;
  }

  /** Plays the scenario's next step; also after one that failed. */
  public PlayedStep next() {
    PlayedStep done = play(scenario.steps().get(next), false);
    next++;
    hasFailed = !(done.outcome() instanceof Outcome.Done);
    return done;
  }

  /**
   * Plays a step by hand: one that is not the scenario's next, at any time. What clients are told
   * then is no failure, for the person who does it sees it.
   */
  public PlayedStep play(Step step) {
    return play(step, true);
  }

  private PlayedStep play(Step step, boolean byHand) {
    long before = recording.size();
    if (step.isAct()) {
      beforeLastAct = before;
    }
    Outcome outcome = step instanceof Step.Expect expect ? expect(expect) : acts.perform(step);
    node.settle();
    if (outcome instanceof Outcome.Done && step.isAct() && !byHand) {
      outcome = unlessErrors(step);
    }
    PlayedStep done =
        new PlayedStep(played.size() + 1, step, byHand, outcome, before, recording.size());
    played.add(done);
    return done;
  }

  private Outcome expect(Step.Expect expect) {
    Expectations standing =
        new Expectations(
            node, environment.id(), clients, documents, episode(beforeLastAct, recording.size()));
    ImmutableList<Difference> differences = standing.unmet(expect.expectations());
    return differences.isEmpty() ? new Outcome.Done() : new Outcome.Unmet(differences);
  }

  /** What happened after one event up to another. */
  private Episode episode(long after, long until) {
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
    Set<String> expected = expectedErrors();
    ImmutableList.Builder<Difference> unexpected = ImmutableList.builder();
    for (String session : sessions(episode)) {
      List<ToClient.Problem> problems = Expectations.problems(episode, session).toList();
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

  private static ImmutableSet<String> sessions(Episode episode) {
    return episode.deliveries().stream()
        .map(Episode.Delivery::session)
        .collect(ImmutableSet.toImmutableSet());
  }

  /** The sessions whose errors the steps between this one and the next act speak of. */
  private Set<String> expectedErrors() {
    return scenario.steps().stream()
        .skip(next + 1L)
        .takeWhile(step -> !step.isAct())
        .flatMap(step ->
            step instanceof Step.Expect expect ? expect.expectations().stream() : Stream.of())
        .flatMap(expectation ->
            expectation instanceof Expectation.Errors errors
                ? Stream.of(errors.session())
                : Stream.of())
        .collect(toSet());
  }

  @Override
  public void close() {
    ground.close();
  }
}
