package dev.espalier.fx.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.fx.arrangement.Labels;
import dev.espalier.fx.look.Look;
import dev.espalier.fx.timeline.Timeline;
import dev.espalier.fx.window.PngFile;
import dev.espalier.trace.Recording;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.control.ToggleButton;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.StackPane;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/** Draws the pane of clients as it looks, into {@code target/pictures}, for people to judge. */
@ExtendWith(ApplicationExtension.class)
class PanePicturesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "counter,light,380,900",
    "counter,dark,380,900",
    "counter,light,320,900",
    "counter,light,480,900",
    "counter,light,780,330"
  })
  void ofTheCounter(String name, String look, int width, int height) throws Exception {
    Recorded counter = Recorded.library(name);
    draw(
        name,
        look,
        width,
        height,
        pane -> pane.show(counter.timeline(), counter.patch("alice", 1), counter.labels()));
  }

  @ParameterizedTest
  @CsvSource({"light", "dark"})
  void ofTheJson(String look) throws Exception {
    Recorded counter = Recorded.library("counter");
    draw(
        "json",
        look,
        380,
        900,
        pane -> {
          pane.show(counter.timeline(), counter.patch("alice", 1), counter.labels());
          pane.root().getScene().getRoot().applyCss();
          pane.root().getScene().getRoot().layout();
          ToggleButton json =
              pane.root().lookupAll(".client-form").stream()
                  .map(ToggleButton.class::cast)
                  .filter(button -> button.getText().equals("JSON"))
                  .findFirst()
                  .orElseThrow();
          json.fire();
          assertThat(json.isSelected()).isTrue();
        });
  }

  @ParameterizedTest
  @CsvSource({"light", "dark"})
  void ofTheTodoList(String look) throws Exception {
    Recorded todo = Recorded.library("todo");
    draw(
        "todo",
        look,
        380,
        1000,
        pane -> pane.show(todo.timeline(), todo.patch("alice", 3), todo.labels()));
  }

  @ParameterizedTest
  @CsvSource({"light", "dark"})
  void ofErrors(String look) throws Exception {
    Recorded failing = Apps.failing(folder);
    draw(
        "error",
        look,
        380,
        900,
        pane -> pane.show(failing.timeline(), failing.timeline().end(), failing.labels()));
  }

  @ParameterizedTest
  @CsvSource({"light", "dark"})
  void ofManySessions(String look) throws Exception {
    Recorded crowd = Apps.crowd(folder, 200);
    draw(
        "crowd",
        look,
        380,
        1000,
        pane -> {
          pane.select("user-7");
          pane.show(crowd.timeline(), crowd.timeline().end(), crowd.labels());
        });
  }

  @Test
  void ofLongNames() throws Exception {
    Recorded longNames = Apps.longNames(folder);
    draw(
        "long",
        "light",
        320,
        900,
        pane -> pane.show(longNames.timeline(), longNames.timeline().end(), longNames.labels()));
  }

  @ParameterizedTest
  @CsvSource({"light", "dark"})
  void ofNothing(String look) throws Exception {
    draw(
        "empty", look, 380, 500, pane -> pane.show(new Timeline(new Recording()), 0, Labels.PLAIN));
  }

  private static void draw(
      String name, String lookName, int width, int height, Consumer<ClientsPane> show)
      throws Exception {
    Look look = lookName.equals("dark") ? Look.DARK : Look.LIGHT;
    WritableImage picture =
        WaitForAsyncUtils.waitForAsyncFx(
            60_000,
            () -> {
              Application.setUserAgentStylesheet(look.styleSheet());
              ClientsPane pane =
                  new ClientsPane(
                      new ClientActs((_, _) -> {}, _ -> {}, _ -> {}), _ -> Optional.empty());
              pane.wear(look);
              StackPane root = new StackPane(pane.root());
              root.setId("simulator");
              root.getStylesheets()
                  .add(
                      Objects.requireNonNull(
                              Look.class.getResource("/dev/espalier/fx/simulator.css"))
                          .toExternalForm());
              Scene scene = new Scene(root, width, height);
              show.accept(pane);
              scene.snapshot(null);
              return scene.snapshot(null);
            });
    Path pictures = Files.createDirectories(Path.of("target", "pictures"));
    PngFile.write(picture, pictures.resolve("pane-%s-%s-%d.png".formatted(name, lookName, width)));
    assertThat(picture.getWidth()).isEqualTo(width);
  }
}
