package dev.espalier.scenario.jupiter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.FileSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.opentest4j.AssertionFailedError;

class ScenariosTest {
  private static final String FOLDER = "espalier.scenarios.folder";

  @TempDir Path folder;

  /** What JUnit runs for these tests, in a JUnit of their own. */
  static final class Project {
    @TestFactory
    Stream<DynamicNode> scenarios() {
      return Scenarios.in(Path.of(System.getProperty(FOLDER, "library")));
    }
  }

  /** A test, and how it ended. */
  private record Ended(TestIdentifier test, TestExecutionResult result) {
    TestExecutionResult.Status status() {
      return result.getStatus();
    }

    int line() {
      return ((FileSource) test.getSource().orElseThrow()).getPosition().orElseThrow().getLine();
    }
  }

  private List<Ended> run() {
    List<Ended> ended = new ArrayList<>();
    System.setProperty(FOLDER, folder.toString());
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request().selectors(selectClass(Project.class)).build(),
            new TestExecutionListener() {
              @Override
              public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                ended.add(new Ended(test, result));
              }
            });
    System.clearProperty(FOLDER);
    return ended.stream().filter(each -> each.test().isTest()).toList();
  }

  private void write(String name, String steps) throws IOException {
    Path app = Path.of("library", "counter", "app.js").toAbsolutePath();
    Files.createDirectories(folder.resolve(name));
    Files.writeString(
        folder.resolve(name).resolve("scenario.yaml"),
        "title: The %s\napp: %s\nsteps:\n%s".formatted(name, app, steps));
  }

  @Test
  void aTestIsNamedByItsStepAndLeadsToItsLine() throws Exception {
    write("counter", "  - open: alice\n  - expect: {ui: {alice: [\"The common counter: 0\"]}}\n");
    List<Ended> ended = run();
    assertThat(ended).allMatch(each -> each.status() == TestExecutionResult.Status.SUCCESSFUL);
    assertThat(ended.stream().map(each -> each.test().getDisplayName()))
        .containsExactly(
            "The environment starts", "alice opens the app", "alice sees “The common counter: 0”");
    assertThat(ended.get(1).line()).isEqualTo(4);
    assertThat(ended.get(2).line()).isEqualTo(5);
  }

  @Test
  void aStepThatIsNotAsExpectedSaysWhatWasAndThoseAfterItAreNotPlayed() throws Exception {
    write(
        "counter",
        """
          - open: alice
          - expect: {ui: {alice: ["The common counter: 7"]}}
          - close: alice
        """);
    List<Ended> ended = run();
    assertThat(ended.stream().map(Ended::status))
        .containsExactly(
            TestExecutionResult.Status.SUCCESSFUL,
            TestExecutionResult.Status.SUCCESSFUL,
            TestExecutionResult.Status.FAILED,
            TestExecutionResult.Status.ABORTED);
    assertThat(ended.get(2).result().getThrowable().orElseThrow())
        .isInstanceOfSatisfying(
            AssertionFailedError.class,
            error -> {
              assertThat(error.getMessage()).contains("scenario.yaml:5:");
              assertThat(error.getExpected().getStringRepresentation()).contains("counter: 7");
              assertThat(error.getActual().getStringRepresentation()).contains("counter: 0");
            });
  }

  @Test
  void aScenarioThatCannotBeReadIsATestThatSaysWhyAndTheOthersArePlayed() throws Exception {
    write("a", "  - opne: alice\n");
    write("b", "  - open: alice\n");
    List<Ended> ended = run();
    assertThat(ended.getFirst().test().getDisplayName()).isEqualTo("a/scenario.yaml can be read");
    assertThat(ended.getFirst().result().getThrowable().orElseThrow())
        .hasMessageContaining("there is no step `opne`; did you mean `open`?");
    assertThat(ended.getLast().test().getDisplayName()).isEqualTo("alice opens the app");
    assertThat(ended.getLast().status()).isEqualTo(TestExecutionResult.Status.SUCCESSFUL);
  }

  @Test
  void anAppThatCannotBeUsedFailsTheStartOfTheEnvironment() throws Exception {
    write("counter", "  - open: alice\n");
    Path app = Files.writeString(folder.resolve("app.js"), "export const manifest = 7;");
    Path file = folder.resolve("counter").resolve("scenario.yaml");
    Files.writeString(file, Files.readString(file).replaceFirst("app: .*", "app: " + app));
    List<Ended> ended = run();
    assertThat(ended.stream().map(Ended::status))
        .containsExactly(TestExecutionResult.Status.FAILED, TestExecutionResult.Status.ABORTED);
    assertThat(ended.getFirst().result().getThrowable().orElseThrow())
        .hasMessageContaining("manifest is not an object");
  }

  @Test
  void aFolderWithoutScenariosIsAMistake() {
    assertThatThrownBy(() -> Scenarios.in(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("there is no scenario.yaml in " + folder);
  }
}
