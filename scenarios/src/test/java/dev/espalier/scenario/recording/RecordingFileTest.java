package dev.espalier.scenario.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.scenario.ScenarioReader;
import dev.espalier.scenario.play.Course;
import dev.espalier.scenario.play.Play;
import dev.espalier.scenario.play.PlaySettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingFileTest {
  @TempDir Path folder;

  /** The start of the counter, recorded; its lines. */
  private List<String> recorded() throws Exception {
    Path file = folder.resolve("whole.jsonl");
    Course course = Course.of(ScenarioReader.read(Path.of("library", "counter")));
    try (Play play = Play.begin(course, PlaySettings.DEFAULT, _ -> {})) {
      RecordingFile.write(file, course, PlaySettings.DEFAULT, play.recording());
    }
    return new ArrayList<>(Files.readAllLines(file));
  }

  private void refused(List<String> lines, String message) throws IOException {
    refused(Files.write(folder.resolve("run.jsonl"), lines), message);
  }

  private static void refused(Path file, String message) {
    assertThatThrownBy(() -> RecordingFile.read(file))
        .isInstanceOf(RecordingException.class)
        .hasMessage(message.replaceFirst("FILE", Matcher.quoteReplacement(file.toString())));
  }

  private static String edited(String line, String from, String to) {
    assertThat(line).contains(from);
    return line.replace(from, to);
  }

  @Test
  void whatIsNoRecordingIsRefused() throws Exception {
    refused(folder.resolve("none"), "FILE: there is no such file; write a recording's");
    refused(folder, "FILE: there is no such file; write a recording's");
    refused(List.of(), "FILE: is empty; espalier run SCENARIO --record FILE writes one");
    refused(
        List.of("title: A counter", "steps: []"),
        "FILE:1: not a recording; espalier run SCENARIO --record FILE writes one");
  }

  @Test
  void anEventThatIsMissingOrChangedIsFound() throws Exception {
    List<String> lines = recorded();
    List<String> missing = new ArrayList<>(lines);
    missing.remove(5);
    refused(missing, "FILE:6: damaged: this line is not event 5");
    List<String> changed = new ArrayList<>(lines);
    changed.set(7, edited(lines.get(7), "\"cause\":", "\"cause\":1"));
    refused(changed, "FILE: changed since it was written: its last line does not fit the others");
    List<String> broken = new ArrayList<>(lines);
    broken.set(7, lines.get(7).substring(0, 30));
    refused(broken, "FILE:8: damaged: this line is not JSON");
  }

  @Test
  void aRecordingThatIsCutOffAnywhereIsTruncated() throws Exception {
    List<String> lines = recorded();
    refused(lines.subList(0, 9), "FILE:9: truncated: the last line of a recording is missing");
    List<String> halfALine = new ArrayList<>(lines.subList(0, 9));
    halfALine.add("{\"is\":\"en");
    refused(halfALine, "FILE:10: truncated: the last line of a recording is missing");
    refused(
        List.of(lines.getFirst().substring(0, 100)),
        "FILE:1: damaged: this line is not the whole first line of a recording");
  }

  @Test
  void nothingFollowsTheEnd() throws Exception {
    List<String> lines = recorded();
    int end = lines.size();
    lines.add("{\"n\":1}");
    refused(lines, "FILE:%d: the recording ended on the line before".formatted(end + 1));
  }

  @Test
  void aNewerFormatIsToldApartFromDamage() throws Exception {
    String header = recorded().getFirst();
    String newer =
        edited(
            edited(header, "\"format\":1", "\"format\":2"),
            "\"espalier\":\"%s\"".formatted(RecordingFile.thisVersion()),
            "\"espalier\":\"9.1\"");
    refused(
        List.of(newer, "something new"),
        "FILE:1: of format 2, written by Espalier 9.1; Espalier %s reads formats up to 1, take a"
                .formatted(RecordingFile.thisVersion())
            + " newer one");
  }

  @Test
  void eventsAloneCannotBePlayedAgain() throws Exception {
    refused(
        recorded().subList(1, 4),
        "FILE:1: events without what is needed to play them again; record the run anew");
  }
}
