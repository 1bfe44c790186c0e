package dev.espalier.environment;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import dev.espalier.environment.ListenerCall.Failure;
import dev.espalier.otp.CallFailed;
import dev.espalier.otp.ChildSpec;
import dev.espalier.otp.GenServer;
import dev.espalier.otp.Init;
import dev.espalier.otp.Next;
import dev.espalier.otp.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Crons: has Environment.EventHandler run the app's listeners at the times that the app has set.
 * The database says which and when; it is read again whenever something may be due. Started with
 * the first cron (docs/decisions/0014); it waits by receive time-outs, which keep nobody from being
 * settled.
 */
final class Crons extends GenServer<Crons.State> {
  /** While MongoDB does not answer. */
  private static final Duration RETRY = Duration.ofSeconds(2);

  /** What is due for less time than that was not missed: this process was being restarted. */
  private static final Duration LATE = Duration.ofMinutes(1);

  /** Of one cron that may overlap: listeners of an environment run one after another. */
  private static final int MOST_WAITING = 10;

  /** The crons are not what they were. */
  record Changed() {}

  /**
   * @param crons as they were read last
   * @param running the names of those whose listener waits or runs, by the watch over who runs it
   * @param begun whether they have been read since it started: what was due before was missed
   */
  record State(
      ImmutableList<Cron> crons, ImmutableMap<Signal.Monitor, String> running, boolean begun) {

    private State without(Signal.Monitor run) {
      return new State(
          crons, ImmutableMap.copyOf(Maps.filterKeys(running, each -> !each.equals(run))), begun);
    }

    private State running(Signal.Monitor run, String cron) {
      return new State(
          crons,
          ImmutableMap.<Signal.Monitor, String>builder().putAll(running).put(run, cron).build(),
          begun);
    }
  }

  private final Environment environment;

  private Crons(Environment environment) {
    this.environment = environment;
  }

  static ChildSpec spec(Environment environment) {
    return ChildSpec.worker(environment.crons(), () -> new Crons(environment));
  }

  @Override
  protected Init<State> init() {
    State state = look(new State(ImmutableList.of(), ImmutableMap.of(), false));
    Optional<Duration> next = next(state);
    return next.isPresent() ? Init.orTimeout(state, next.get()) : Init.ok(state);
  }

  private Next<State> await(State state) {
    Optional<Duration> next = next(state);
    return next.isPresent() ? Next.orTimeout(state, next.get()) : Next.state(state);
  }

  /** How long there is nothing to do. */
  private Optional<Duration> next(State state) {
    if (!state.begun()) {
      return Optional.of(RETRY);
    }
    Instant now = now();
    return state.crons().stream()
        .filter(Cron::active)
        .map(Cron::due)
        .min(Instant::compareTo)
        .map(due -> due.isAfter(now) ? Duration.between(now, due) : RETRY);
  }

  /** Reads the crons and runs what is due. */
  private State look(State state) {
    Instant now = now();
    State current = state;
    ImmutableList.Builder<Cron> crons = ImmutableList.builder();
    try {
      Crontab crontab = new Crontab(call(environment.repo(), new Repo.Connection()));
      for (Cron cron : crontab.all()) {
        if (!cron.isDue(now)) {
          crons.add(cron);
          continue;
        }
        Cron later = cron.after(now);
        crontab.put(later);
        crons.add(later);
        boolean missed = !state.begun() && cron.due().isBefore(now.minus(LATE));
        if (!missed || cron.runsMissed()) {
          current = run(cron, current);
        }
      }
    } catch (DatabaseUnreachableException | CallFailed e) {
      note("the crons cannot be read: " + e.getMessage());
      return current;
    }
    return new State(crons.build(), current.running(), true);
  }

  private State run(Cron cron, State state) {
    long unfinished = state.running().values().stream().filter(cron.name()::equals).count();
    if (unfinished > (cron.overlap() ? MOST_WAITING : 0)) {
      note("%s is left out this time: it still runs".formatted(cron.listener()));
      return state;
    }
    Signal.Monitor run = monitor(environment.eventHandler());
    cast(environment.eventHandler(), new EventHandler.Run(cron.request(), run, self()));
    return state.running(run, cron.name());
  }

  @Override
  protected Next<State> handleCast(Object message, State state) throws Exception {
    return message instanceof Changed ? await(look(state)) : super.handleCast(message, state);
  }

  @Override
  protected Next<State> handleInfo(Object message, State state) throws Exception {
    return switch (message) {
      case Signal.Timeout() -> await(look(state));
      case EventHandler.Ran(Signal.Monitor run, Optional<Failure> failure) -> {
        demonitor(run);
        failure.ifPresent(this::note);
        yield await(state.without(run));
      }
      case Signal.Down(Signal.Monitor run, _, _) -> {
        note("a cron's listener was cut off");
        yield await(state.without(run));
      }
      default -> super.handleInfo(message, state);
    };
  }
}
