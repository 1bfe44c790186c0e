package dev.espalier.scenario.play;

import static com.google.common.collect.ImmutableMap.toImmutableMap;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.mongodb.MongoException;
import dev.espalier.app.AppFaults.Fault;
import dev.espalier.environment.Environment;
import dev.espalier.otp.CallFailed;
import dev.espalier.otp.ExitReason;
import dev.espalier.otp.Node;
import dev.espalier.otp.ProcessInfo;
import dev.espalier.scenario.Expectation;
import dev.espalier.scenario.Place;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.Step;
import dev.espalier.scenario.play.Outcome.Difference;
import dev.espalier.session.Session;
import dev.espalier.session.ToClient;
import dev.espalier.trace.Recording;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonString;
import tools.jackson.databind.JsonNode;

/**
 * A scenario being played, on a node and a database of its own. After each step everything settles;
 * the first step that fails is the last.
 */
public final class Play implements AutoCloseable {
  /** The time at which every simulated run begins. */
  public static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  /** How long a process that is to be killed may let itself be waited for. */
  private static final Duration VICTIM_LIMIT = Duration.ofSeconds(5);

  private final Scenario scenario;
  private final Recording recording;
  private final Node node;
  private final Ground ground;
  private final Cast cast = new Cast(Ground.ENVIRONMENT);
  private final Environment environment;
  private final Clients clients;
  private final BsonDocument users;
  private final Documents documents;
  private final List<PlayedStep> played = new ArrayList<>();
  private final long begun;

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
    this.users = users(scenario, environment);
    this.documents = new Documents(ground.runner(), environment, users);
    this.begun = recording.size();
  }

  private static BsonDocument users(Scenario scenario, Environment environment) {
    BsonDocument users = new BsonDocument();
    for (Step step : scenario.steps()) {
      if (step instanceof Step.Open open) {
        new Session(open.session(), open.user(), open.path(), open.context())
            .me(environment)
            .ifPresent(me -> users.put(open.user(), new BsonString(me)));
      }
    }
    return users;
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

  /** By what the app knows them as, the names of the scenario's users. */
  public ImmutableMap<String, String> users() {
    return users.entrySet().stream()
        .collect(toImmutableMap(user -> user.getValue().asString().getValue(), Map.Entry::getKey));
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

  /** Whether no step is left, or the last one failed. */
  public boolean isOver() {
    return played.size() == scenario.steps().size() || hasFailed();
  }

  public boolean hasFailed() {
    return !played.isEmpty() && !(played.getLast().outcome() instanceof Outcome.Done);
  }

  /** Plays the next step. */
  public PlayedStep next() {
    Step step = scenario.steps().get(played.size());
    long before = recording.size();
    if (isAct(step)) {
      beforeLastAct = before;
    }
    Outcome outcome = perform(step);
    node.settle();
    if (outcome instanceof Outcome.Done && isAct(step)) {
      outcome = unlessErrors(step);
    }
    PlayedStep done = new PlayedStep(played.size() + 1, step, outcome, before, recording.size());
    played.add(done);
    return done;
  }

  private static boolean isAct(Step step) {
    return !(step instanceof Step.Say || step instanceof Step.Expect);
  }

  private Outcome perform(Step step) {
    try {
      return switch (step) {
        case Step.Say _ -> new Outcome.Done();
        case Step.Open open -> clients.open(open);
        case Step.Close close -> clients.close(close);
        case Step.Click click -> clients.click(click);
        case Step.Type type -> clients.type(type);
        case Step.Submit submit -> clients.submit(submit);
        case Step.Run run -> clients.run(run);
        case Step.Insert insert -> documents.insert(insert);
        case Step.Replace replace -> documents.replace(replace);
        case Step.Update update -> documents.update(update);
        case Step.Delete delete -> documents.delete(delete);
        case Step.Drop drop -> documents.drop(drop);
        case Step.Wait wait -> {
          node.advance(wait.duration());
          yield new Outcome.Done();
        }
        case Step.Kill kill -> kill(kill);
        case Step.Fail(_, var kind, String name, String message) ->
            fault(new Fault(kind, name, Duration.ZERO, message));
        case Step.Slow(_, var kind, String name, Duration by) ->
            fault(new Fault(kind, name, by, null));
        case Step.Heal _ -> {
          environment.faults().clear();
          yield new Outcome.Done();
        }
        case Step.Expect expect -> expect(expect);
      };
    } catch (MongoException | CallFailed e) {
      return new Outcome.Impossible(step.place(), String.valueOf(e.getMessage()));
    }
  }

  private Outcome fault(Fault fault) {
    environment.faults().add(fault);
    return new Outcome.Done();
  }

  private Outcome kill(Step.Kill kill) {
    Step during = kill.during();
    Outcome begun = during == null ? new Outcome.Done() : perform(during);
    if (!(begun instanceof Outcome.Done)) {
      return begun;
    }
    if (during != null) {
      node.runUntil(() -> victim(kill).isPresent(), VICTIM_LIMIT);
    }
    Optional<ProcessInfo> victim = victim(kill);
    victim.ifPresent(process -> node.exit(process.pid(), ExitReason.killed()));
    return victim.isPresent()
        ? new Outcome.Done()
        : Outcome.unmet(
            kill.place(), "the tree", "a process " + Victims.described(kill.victim()), "none");
  }

  private Optional<ProcessInfo> victim(Step.Kill kill) {
    return Victims.find(kill.victim(), node.processes());
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
        .skip(played.size() + 1L)
        .takeWhile(step -> !isAct(step))
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
