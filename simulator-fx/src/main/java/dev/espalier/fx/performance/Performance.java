package dev.espalier.fx.performance;

import com.google.common.collect.ImmutableMap;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.ScenarioException;
import dev.espalier.scenario.ScenarioReader;
import dev.espalier.scenario.play.Play;
import dev.espalier.scenario.play.PlayException;
import dev.espalier.scenario.play.PlaySettings;
import dev.espalier.scenario.play.PlayedStep;
import dev.espalier.trace.Recording;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * A scenario that is played on a thread of its own. Whoever watches takes what there is and never
 * waits. When the last step is played, everything stays as it is until it is closed.
 */
public final class Performance implements AutoCloseable {
  private final Scenario scenario;
  private final PlaySettings settings;
  private final Queue<PlayedStep> played = new ConcurrentLinkedQueue<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;
  private volatile @Nullable Recording recording;
  private volatile ImmutableMap<String, String> users = ImmutableMap.of();
  private volatile String problem = "";
  private volatile boolean over;

  private Performance(Scenario scenario, PlaySettings settings) {
    this.scenario = scenario;
    this.settings = settings;
    this.thread = Thread.ofPlatform().daemon().name("performance").unstarted(this::play);
  }

  /** Reads a scenario and begins to play it. */
  public static Performance begin(Path path, PlaySettings settings) throws ScenarioException {
    Performance performance = new Performance(ScenarioReader.read(path), settings);
    performance.thread.start();
    return performance;
  }

  private void play() {
    try (Play play = Play.begin(scenario, settings, _ -> {})) {
      users = play.users();
      recording = play.recording();
      while (!play.isOver() && closing.getCount() > 0) {
        played.add(play.next());
      }
      over = true;
      closing.await();
    } catch (PlayException e) {
      problem = String.valueOf(e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } finally {
      over = true;
    }
  }

  public Scenario scenario() {
    return scenario;
  }

  public PlaySettings settings() {
    return settings;
  }

  /** None until the app's environment has started. */
  public Optional<Recording> recording() {
    return Optional.ofNullable(recording);
  }

  /** By what the app knows them as, the names of the scenario's users. */
  public ImmutableMap<String, String> users() {
    return users;
  }

  /** The next step that was played and not taken yet. */
  public Optional<PlayedStep> take() {
    return Optional.ofNullable(played.poll());
  }

  /** Why it could not begin; empty when it could. */
  public String problem() {
    return problem;
  }

  /** Whether nothing more will be recorded. */
  public boolean isOver() {
    return over;
  }

  /** Plays no further step, and stops all processes: that is no part of what is watched. */
  @Override
  public void close() {
    closing.countDown();
  }
}
