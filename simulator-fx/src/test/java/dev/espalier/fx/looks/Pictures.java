package dev.espalier.fx.looks;

import dev.espalier.fx.look.Look;
import dev.espalier.fx.window.PngFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import javafx.application.Application;
import javafx.css.PseudoClass;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import org.testfx.util.WaitForAsyncUtils;

/** Draws a pane as it looks in the window, into {@code target/pictures}, for people to judge. */
public final class Pictures {
  private Pictures() {}

  /**
   * @param make the pane with what it is to show, on the thread of JavaFX
   * @return how many colours there are in the picture
   */
  public static int draw(
      String name, Look look, int width, int height, double textSize, Callable<Region> make)
      throws IOException {
    return draw(name, look, width, height, textSize, make, _ -> {});
  }

  /**
   * @param act what is done once it is there
   */
  public static int draw(
      String name,
      Look look,
      int width,
      int height,
      double textSize,
      Callable<Region> make,
      Consumer<Scene> act)
      throws IOException {
    Stage stage =
        WaitForAsyncUtils.waitForAsyncFx(
            10_000, () -> shown(look, width, height, textSize, make.call()));
    WaitForAsyncUtils.waitForFxEvents();
    WaitForAsyncUtils.waitForAsyncFx(10_000, () -> act.accept(stage.getScene()));
    WaitForAsyncUtils.waitForFxEvents();
    WritableImage picture =
        WaitForAsyncUtils.waitForAsyncFx(10_000, () -> stage.getScene().snapshot(null));
    WaitForAsyncUtils.waitForAsyncFx(10_000, stage::hide);
    Path folder = Files.createDirectories(Path.of("target", "pictures"));
    PngFile.write(
        picture,
        folder.resolve("%s-%s-%d.png".formatted(name, look.isDark() ? "dark" : "light", width)));
    return colours(picture).size();
  }

  private static Stage shown(Look look, int width, int height, double textSize, Region pane) {
    Application.setUserAgentStylesheet(look.styleSheet());
    StackPane root = new StackPane(pane);
    root.setId("simulator");
    root.getStylesheets()
        .add(
            Objects.requireNonNull(Pictures.class.getResource("/dev/espalier/fx/simulator.css"))
                .toExternalForm());
    root.pseudoClassStateChanged(PseudoClass.getPseudoClass("dark"), look.isDark());
    root.setStyle("-fx-font-size: %.1fpx".formatted(textSize));
    Stage stage = new Stage();
    stage.setScene(new Scene(root, width, height));
    stage.show();
    return stage;
  }

  /** Every colour in a picture: few of them, and something was not drawn. */
  public static Set<Integer> colours(WritableImage picture) {
    Set<Integer> colours = new HashSet<>();
    for (int y = 0; y < picture.getHeight(); y++) {
      for (int x = 0; x < picture.getWidth(); x++) {
        colours.add(picture.getPixelReader().getArgb(x, y));
      }
    }
    return colours;
  }
}
