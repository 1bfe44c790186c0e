package dev.espalier.fx.performance;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.ScenarioException;
import dev.espalier.scenario.ScenarioWriter;
import dev.espalier.scenario.Step;
import dev.espalier.scenario.play.Course;
import dev.espalier.scenario.play.Play;
import dev.espalier.scenario.play.PlayException;
import dev.espalier.scenario.play.PlaySettings;
import dev.espalier.scenario.play.PlayedStep;
import dev.espalier.scenario.play.SavedRun;
import dev.espalier.scenario.recording.Departure;
import dev.espalier.scenario.recording.RecordingException;
import dev.espalier.scenario.recording.RecordingFile;
import dev.espalier.trace.Recording;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A scenario that is being played, or a recording once more, on a thread of its own: step by step
 * as it is told to, with whatever is done by hand between. Whoever watches takes what there is and
 * never waits.
 */
public final class Performance implements AutoCloseable {

  /** What it is told to do next. */
  private sealed interface Order {
    record Next() implements Order {}

    record Act(Step step) implements Order {}

    record Save(Path file, Consumer<String> told) implements Order {}

    record Close() implements Order {}
  }

  /** Where what is to be played comes from. */
  public interface Source {
    /**
     * Reads it, which may take a while.
     *
     * @throws ScenarioException when it is a scenario, and wrong
     * @throws RecordingException when it is a recording that is damaged, or none
     */
    Piece read() throws ScenarioException, RecordingException;
  }

  private final Source source;
  private final PlaySettings settings;
  private final BlockingQueue<Order> orders = new LinkedBlockingQueue<>();

  /** How many orders were given that are not carried out; the first is to begin. */
  private final AtomicInteger open = new AtomicInteger(1);

  private final Queue<PlayedStep> played = new ConcurrentLinkedQueue<>();
  private final Thread thread;
  private volatile @Nullable Piece piece;
  private volatile @Nullable Course course;
  private volatile @Nullable Recording recording;
  private volatile ImmutableMap<String, ImmutableList<JsonNode>> documents = ImmutableMap.of();
  private volatile ImmutableMap<String, String> users = ImmutableMap.of();
  private volatile @Nullable Departure departure;
  private volatile boolean over;
  private volatile String url = "";
  private volatile String problem = "";
  private volatile boolean closing;

  private Performance(Source source, PlaySettings settings) {
    this.source = source;
    this.settings = settings;
    this.thread = Thread.ofPlatform().daemon().name("performance").unstarted(this::perform);
  }

  /**
   * Reads what is to be played and starts its app's environment; no step is played until it is told
   * to.
   *
   * @param settings how it is played, unless it says so itself
   */
  public static Performance begin(Source source, PlaySettings settings) {
    Performance performance = new Performance(source, settings);
    performance.thread.start();
    return performance;
  }

  /** The same with steps that have been read. */
  public static Performance begin(Course course, PlaySettings settings) {
    return begin(() -> new Piece.Written(course), settings);
  }

  private void perform() {
    try {
      Piece read = source.read();
      piece = read;
      course = read.course();
      try (Production production = read.begin(settings)) {
        Play play = production.play();
        over = production.isOver();
        departure = production.departure().orElse(null);
        users = play.users();
        documents = play.documents();
        url = read.settings(settings).served() ? play.url() : "";
        recording = play.recording();
        open.decrementAndGet();
        carryOut(production);
      }
    } catch (ScenarioException | RecordingException | PlayException e) {
      problem = String.valueOf(e.getMessage());
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException | Error e) {
      problem = "This run ended by a mistake in Espalier: " + e;
      throw e;
    } finally {
      open.set(0);
    }
  }

  private void carryOut(Production production) throws InterruptedException {
    Play play = production.play();
    while (!closing) {
      switch (orders.take()) {
        case Order.Next() -> {
          if (!production.isOver()) {
            played.add(production.next());
          }
        }
        case Order.Act(Step step) -> played.add(production.play(step));
        case Order.Save(Path file, Consumer<String> told) -> told.accept(save(play, file));
        case Order.Close() -> {}
      }
      users = play.users();
      course = play.course();
      over = production.isOver();
      departure = production.departure().orElse(null);
      open.decrementAndGet();
    }
  }

  /** Says where it is saved, or why it is not. */
  private static String save(Play play, Path file) {
    try {
      ScenarioWriter.save(SavedRun.of(play, play.course().scenario().title()), file);
      return "Saved as %s; ./espalier run %s plays it.".formatted(file, file);
    } catch (IOException e) {
      return "%s cannot be written: %s".formatted(file, e.getMessage());
    }
  }

  /** The steps played and those that are left; none until it has been read. */
  public Optional<Course> course() {
    return Optional.ofNullable(course);
  }

  /** The same as a scenario. */
  public Optional<Scenario> scenario() {
    return course().map(Course::scenario);
  }

  /** The steps that are left to be played. */
  public ImmutableList<Step> upcoming(int alreadyPlayed) {
    return over
        ? ImmutableList.of()
        : scenario().map(Scenario::steps).orElse(ImmutableList.of()).stream()
            .skip(alreadyPlayed)
            .collect(ImmutableList.toImmutableList());
  }

  /** How it is played. */
  public PlaySettings settings() {
    Piece read = piece;
    return read == null ? settings : read.settings(settings);
  }

  /** What is played again; none when it is played for the first time. */
  public Optional<RecordingFile> recorded() {
    return piece instanceof Piece.Recorded(RecordingFile file)
        ? Optional.of(file)
        : Optional.empty();
  }

  /** Where it goes another way than was recorded. */
  public Optional<Departure> departure() {
    return Optional.ofNullable(departure);
  }

  /** None until the app's environment has started. */
  public Optional<Recording> recording() {
    return Optional.ofNullable(recording);
  }

  /** All documents by collection, as they were when the app's environment had started. */
  public ImmutableMap<String, ImmutableList<JsonNode>> documents() {
    return documents;
  }

  /** Whether real clients use it. */
  public boolean isServed() {
    return !url.isEmpty();
  }

  /** Where real clients come in; empty when they cannot, or cannot yet. */
  public String url() {
    return url;
  }

  /** By what the app knows them as, the names of the users. */
  public ImmutableMap<String, String> users() {
    return users;
  }

  /** Has the scenario's next step played, if there is one; also after one that failed. */
  public void playNext() {
    order(new Order.Next());
  }

  /** Has a step played that is not the scenario's. */
  public void act(Step step) {
    order(new Order.Act(step));
  }

  /**
   * Saves what was played so far as a scenario that plays it again.
   *
   * @param told is told what came of it, on another thread
   */
  public void save(Path file, Consumer<String> told) {
    order(new Order.Save(file, told));
  }

  private void order(Order order) {
    open.incrementAndGet();
    orders.add(order);
  }

  /** The next step that was played and not taken yet. */
  public Optional<PlayedStep> take() {
    return Optional.ofNullable(played.poll());
  }

  /** Why it could not begin or go on: what is wrong with the scenario, or around it; else empty. */
  public String problem() {
    return problem;
  }

  /** Whether everything it was told to do is done. */
  public boolean isIdle() {
    return open.get() == 0;
  }

  /** Plays no further step, and stops all processes: that is no part of what is watched. */
  @Override
  public void close() {
    closing = true;
    orders.add(new Order.Close());
  }
}
