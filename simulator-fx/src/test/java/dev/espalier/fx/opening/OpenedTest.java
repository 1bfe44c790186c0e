package dev.espalier.fx.opening;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.app.FileWatch;
import dev.espalier.scenario.ScenarioException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenedTest {
  private static final Path LIBRARY = Path.of("../scenarios/library");

  @TempDir private Path folder;

  @Test
  void aFolderIsAScenarioOrAnApp() throws IOException {
    Files.writeString(folder.resolve("app.js"), "export default {}");
    assertThat(Opened.of(LIBRARY.resolve("counter"))).isInstanceOf(Opened.ScenarioFile.class);
    assertThat(Opened.of(folder)).isEqualTo(new Opened.App(folder));
    assertThat(Opened.of(folder.resolve("app.js"))).isInstanceOf(Opened.App.class);
  }

  @Test
  void anotherFileIsARecording() throws IOException {
    Path file = Files.createFile(folder.resolve("run.recording"));
    assertThat(Opened.of(file)).isEqualTo(new Opened.Recorded(file));
    assertThat(Opened.of(folder.resolve("missing"))).isInstanceOf(Opened.ScenarioFile.class);
  }

  @Test
  void aUrlIsARunningAppOrSaysWhatIsWrongWithIt() {
    assertThat(Opened.of("http://127.0.0.1:3000"))
        .isEqualTo(new Opened.RemoteApp(URI.create("http://127.0.0.1:3000")));
    Opened wrong = Opened.of("http://127.0.0.1:3000/a b");
    assertThatThrownBy(wrong::read)
        .isInstanceOf(ScenarioException.class)
        .hasMessageContaining("write http://127.0.0.1:3000");
  }

  @Test
  void anAppIsAScenarioWithoutSteps() throws Exception {
    assertThat(Opened.of(LIBRARY.resolve("counter/app.js")).read().course().scenario().steps())
        .isEmpty();
  }

  @Test
  void theLibraryListsItsScenariosWithTheirTitles() throws IOException {
    assertThat(Library.in(LIBRARY).entries())
        .extracting(Library.Entry::name)
        .containsExactly("counter", "crash", "idle", "todo", "transfer");
    assertThat(Library.in(LIBRARY).entries().getFirst().title())
        .isEqualTo("A common counter and a personal one");
  }

  @Test
  void aFileThatIsSavedIsNoticed() throws Exception {
    Path file = folder.resolve("scenario.yaml");
    Files.writeString(file, "title: One");
    CountDownLatch saved = new CountDownLatch(1);
    try (FileWatch watch = FileWatch.of(file, saved::countDown)) {
      Files.writeString(file, "title: Another");
      assertThat(saved.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(watch).isNotNull();
    }
  }
}
