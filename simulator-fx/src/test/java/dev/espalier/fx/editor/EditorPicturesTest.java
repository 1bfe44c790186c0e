package dev.espalier.fx.editor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.look.Look;
import dev.espalier.fx.looks.Pictures;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.testfx.framework.junit5.ApplicationExtension;

@ExtendWith(ApplicationExtension.class)
class EditorPicturesTest {
  private static final Path APP = Path.of("../scenarios/library/counter/app.js");

  @ParameterizedTest
  @CsvSource({"light,12", "dark,12", "light,18"})
  void aScriptIsDrawnWithWhatIsWrongInIt(String look, double text) throws Exception {
    String script = Files.readString(APP);

    int colours =
        Pictures.draw(
            "editor-script-%.0f".formatted(text),
            look.equals("dark") ? Look.DARK : Look.LIGHT,
            480,
            620,
            text,
            () -> {
              CodeEditor editor = new CodeEditor("code", "Script", Language.JAVASCRIPT);
              editor.show(script);
              editor.problems(
                  ImmutableList.of(
                      new EditorProblem(7, 5, "ReferenceError: routes is not defined"),
                      new EditorProblem(
                          13,
                          0,
                          "TypeError: Cannot read properties of undefined (reading 'count'), as no"
                              + " document was found")));
              return editor.root();
            });

    assertThat(colours).isGreaterThan(20);
  }
}
