package dev.espalier.scenario.play;

import com.google.common.collect.Comparators;
import com.mongodb.MongoException;
import dev.espalier.app.AppFaults.Fault;
import dev.espalier.environment.Environment;
import dev.espalier.otp.CallFailed;
import dev.espalier.otp.Choice;
import dev.espalier.otp.ExitReason;
import dev.espalier.otp.Node;
import dev.espalier.otp.ProcessInfo;
import dev.espalier.scenario.Place;
import dev.espalier.scenario.Step;
import dev.espalier.scenario.Step.Victim;
import dev.espalier.trace.Recording;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Does what steps say. What comes of it comes when everything {@link #settle settles}, with what
 * was only begun before.
 */
final class Acts {
  private static final long NEVER = Long.MAX_VALUE;

  /** How long a process that is to be killed may let itself be waited for. */
  private static final Duration VICTIM_LIMIT = Duration.ofSeconds(5);

  /** How long the events of a step that is interrupted may let themselves be waited for. */
  private static final Duration INTERRUPTION_LIMIT = Duration.ofSeconds(5);

  /** How long an event may let itself be waited for, on the simulated clock. */
  private static final Duration EVENT_LIMIT = Duration.ofDays(1);

  private final Recording recording;
  private final Ground ground;
  private final Node node;
  private final ChangingChoice choice;
  private final Environment environment;
  private final Clients clients;
  private final Documents documents;
  private final Users users;

  /** Who is to be killed as soon as they are there. */
  private final Deque<Victim> sought = new ArrayDeque<>();

  /** The time that has come when everything has settled. */
  private Instant due = Instant.MIN;

  /**
   * @param choice the node's
   */
  Acts(
      Recording recording,
      ChangingChoice choice,
      Ground ground,
      Clients clients,
      Documents documents,
      Users users) {
    this.recording = recording;
    this.ground = ground;
    this.node = ground.runner().node();
    this.choice = choice;
    this.environment = ground.environment();
    this.clients = clients;
    this.documents = documents;
    this.users = users;
  }

  /** Does a step. What is said or expected needs no doing. */
  Outcome perform(Step step) {
    return perform(step, NEVER);
  }

  private Outcome perform(Step step, long until) {
    users.learn(step);
    try {
      return switch (step) {
        case Step.Say _, Step.Expect _ -> new Outcome.Done();
        case Step.Ask ask -> perform(ask.when(), until);
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
        case Step.Wait(_, Duration duration) -> pass(duration);
        case Step.Kill kill -> kill(kill, until);
        case Step.Suspend suspend -> suspend(suspend.place(), suspend.victim(), true);
        case Step.Resume resume -> suspend(resume.place(), resume.victim(), false);
        case Step.Fail(_, var kind, String name, String message) ->
            fault(new Fault(kind, name, Duration.ZERO, message));
        case Step.Slow(_, var kind, String name, Duration by) ->
            fault(new Fault(kind, name, by, null));
        case Step.Heal _ -> {
          environment.faults().clear();
          yield new Outcome.Done();
        }
        case Step.Cut _ -> {
          ground.runner().cut(environment);
          yield new Outcome.Done();
        }
        case Step.Conflict _ -> {
          environment.rivals().add();
          yield new Outcome.Done();
        }
        case Step.Stop stop -> ground.stop(stop.place());
        case Step.Start start -> ground.start(start.place());
        case Step.Reload reload -> ground.reload(reload);
        case Step.Begin begin -> begin(begin, EVENT_LIMIT);
        case Step.Interrupt interrupt -> interrupt(interrupt);
        case Step.Shuffle shuffle -> shuffle(shuffle);
        case Step.Turns turns -> arrange(turns);
      };
    } catch (MongoException | CallFailed e) {
      return new Outcome.Impossible(step.place(), String.valueOf(e.getMessage()));
    }
  }

  /** Lets everything come to rest. */
  void settle() {
    seek(NEVER);
    Instant now = node.clock().instant();
    if (due.isAfter(now)) {
      node.advance(Duration.between(now, due));
    }
    node.settle();
  }

  private Outcome pass(Duration duration) {
    due = Comparators.max(due, node.clock().instant().plus(duration));
    return new Outcome.Done();
  }

  private Outcome fault(Fault fault) {
    environment.faults().add(fault);
    return new Outcome.Done();
  }

  private Outcome shuffle(Step.Shuffle shuffle) {
    if (!node.isSimulated()) {
      return onlySimulated(shuffle.place());
    }
    choice.become(Choice.random(shuffle.seed()));
    return new Outcome.Done();
  }

  private Outcome arrange(Step.Turns turns) {
    if (!node.isSimulated()) {
      return onlySimulated(turns.place());
    }
    choice.arrange(turns.turns());
    return new Outcome.Done();
  }

  private static Outcome onlySimulated(Place place) {
    return new Outcome.Impossible(
        place, "the order of what happens is given in simulated runs only");
  }

  // Steps in the course of which something else happens.

  private Outcome begin(Step.Begin begin, Duration limit) {
    if (!node.isSimulated()) {
      return onlySimulated(begin.place());
    }
    Outcome begun = perform(begin.step(), begin.until());
    if (!(begun instanceof Outcome.Done)) {
      return begun;
    }
    seek(begin.until());
    return node.runUntil(() -> recording.size() >= begin.until(), limit)
        ? new Outcome.Done()
        : Outcome.unmet(
            begin.place(),
            "the events until the step is over",
            "at least " + begin.until(),
            String.valueOf(recording.size()));
  }

  private Outcome interrupt(Step.Interrupt interrupt) {
    Outcome begun = begin(interrupt.from(recording.size()), INTERRUPTION_LIMIT);
    return begun instanceof Outcome.Unmet ? new Outcome.Done() : begun;
  }

  private Outcome kill(Step.Kill kill, long until) {
    Step during = kill.during();
    if (during == null) {
      return kill(kill.victim()) ? new Outcome.Done() : nobody(kill.place(), kill.victim());
    }
    Outcome begun = perform(during);
    if (!(begun instanceof Outcome.Done)) {
      return begun;
    }
    sought.add(kill.victim());
    return seek(until) ? new Outcome.Done() : nobody(kill.place(), kill.victim());
  }

  /**
   * Kills those who are sought one after the other, unless an event comes first.
   *
   * @return whether the last one was found, or may still be
   */
  private boolean seek(long until) {
    boolean found = true;
    while (!sought.isEmpty()) {
      Victim victim = sought.getFirst();
      node.runUntil(() -> recording.size() >= until || find(victim).isPresent(), VICTIM_LIMIT);
      if (recording.size() >= until) {
        return true;
      }
      found = kill(sought.removeFirst());
    }
    return found;
  }

  private boolean kill(Victim victim) {
    Optional<ProcessInfo> process = find(victim);
    process.ifPresent(each -> node.exit(each.pid(), ExitReason.killed()));
    return process.isPresent();
  }

  private Optional<ProcessInfo> find(Victim victim) {
    return Victims.find(victim, node.processes());
  }

  private static Outcome nobody(Place place, Victim victim) {
    return Outcome.unmet(place, "the tree", "a process " + Victims.described(victim), "none");
  }

  private Outcome suspend(Place place, Victim victim, boolean suspended) {
    Optional<ProcessInfo> process = find(victim);
    if (process.isEmpty()) {
      return nobody(place, victim);
    }
    if (process.get().suspended() == suspended) {
      return new Outcome.Impossible(
          place,
          "%s %s"
              .formatted(
                  Victims.described(victim),
                  suspended ? "is suspended already" : "is not suspended"));
    }
    node.suspend(process.get().pid(), suspended);
    return new Outcome.Done();
  }
}
