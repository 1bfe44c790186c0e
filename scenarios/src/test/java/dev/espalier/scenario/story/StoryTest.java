package dev.espalier.scenario.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.ScenarioReader;
import dev.espalier.scenario.play.Play;
import dev.espalier.scenario.play.PlaySettings;
import dev.espalier.scenario.play.PlayedStep;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class StoryTest {
  private static final String APP =
      """
      export const manifest = {
        lenra: {routes: [{path: '/', view: {_type: 'view', name: 'notes', find: {coll: 'notes', query: {}}}}]},
      };
      export const views = {
        notes: (notes) => ({_type: 'flex', children: [
          {_type: 'text', value: `Notes: ${notes.length}`},
          {_type: 'button', text: 'Add', onPressed: {_type: 'listener', name: 'add'}},
        ]}),
      };
      export const listeners = {add(props, event, api) { api.create('notes', {text: 'new'}); }};
      """;

  @TempDir Path folder;

  private String told(String steps, Palette palette) throws Exception {
    Files.writeString(folder.resolve("app.js"), APP);
    Files.writeString(folder.resolve("scenario.yaml"), "title: Notes\nsteps:\n" + steps);
    Scenario scenario = ScenarioReader.read(folder);
    try (Play play = Play.begin(scenario, PlaySettings.DEFAULT, _ -> {})) {
      Story story = new Story(new Wording(play.users(), 100), palette, false);
      StringBuilder told = new StringBuilder(story.opening(scenario, play.start()));
      Totals totals = Totals.NONE.and(0, play.start());
      while (!play.isOver()) {
        PlayedStep step = play.next();
        told.append(story.step(step, play.episode(step)));
        totals = totals.and(1, play.episode(step));
      }
      return told.append(story.ending(totals, play.hasFailed(), "again")).toString();
    }
  }

  @Test
  void aChangeWaitsWhileCsIsSuspended() throws Exception {
    String told =
        told(
            "  - open: alice\n  - suspend: CS\n  - click: Add\n    in: alice\n  - resume: CS\n",
            Palette.PLAIN);
    assertThat(told).contains("CS is suspended; the change waits").doesNotContain("listens");
    assertThat(told.substring(told.indexOf("CS goes on"))).contains("CS → SCM alice → Q notes {}");
  }

  @Test
  void aClickIsToldWithTheWayOfItsChangeAndWhatTheClientGot() throws Exception {
    assertThat(told("  - open: alice\n  - click: Add\n    in: alice\n", Palette.PLAIN))
        .contains(
            """
              2  alice clicks “Add”
                 briefly   MS
                 change    insert notes {_id: ObjectId(…0001), text: "new"}
                           CS → SCM alice → Q notes {} → W notes → UIBuilder alice
                 app draws notes
                 clients   alice: a patch, 69 bytes: replace /root/children/0/value "Notes: 1"
            """)
        .endsWith(
            """

            ✓ All as expected: 2 steps, 1 change, 2 views drawn, 1 patch, 69 bytes
              The changes reached 1 SCM, 1 Q (1 concerned) and 1 W; no patch could be smaller
            """);
  }

  @Test
  void aFailedExpectationIsToldWithWhatWasAndHowToPlayItAgain() throws Exception {
    assertThat(
            told(
                """
                  - open: alice
                  - expect: {ui: {alice: ["Notes: 7"]}}
                  - click: Add
                    in: alice
                """,
                Palette.PLAIN))
        .contains(
            """
              2 ✗  alice sees “Notes: 7”
            """,
            "scenario.yaml:4:19: the UI of alice\n",
            """
                 expected  "Notes: 7"
                 actual    "Notes: 0", "Add"

            ✗ Failed after 2 steps, 0 changes, 1 view drawn, 0 patches, 0 bytes
              Again: again
            """)
        .doesNotContain("clicks");
  }

  @Test
  void whatIsToldIsTheSameInColour() throws Exception {
    String steps = "  - say: Hello.\n  - open: alice\n  - expect: {ui: {alice: [Add]}}\n";
    String coloured = told(steps, Palette.COLOURED);
    assertThat(coloured).contains("\u001b[");
    assertThat(coloured.replaceAll("\u001b\\[\\d*m", "")).isEqualTo(told(steps, Palette.PLAIN));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{\"user\":\"u-1\",\"n\":1}                 | {user: \"@alice\", n: 1}",
        "{\"_id\":\"ObjectId(0123456789abcdef01234567)\"} | {_id: ObjectId(…4567)}",
        "{\"text\":\"a, b\"}                         | {text: \"a, b\"}",
        "[1,2]                                       | [1, 2]",
      })
  void valuesAreWrittenForPeople(String json, String written) {
    Wording wording = new Wording(ImmutableMap.of("u-1", "alice"), 100);
    assertThat(wording.value(JsonMapper.shared().readTree(json))).isEqualTo(written);
  }

  @Test
  void longValuesAreCutShort() {
    Wording wording = new Wording(ImmutableMap.of(), 5);
    assertThat(wording.value(JsonMapper.shared().readTree("\"abcdefgh\""))).isEqualTo("\"abc…");
  }
}
