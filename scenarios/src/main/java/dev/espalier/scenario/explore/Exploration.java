package dev.espalier.scenario.explore;

import com.google.common.collect.ImmutableList;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.Step;
import dev.espalier.scenario.play.PlayException;
import dev.espalier.scenario.play.PlaySettings;
import dev.espalier.scenario.play.Schedule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Plays one scenario in many orders, as many at a time as there are cores, until it fails. Which
 * run is found does not depend on how many cores there are.
 */
public final class Exploration {
  private final Scenario scenario;
  private final Settings settings;
  private final Stage stage;

  /**
   * @param runs how many, at most
   * @param seed of the first run; each other has the next one
   * @param strategy how orders are chosen
   * @param faults whether something fails in each run; then it is judged by invariants alone
   * @param cores how many runs are played at the same time
   */
  public record Settings(int runs, long seed, Schedule strategy, boolean faults, int cores) {}

  private Exploration(Scenario scenario, Settings settings, Stage stage) {
    this.scenario = scenario;
    this.settings = settings;
    this.stage = stage;
  }

  /**
   * Looks for a run that fails, and makes it small.
   *
   * @param progress told how many runs are over, by several threads
   * @return none when every run was as expected
   * @throws PlayException when the scenario cannot be played at all
   */
  public static Optional<Finding> explore(
      Scenario scenario, Settings settings, Stage stage, IntConsumer progress)
      throws PlayException {
    Scenario anyOrder = scenario.inOrder(null).withSteps(withoutOrder(scenario));
    return new Exploration(anyOrder, settings, stage).explore(progress);
  }

  /** An order of its own would hide those that are tried. */
  private static ImmutableList<Step> withoutOrder(Scenario scenario) {
    return scenario.steps().stream()
        .filter(step -> !(step instanceof Step.Shuffle || step instanceof Step.Turns))
        .collect(ImmutableList.toImmutableList());
  }

  private Optional<Finding> explore(IntConsumer progress) throws PlayException {
    PlaySettings inTurn = PlaySettings.DEFAULT.withSeed(Schedule.FIFO, settings.seed());
    Trial trial = Trial.of(scenario, Rule.EVERYTHING, inTurn, stage);
    if (trial.failed() != null) {
      return Optional.of(Shrinking.of(scenario, Rule.EVERYTHING, 0, trial, inTurn, stage));
    }
    Optional<Found> found = search(progress);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    int run = found.get().run();
    return Optional.of(
        Shrinking.of(scenarioOf(run), rule(), run, found.get().trial(), settingsOf(run), stage));
  }

  private record Found(int run, Trial trial) {}

  private PlaySettings settingsOf(int run) {
    return PlaySettings.DEFAULT.withSeed(settings.strategy(), settings.seed() + run - 1);
  }

  private Scenario scenarioOf(int run) {
    return settings.faults() ? FaultPlan.of(scenario, settings.seed() + run - 1) : scenario;
  }

  private Rule rule() {
    return settings.faults() ? Rule.INVARIANTS : Rule.EVERYTHING;
  }

  private Optional<Found> search(IntConsumer progress) throws PlayException {
    AtomicInteger last = new AtomicInteger();
    AtomicInteger over = new AtomicInteger();
    AtomicInteger firstFailed = new AtomicInteger(Integer.MAX_VALUE);
    List<Future<Optional<Found>>> workers = new ArrayList<>();
    try (ExecutorService cores = Executors.newFixedThreadPool(settings.cores())) {
      for (int core = 0; core < settings.cores(); core++) {
        workers.add(
            cores.submit(() -> {
              int run = last.incrementAndGet();
              while (run <= settings.runs() && run < firstFailed.get()) {
                Trial trial = Trial.of(scenarioOf(run), rule(), settingsOf(run), stage);
                progress.accept(over.incrementAndGet());
                if (trial.failed() != null) {
                  firstFailed.accumulateAndGet(run, Math::min);
                  return Optional.of(new Found(run, trial));
                }
                run = last.incrementAndGet();
              }
              return Optional.empty();
            }));
      }
    }
    return first(workers);
  }

  private static Optional<Found> first(List<Future<Optional<Found>>> workers) throws PlayException {
    Optional<Found> first = Optional.empty();
    for (Future<Optional<Found>> worker : workers) {
      Optional<Found> found = result(worker);
      if (found.isPresent() && (first.isEmpty() || found.get().run() < first.get().run())) {
        first = found;
      }
    }
    return first;
  }

  private static Optional<Found> result(Future<Optional<Found>> worker) throws PlayException {
    try {
      return worker.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof PlayException cannot) {
        throw cannot;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
