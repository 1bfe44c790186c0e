package dev.espalier.fx.editor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HighlightingTest {

  private static ImmutableList<String> told(String text, Language language) {
    return Highlighting.of(text, language).stream()
        .map(token -> token.kind() + " " + text.substring(token.start(), token.end()))
        .collect(ImmutableList.toImmutableList());
  }

  private static ImmutableList<String> script(String text) {
    return told(text, Language.JAVASCRIPT);
  }

  @Test
  void aScriptHasWordsTextsNumbersAndComments() {
    assertThat(script("const n = 0x1F + f(1e-5, 'it\\'s'); // done\n/* all */ true"))
        .containsExactly(
            "KEYWORD const",
            "NUMBER 0x1F",
            "CALL f",
            "NUMBER 1e-5",
            "STRING 'it\\'s'",
            "COMMENT // done",
            "COMMENT /* all */",
            "LITERAL true");
  }

  @Test
  void aSlashDividesAfterAValueAndBeginsAPatternElsewhere() {
    assertThat(script("a / b / c")).isEmpty();
    assertThat(script("x = /[/]\\/\"/g; y = (1) / 2"))
        .containsExactly("REGEX /[/]\\/\"/g", "NUMBER 1", "NUMBER 2");
    assertThat(script("return /a/")).containsExactly("KEYWORD return", "REGEX /a/");
  }

  @Test
  void whatIsPutIntoATemplateIsCode() {
    assertThat(script("`${text}: ${f({ a: `x${1}` })}!`"))
        .containsExactly(
            "STRING `",
            "STRING }: ",
            "CALL f",
            "KEY a",
            "STRING `x",
            "NUMBER 1",
            "STRING }`",
            "STRING }!`");
  }

  @Test
  void keysAreToldFromAlternatives() {
    assertThat(script("({ type: on ? yes : no })")).containsExactly("KEY type");
    assertThat(script("a.default.new(x)")).containsExactly("CALL new");
  }

  @Test
  void jsonHasKeysAndValues() {
    assertThat(told("{\"a\": [1, -2.5e3, true, null, \"b\"], c: 'd'}", Language.JSON))
        .contains("KEY \"a\"", "NUMBER 1", "NUMBER -2.5e3", "LITERAL true", "LITERAL null")
        .contains("STRING \"b\"", "KEY c");
  }

  @ParameterizedTest
  @ValueSource(strings = {"'open", "`open ${", "/* open", "\"a\\", "/open", "${", "}", "`a\\"})
  void whatIsNotClosedEndsWithTheLineOrTheText(String text) {
    assertThat(Highlighting.of(text, Language.JAVASCRIPT))
        .allSatisfy(token -> assertThat(token.end()).isBetween(token.start(), text.length()));
  }

  @ParameterizedTest
  @CsvSource({"counter", "todo", "transfer", "crash", "idle"})
  void tokensAreInOrderAndApartHoweverAScriptIsCutOff(String app) throws Exception {
    String script = Files.readString(Path.of("../scenarios/library", app, "app.js"));
    Random random = new Random(app.hashCode());
    for (int i = 0; i < 300; i++) {
      int from = random.nextInt(script.length());
      String part = script.substring(from, from + random.nextInt(script.length() - from));
      for (Language language : Language.values()) {
        int end = 0;
        for (Token token : Highlighting.of(part, language)) {
          assertThat(token.start()).isGreaterThanOrEqualTo(end);
          assertThat(token.end()).isGreaterThan(token.start());
          end = token.end();
        }
        assertThat(end).isLessThanOrEqualTo(part.length());
      }
    }
  }
}
