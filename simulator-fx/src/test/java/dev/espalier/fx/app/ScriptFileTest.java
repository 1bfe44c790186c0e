package dev.espalier.fx.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init") // set before each test
class ScriptFileTest {
  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void write() throws Exception {
    file = Files.writeString(folder.resolve("app.js"), "one\n");
  }

  @Test
  void aFolderStandsForTheAppInIt() throws Exception {
    assertThat(ScriptFile.read(folder)).isEqualTo(ScriptFile.read(file));
    assertThat(ScriptFile.read(file).name()).isEqualTo("app.js");
  }

  @Test
  void whatIsSavedIsInTheFileAndKnown() throws Exception {
    ScriptFile.Outcome outcome = ScriptFile.read(file).save("two\n");

    assertThat(Files.readString(file)).isEqualTo("two\n");
    assertThat(outcome)
        .isInstanceOfSatisfying(
            ScriptFile.Saved.class, saved -> assertThat(saved.file().isDirty("two\n")).isFalse());
  }

  @Test
  void whatSomebodyElseHasWrittenIsNotOverwritten() throws Exception {
    ScriptFile read = ScriptFile.read(file);
    Files.writeString(file, "theirs\n");

    assertThat(read.save("mine\n")).isEqualTo(new ScriptFile.ChangedMeanwhile("theirs\n"));
    assertThat(Files.readString(file)).isEqualTo("theirs\n");

    assertThat(read.knowing("theirs\n").save("mine\n")).isInstanceOf(ScriptFile.Saved.class);
    assertThat(Files.readString(file)).isEqualTo("mine\n");
  }

  @Test
  void whenSomebodyElseHasWrittenTheSameThereIsNoQuestion() throws Exception {
    ScriptFile read = ScriptFile.read(file);
    Files.writeString(file, "mine\n");

    assertThat(read.save("mine\n")).isInstanceOf(ScriptFile.Saved.class);
  }

  @Test
  void aFileThatIsGoneIsWrittenAgain() throws Exception {
    ScriptFile read = ScriptFile.read(file);
    Files.delete(file);

    assertThat(read.changed()).isEmpty();
    assertThat(read.save("mine\n")).isInstanceOf(ScriptFile.Saved.class);
  }

  @Test
  void whereNothingCanBeWrittenThatIsSaid() throws Exception {
    ScriptFile read = ScriptFile.read(file);
    Files.delete(file);
    Files.delete(folder);

    assertThat(read.save("mine\n"))
        .isInstanceOfSatisfying(
            ScriptFile.Failed.class,
            failed -> assertThat(failed.message()).startsWith(file + " cannot be written: "));
    Files.createDirectories(folder);
  }

  @Test
  void linesEndAsTheyDidInTheFile() throws Exception {
    Files.writeString(file, "one\r\ntwo\r\n");
    ScriptFile read = ScriptFile.read(file);

    assertThat(read.known()).isEqualTo("one\ntwo\n");
    assertThat(read.save("one\nthree\n")).isInstanceOf(ScriptFile.Saved.class);
    assertThat(Files.readString(file)).isEqualTo("one\r\nthree\r\n");
  }
}
