package dev.espalier.scenario.play;

import com.mongodb.MongoException;
import dev.espalier.app.AppFaults.Fault;
import dev.espalier.environment.Environment;
import dev.espalier.otp.CallFailed;
import dev.espalier.otp.ExitReason;
import dev.espalier.otp.Node;
import dev.espalier.otp.ProcessInfo;
import dev.espalier.scenario.Step;
import java.time.Duration;
import java.util.Optional;

/** Does what steps say; what comes of it comes afterwards. */
final class Acts {
  /** How long a process that is to be killed may let itself be waited for. */
  private static final Duration VICTIM_LIMIT = Duration.ofSeconds(5);

  private final Node node;
  private final Environment environment;
  private final Clients clients;
  private final Documents documents;
  private final Users users;

  Acts(Ground ground, Clients clients, Documents documents, Users users) {
    this.node = ground.runner().node();
    this.environment = ground.environment();
    this.clients = clients;
    this.documents = documents;
    this.users = users;
  }

  /** Does a step. What is said or expected needs no doing. */
  Outcome perform(Step step) {
    users.learn(step);
    try {
      return switch (step) {
        case Step.Say _, Step.Expect _ -> new Outcome.Done();
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
}
