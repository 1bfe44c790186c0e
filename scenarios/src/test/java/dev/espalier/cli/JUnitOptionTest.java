package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class JUnitOptionTest {
  private static final String COUNTER = "library/counter";

  @TempDir Path folder;

  /** Runs with {@code --junit}, and reads what was written. */
  private Document report(int exitCode, String... scenarios) throws Exception {
    Path file = folder.resolve("report.xml");
    String[] words = new String[scenarios.length + 3];
    words[0] = "run";
    words[1] = "--junit";
    words[2] = file.toString();
    System.arraycopy(scenarios, 0, words, 3, scenarios.length);
    assertThat(Typed.espalier(words).exitCode()).isEqualTo(exitCode);
    return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(file.toFile());
  }

  private static Element only(Document report, String name) {
    assertThat(report.getElementsByTagName(name).getLength()).as(name).isEqualTo(1);
    return (Element) report.getElementsByTagName(name).item(0);
  }

  private String scenario(String app, String steps) throws IOException {
    Files.writeString(folder.resolve("app.js"), app);
    Files.writeString(folder.resolve("scenario.yaml"), "title: Test\nsteps:\n" + steps);
    return folder.toString();
  }

  private static String counter() throws IOException {
    return Files.readString(Path.of(COUNTER, "app.js"));
  }

  @Test
  void aScenarioThatIsAsExpectedIsATestCaseWithItsSteps() throws Exception {
    Document report = report(0, COUNTER);
    assertThat(report.getDocumentElement().getAttribute("tests")).isEqualTo("1");
    assertThat(report.getDocumentElement().getAttribute("failures")).isEqualTo("0");
    Element test = only(report, "testcase");
    assertThat(test.getAttribute("classname")).isEqualTo("library.counter");
    assertThat(test.getAttribute("name")).isEqualTo("A common counter and a personal one");
    assertThat(only(report, "system-out").getTextContent())
        .contains("alice clicks “+” below “The common counter: 0”", "✓ All as expected: 17 steps");
  }

  @Test
  void aFailureHasItsPlaceWhatWasExpectedWhatThereWasAndTheCommandThatRepeatsIt() throws Exception {
    String scenario =
        scenario(
            counter(), "  - open: alice\n  - expect: {ui: {alice: [\"The common counter: 7\"]}}\n");
    Element failure = only(report(1, scenario, "--seed", "3"), "failure");
    assertThat(failure.getAttribute("message"))
        .contains(folder.resolve("scenario.yaml") + ":4:", "alice");
    assertThat(failure.getTextContent())
        .containsPattern("expected +\\S*The common counter: 7")
        .containsPattern("actual +.*The common counter: 0")
        .contains("Again: ./espalier run " + scenario + " --schedule random --seed 3");
  }

  @Test
  void whatCannotBePlayedIsAnErrorAndTheOthersArePlayed() throws Exception {
    Document report = report(2, "library/missing", COUNTER);
    assertThat(report.getDocumentElement().getAttribute("tests")).isEqualTo("2");
    assertThat(report.getDocumentElement().getAttribute("errors")).isEqualTo("1");
    assertThat(only(report, "error").getAttribute("message"))
        .startsWith("library/missing: there is no such file");
  }

  @Test
  void whatXmlCannotHoldIsReplacedAndMarkupStaysText() throws Exception {
    String app = "export const manifest = {}; throw new Error('<b>&\u0001]]>');";
    Element error = only(report(2, scenario(app, "  - open: alice\n")), "error");
    assertThat(error.getTextContent()).contains("<b>&\uFFFD]]>");
  }

  @Test
  void aReportThatCannotBeWrittenIsSaid() {
    Typed typed = Typed.espalier("run", COUNTER, "--junit", folder.toString());
    assertThat(typed.exitCode()).isEqualTo(2);
    assertThat(typed.err()).startsWith("espalier run: " + folder + " cannot be written: ");
  }
}
