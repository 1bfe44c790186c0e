package dev.espalier.fx.app;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.testfx.util.WaitForAsyncUtils.asyncFx;
import static org.testfx.util.WaitForAsyncUtils.waitFor;
import static org.testfx.util.WaitForAsyncUtils.waitForAsyncFx;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.annals.Played;
import dev.espalier.fx.editor.EditorProblem;
import dev.espalier.fx.look.Look;
import dev.espalier.fx.looks.Pictures;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import javafx.scene.control.ToggleButton;
import org.fxmisc.richtext.CodeArea;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.framework.junit5.ApplicationExtension;

@ExtendWith(ApplicationExtension.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before all tests
class AppPicturesTest {
  private Path folder;
  private Played broken;

  @BeforeAll
  void play(@TempDir Path temporary) throws Exception {
    folder = temporary;
    broken = Broken.play(folder);
  }

  private AppView opened() throws Exception {
    AppView view = waitForAsyncFx(5_000, () -> new AppView(_ -> {}, () -> {}, _ -> {}));
    waitForAsyncFx(
        5_000,
        () -> {
          view.open(folder);
          view.show(broken.atTheEnd(), 0);
        });
    waitFor(10, SECONDS, () -> asyncFx(view::hasText).get());
    return view;
  }

  private static int draw(
      String name, AppView view, String look, int width, double text, Consumer<AppView> act)
      throws Exception {
    int colours =
        Pictures.draw(
            "app-" + name,
            look.equals("dark") ? Look.DARK : Look.LIGHT,
            width,
            width > 600 ? 330 : 620,
            text,
            view::root,
            _ -> act.accept(view));
    waitForAsyncFx(5_000, view::close);
    return colours;
  }

  private static void choose(AppView view, String segment) {
    view.root().lookupAll(".segment").stream()
        .map(ToggleButton.class::cast)
        .filter(button -> button.getText().equals(segment))
        .forEach(ToggleButton::fire);
  }

  @ParameterizedTest
  @CsvSource({"light,480,12", "dark,480,12", "light,320,12", "light,480,16", "light,700,12"})
  void aScriptWithAViewThatFailsIsDrawn(String look, int width, double text) throws Exception {
    assertThat(
            draw(
                "failing-%.0f".formatted(text),
                opened(),
                look,
                width,
                text,
                view -> view.reveal(31)))
        .isGreaterThan(20);
  }

  @ParameterizedTest
  @CsvSource({"light,Parts", "dark,Parts", "light,Manifest"})
  void whatItIsMadeOfIsDrawn(String look, String segment) throws Exception {
    assertThat(draw(segment, opened(), look, 360, 12, view -> choose(view, segment)))
        .isGreaterThan(20);
  }

  @ParameterizedTest
  @CsvSource({"light", "dark"})
  void aScriptThatDoesNotLoadAndAConflictAreDrawn(String look) throws Exception {
    assertThat(
            draw(
                "wrong",
                opened(),
                look,
                360,
                12,
                view -> {
                  view.problems(
                      ImmutableList.of(
                          new EditorProblem(
                              6, 24, "SyntaxError: Expected an operand but found }")));
                }))
        .isGreaterThan(20);
    String text = Files.readString(folder.resolve("app.js"));
    AppView view = opened();
    waitForAsyncFx(5_000, () -> ((CodeArea) view.root().lookup("#script")).appendText("// mine"));
    Files.writeString(folder.resolve("app.js"), text + "// theirs");
    waitFor(10, SECONDS, () -> asyncFx(() -> view.root().lookup("#keep-mine") != null).get());
    assertThat(draw("conflict", view, look, 320, 12, _ -> {})).isGreaterThan(20);
    Files.writeString(folder.resolve("app.js"), text);
  }

  @ParameterizedTest
  @CsvSource({"light", "dark"})
  void anAppElsewhereIsDrawn(String look) throws Exception {
    AppView view = waitForAsyncFx(5_000, () -> new AppView(_ -> {}, () -> {}, _ -> {}));
    waitForAsyncFx(
        5_000,
        () -> {
          view.open(URI.create("http://a-host-with-a-long-name.example.org:3000/function/app"));
          view.show(broken.atTheEnd(), 0);
        });

    assertThat(draw("elsewhere", view, look, 320, 12, _ -> {})).isGreaterThan(20);
  }
}
