package dev.espalier.fx.graph;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.testfx.util.WaitForAsyncUtils.asyncFx;
import static org.testfx.util.WaitForAsyncUtils.waitFor;
import static org.testfx.util.WaitForAsyncUtils.waitForFxEvents;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espalier.fx.arrangement.Band;
import dev.espalier.fx.arrangement.Box;
import dev.espalier.fx.arrangement.Edge.Corner;
import dev.espalier.fx.arrangement.Labels;
import dev.espalier.fx.look.Look;
import dev.espalier.fx.timeline.Player;
import dev.espalier.fx.timeline.Timeline;
import dev.espalier.fx.viewing.Watched;
import dev.espalier.otp.Address;
import dev.espalier.otp.Group;
import dev.espalier.otp.Name;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.trace.Recording;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import javafx.animation.AnimationTimer;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.api.FxRobot;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // set before each test by TestFX
class GraphViewTest {
  private static final int WIDTH = 900;
  private static final int HEIGHT = 700;
  private static final int WIDGETS = 5_000;
  private static final Name MANAGER = new Name("SCM", "alice");
  private static final Duration PULSE = Duration.ofMillis(50);

  private final Recording recording = new Recording();
  private final Timeline timeline = new Timeline(recording);
  private volatile @Nullable Address selected;
  private volatile long message;
  private Player player;
  private long pids;
  private GraphView view;
  private AnimationTimer timer;

  @Start
  void open(Stage stage) {
    Application.setUserAgentStylesheet(Look.LIGHT.styleSheet());
    Pid root = spawn("Supervisor", "", null);
    Pid environment = spawn("Environment.Supervisor", "env", root);
    Pid stream = spawn("CS", "env", environment);
    Pid supervisor = spawn("Session.Supervisor", "alice", environment);
    Pid manager = spawn("SCM", "alice", supervisor);
    Pid widgets = spawn("WDS", "env", environment);
    for (int i = 0; i < WIDGETS; i++) {
      Pid widget = spawn("W", "env w" + i, widgets);
      record(new ProcessEvent.Joined(widget, new Group("w", i < 3 ? "alice" : "nobody" + i % 2)));
    }
    record(new ProcessEvent.Sent(stream, manager, ProcessEvent.Kind.PUBLISH, "change"));
    timeline.follow(Integer.MAX_VALUE);
    player = new Player(timeline.end(), 1, false, 1);
    view =
        new GraphView(
            () ->
                new Watched(
                    timeline,
                    player,
                    new Labels("env", ImmutableMap.of()),
                    0,
                    timeline.end(),
                    selected,
                    message,
                    ImmutableList.of()),
            picked -> selected = picked,
            picked -> message = picked,
            Look.LIGHT);
    stage.setScene(new Scene(view.root(), WIDTH, HEIGHT));
    stage.show();
    timer =
        new AnimationTimer() {
          @Override
          public void handle(long nanos) {
            view.pulse(PULSE);
          }
        };
    timer.start();
  }

  @AfterEach
  void close() throws Exception {
    fx(() -> {
      timer.stop();
      return true;
    });
  }

  private Pid spawn(String kind, String key, @Nullable Pid parent) {
    Pid pid = new Pid(++pids);
    record(new ProcessEvent.Spawned(pid, parent, kind, new Name(kind, key)));
    record(new ProcessEvent.Started(pid, "ready"));
    return pid;
  }

  private void record(ProcessEvent event) {
    recording.observe(recording.size() + 1L, 0, Instant.EPOCH, event);
  }

  private static <T> T fx(Callable<T> asked) throws Exception {
    return asyncFx(asked).get();
  }

  private void until(Callable<Boolean> condition) throws Exception {
    waitFor(20, SECONDS, () -> fx(condition));
  }

  private Box box(Address identity) throws Exception {
    until(() -> view.arrangement().box(identity) != null);
    return requireNonNull(fx(() -> view.arrangement().box(identity)));
  }

  private String titleOf(Address identity) {
    Box box = view.arrangement().box(identity);
    return box == null ? "" : box.title();
  }

  private void click(FxRobot robot, Corner local) throws Exception {
    var at = fx(() -> view.root().localToScreen(local.x(), local.y()));
    robot.clickOn(at.getX(), at.getY());
    waitForFxEvents();
  }

  private Corner settledCentre(Address identity) throws Exception {
    until(() -> view.isAtRest() && view.arrangement().box(identity) != null);
    return fx(() -> view.centreOf(requireNonNull(view.arrangement().box(identity))));
  }

  @Test
  void aClickSelectsAProcessAndBesideItNothing(FxRobot robot) throws Exception {
    click(robot, settledCentre(MANAGER));
    until(() -> MANAGER.equals(selected));
    until(() -> robot.lookup("#relations").queryAs(Label.class).getText().contains("registered"));
    assertThat(fx(() -> view.root().getAccessibleText())).contains("SCM");

    click(robot, new Corner(WIDTH / 2.0, HEIGHT - 40.0));
    until(() -> selected == null);
  }

  @Test
  void fiveThousandProcessesAreABlockThatOpensAtAClickAndCloses(FxRobot robot) throws Exception {
    fx(() -> {
      view.arrange(GraphView.Form.TREE);
      return true;
    });
    Name widget = new Name("W", "env w4321");
    until(() -> titleOf(widget).equals("W × 5,000"));

    click(robot, settledCentre(widget));

    until(() -> view.arrangement().boxes().size() > WIDGETS && view.isAtRest());
    assertThat(fx(() -> titleOf(widget))).isEqualTo("w4321");
    Band band = requireNonNull(fx(() -> view.arrangement().bands().getFirst()));
    click(robot, fx(() -> view.handleOf(band)));

    until(() -> view.arrangement().boxes().size() < 100);
  }

  @Test
  void whatIsRevealedIsUnfoldedAndLargeEnoughToBeRead(FxRobot robot) throws Exception {
    Name widget = new Name("W", "env w4321");
    assertThat(box(widget).unfolds()).isNotNull();

    fx(() -> {
      view.reveal(widget);
      return true;
    });

    until(() -> requireNonNull(view.arrangement().box(widget)).unfolds() == null);
    Corner at = settledCentre(widget);
    assertThat(at.x()).isBetween(0.0, (double) WIDTH);
    assertThat(at.y()).isBetween(0.0, (double) HEIGHT);
    click(robot, at);
    until(() -> widget.equals(selected));
  }

  @Test
  void arrowsMoveTheSelectionToTheNeighbour(FxRobot robot) throws Exception {
    Name stream = new Name("CS", "env");
    click(robot, settledCentre(stream));
    until(() -> stream.equals(selected));
    double from = fx(() -> view.centreOf(requireNonNull(view.arrangement().box(stream)))).x();

    robot.type(KeyCode.RIGHT);
    until(() -> selected != null && !stream.equals(selected));
    Address right = requireNonNull(selected);

    assertThat(settledCentre(right).x()).isGreaterThan(from);
  }

  @Test
  void aClickOnTheMessageSelectsIt(FxRobot robot) throws Exception {
    settledCentre(MANAGER);
    until(() -> view.placeOf(timeline.end()).isPresent());
    click(robot, fx(() -> view.placeOf(timeline.end()).orElseThrow()));

    until(() -> message == timeline.end());
  }
}
