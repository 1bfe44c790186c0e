package dev.espalier.fx.client;

import static dev.espalier.fx.client.Uis.json;
import static org.assertj.core.api.Assertions.assertThat;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import atlantafx.base.theme.Theme;
import dev.espalier.fx.looks.Pictures;
import dev.espalier.fx.window.PngFile;
import dev.espalier.ui.JsonPatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/** Draws the client as it looks, into {@code target/pictures}, for people to judge. */
@ExtendWith(ApplicationExtension.class)
class PicturesTest {
  @ParameterizedTest
  @CsvSource({
    "gallery,light,900,720,14",
    "gallery,dark,900,720,14",
    "gallery,light,460,960,14",
    "gallery,light,990,720,20",
    "counter,light,380,200,14",
    "counter,dark,380,200,14",
    "todo,light,380,240,14",
    "todo,dark,380,240,14"
  })
  void theClientIsDrawn(String name, String theme, int width, int height, int textSize)
      throws Exception {
    Theme primer = theme.equals("dark") ? new PrimerDark() : new PrimerLight();
    WritableImage picture =
        WaitForAsyncUtils.waitForAsyncFx(
            10_000, () -> drawn(name, primer, width, height, textSize));
    Path folder = Files.createDirectories(Path.of("target", "pictures"));
    PngFile.write(
        picture, folder.resolve("%s-%s-%d-%d.png".formatted(name, theme, width, textSize)));
    assertThat(Pictures.colours(picture)).hasSizeGreaterThan(20);
  }

  private static WritableImage drawn(String name, Theme theme, int width, int height, int textSize)
      throws Exception {
    Application.setUserAgentStylesheet(theme.getUserAgentStylesheet());
    ClientView view = new ClientView(_ -> {}, _ -> Optional.empty());
    view.node().setStyle("-fx-font-size: %dpx".formatted(textSize));
    Scene scene = new Scene(view.node(), width, height);
    view.show(Uis.read(name + ".json"));
    if (name.equals("counter")) {
      JsonPatch patch =
          JsonPatch.parse(
              json(
                  """
                  [{'op':'replace','path':'/root/children/1/children/0/value',
                  'value':'The common counter: 1'}]\
                  """));
      view.apply(patch);
      view.highlight(patch);
    }
    return scene.snapshot(null);
  }
}
