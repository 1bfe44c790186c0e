package dev.espalier.bench;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espalier.fx.arrangement.Box;
import dev.espalier.fx.arrangement.Labels;
import dev.espalier.fx.graph.GraphView;
import dev.espalier.fx.look.Look;
import dev.espalier.fx.timeline.Flights;
import dev.espalier.fx.timeline.Player;
import dev.espalier.fx.timeline.Timeline;
import dev.espalier.fx.viewing.Watched;
import dev.espalier.otp.Name;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.stage.Stage;

/** How many frames a second the graph is drawn with while messages are in flight. */
final class Frames {
  private static final int SIZE = 960;
  private static final long SEED = 7;
  private static final Duration WARM_UP = Duration.ofSeconds(4);
  private static final Duration MEASURED = Duration.ofSeconds(8);

  /**
   * So much is played on with each frame, however long it took: the work is the same everywhere.
   */
  private static final Duration FRAME = Duration.ofNanos(1_000_000_000L / 60);

  /** So many events there are in a synthetic run for each message. */
  private static final double EVENTS_A_MESSAGE = 2.7;

  private Frames() {}

  /**
   * What is drawn.
   *
   * @param inFlight how many messages travel at once
   * @param opened whether every process has a box, instead of blocks for many
   */
  record Picture(int processes, int inFlight, GraphView.Form form, boolean opened) {

    /** The speed at which so many travel. */
    double speed() {
      return (double) inFlight * Player.TRAVEL.toNanos() / Player.SHORTEST.toNanos();
    }

    int events() {
      double messages =
          speed() * (WARM_UP.plus(MEASURED).toNanos() / (double) Player.TRAVEL.toNanos());
      return processes * 3 + (int) (1.2 * EVENTS_A_MESSAGE * messages);
    }
  }

  /**
   * @param flying how many messages were in flight when it ended
   * @param boxes how many boxes there were
   * @param cpu how much time of the processor a frame took, of all threads, in milliseconds
   */
  record Result(
      Picture picture, int flying, int boxes, double fps, double cpu, Figures intervals) {}

  static Result measure(Picture picture) {
    Timeline timeline = new Timeline(SyntheticRun.of(picture.processes(), picture.events(), SEED));
    timeline.follow(Integer.MAX_VALUE);
    CompletableFuture<Result> done = new CompletableFuture<>();
    Platform.runLater(() -> new Run(picture, timeline, done).start());
    return done.join();
  }

  /** One measurement, on the thread of JavaFX. */
  private static final class Run extends AnimationTimer {
    private final Picture picture;
    private final Timeline timeline;
    private final CompletableFuture<Result> done;
    private final Stage stage = new Stage();
    private final GraphView view;
    private final List<Double> intervals = new ArrayList<>();
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private Player player = Player.FIRST;
    private long first;
    private long last;
    private long cpuBefore;
    private boolean isFitted;

    Run(Picture picture, Timeline timeline, CompletableFuture<Result> done) {
      this.picture = picture;
      this.timeline = timeline;
      this.done = done;
      long built = timeline.messages().size() == 0 ? 0 : timeline.messages().get(0);
      player = new Player(built, 1, true, picture.speed());
      Application.setUserAgentStylesheet(Look.LIGHT.styleSheet());
      view = new GraphView(this::watched, _ -> {}, _ -> {}, Look.LIGHT);
      view.arrange(picture.form());
      stage.setScene(new Scene(view.root(), SIZE, SIZE));
      stage.show();
    }

    private Watched watched() {
      return new Watched(
          timeline,
          player,
          new Labels("bench", ImmutableMap.of()),
          0,
          timeline.end(),
          null,
          0,
          ImmutableList.of());
    }

    @Override
    public void handle(long now) {
      Duration passed = last == 0 ? Duration.ZERO : Duration.ofNanos(now - last);
      unfold();
      if (first == 0) {
        if (view.isAtRest() && isFitted) {
          first = now;
        }
        view.pulse(passed);
      } else {
        player = player.after(FRAME, timeline);
        view.pulse(FRAME);
        measure(now, passed);
      }
      last = now;
    }

    /** Opens what is folded up, and shows all of it. */
    private void unfold() {
      Name widget = folded();
      Box box = view.arrangement().box(widget);
      if (!isFitted && picture.opened() && box != null && box.unfolds() != null) {
        view.reveal(widget);
      } else if (!isFitted && view.isAtRest() && !view.arrangement().boxes().isEmpty()) {
        view.fit();
        isFitted = true;
      }
    }

    /** Somebody who is folded up with all of a kind. */
    private Name folded() {
      return picture.form() == GraphView.Form.FLOW
          ? new Name("SCM", "user0")
          : new Name("W", "bench view0 user0");
    }

    private void measure(long now, Duration passed) {
      Duration since = Duration.ofNanos(now - first);
      if (since.compareTo(WARM_UP) < 0) {
        cpuBefore = cpu();
        return;
      }
      intervals.add(passed.toNanos() / 1e6);
      if (since.compareTo(WARM_UP.plus(MEASURED)) >= 0) {
        stop();
        double[] times = intervals.stream().mapToDouble(Double::doubleValue).toArray();
        double seconds = intervals.stream().mapToDouble(Double::doubleValue).sum() / 1e3;
        stage.close();
        done.complete(
            new Result(
                picture,
                (int)
                    Flights.of(timeline, player).stream().filter(each -> each.glow() == 0).count(),
                view.arrangement().boxes().size(),
                times.length / seconds,
                (cpu() - cpuBefore) / 1e6 / times.length,
                Figures.of(times)));
      }
    }

    /** What this thread and the one that renders have used, in nanoseconds. */
    private long cpu() {
      long used = threads.getCurrentThreadCpuTime();
      for (ThreadInfo info : threads.getThreadInfo(threads.getAllThreadIds())) {
        if (info != null && info.getThreadName().startsWith("QuantumRenderer")) {
          used += Math.max(0, threads.getThreadCpuTime(info.getThreadId()));
        }
      }
      return used;
    }
  }
}
