package dev.espalier.fx.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutlineTest {

  @Test
  void viewsAndListenersHaveTheLinesTheyBeginOn() throws Exception {
    Outline outline = Outline.of(Files.readString(Path.of("../scenarios/library/counter/app.js")));

    assertThat(outline.views()).containsExactly(entry("main", 20), entry("counter", 27));
    assertThat(outline.listeners())
        .containsExactly(
            entry("onEnvStart", 49), entry("onUserFirstJoin", 53), entry("increment", 57));
  }

  private static Map.Entry<String, Integer> entry(String name, int line) {
    return Map.entry(name, line);
  }

  @Test
  void methodsFunctionsQuotedAndShortNamesAreAllMembers() {
    Outline outline =
        Outline.of(
            """
            export const views = {
              plain: () => ({ inner: 1, deep: { deeper() {} } }),
              method(data) { return { a: ',' }; },
              'lenra.main': function () {}, // no: comment
              short,
            };
            const listeners = { hidden() {} };
            """);

    assertThat(outline.views())
        .containsExactly(
            entry("plain", 2), entry("method", 3), entry("lenra.main", 4), entry("short", 5));
    assertThat(outline.listeners()).isEmpty();
  }

  @Test
  void aScriptThatIsBeingTypedHasAsMuchAsCanBeRead() {
    assertThat(Outline.of("export const views = { main: () => {").views())
        .containsExactly(entry("main", 1));
    assertThat(Outline.of("").views()).isEmpty();
  }
}
