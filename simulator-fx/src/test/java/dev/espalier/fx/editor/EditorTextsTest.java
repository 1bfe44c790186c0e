package dev.espalier.fx.editor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class EditorTextsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "app.js:12: ReferenceError: foo is not defined|12|0|ReferenceError: foo is not defined",
        "app.js:12:5: SyntaxError: no|12|5|SyntaxError: no",
        "app.js: SyntaxError: app.js:3:10 Expected ; but found x|3|10|SyntaxError: Expected ; but"
            + " found x",
        "view counter: app.js:27: TypeError: x|27|0|view counter: TypeError: x",
        "app.js exports no manifest object|0|0|app.js exports no manifest object",
        "out of order, as planned|0|0|out of order, as planned"
      })
  void whatAnAppSaysOfItselfHasAPlace(String said, int line, int column, String message) {
    assertThat(EditorProblem.read(said, "app.js"))
        .containsExactly(new EditorProblem(line, column, message));
  }

  @Test
  void ofAMessageOverSeveralLinesTheFirstCounts() {
    String said = "app.js: SyntaxError: app.js:3:10 Expected ;\n  const a x\n          ^";

    assertThat(EditorProblem.read(said, "app.js"))
        .containsExactly(new EditorProblem(3, 10, "SyntaxError: Expected ;"));
    assertThat(EditorProblem.read("", "app.js")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{a: 1,}|{\"a\":1}", "{'a': 'b'}|{\"a\":\"b\"}", "{}|{}"},
      quoteCharacter = '`')
  void jsonIsReadAsPeopleTypeIt(String typed, String json) {
    assertThat(JsonText.object(typed))
        .isEqualTo(new JsonText.Read(JsonMapper.shared().readTree(json)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``|1|there is nothing here; write an object such as {\"done\": false}",
        "[1]|1|this is no object; write one such as {\"done\": false}",
        "{a: 1|1|the text ends too early; is a brace, a bracket or a quote missing?",
        "{a 1}|1|unexpected character 1: was expecting a colon to separate property name and value",
        "{a: 1} {b: 2}|1|only one object can stand here; leave out what follows it",
        "{a: 1, a: 2}|1|duplicate Object property \"a\"",
      })
  void whatIsWrongWithJsonIsSaidInItsPlace(String typed, int line, String message) {
    assertThat(JsonText.object(typed))
        .isInstanceOfSatisfying(
            JsonText.Wrong.class,
            wrong -> {
              assertThat(wrong.problem().message()).isEqualTo(message);
              assertThat(wrong.problem().line()).isEqualTo(line);
            });
  }

  @Test
  void aStringThatIsNotClosedIsWrongOnItsLine() {
    assertThat(JsonText.object("{\n  \"a\": \"x\n}"))
        .isEqualTo(
            new JsonText.Wrong(
                new EditorProblem(
                    2,
                    10,
                    "a string ends on the line it begins on; write \\n for a new line in it")));
  }

  @Test
  void aValueIsWrittenOverSeveralLines() {
    assertThat(JsonText.pretty(JsonMapper.shared().readTree("{\"a\":[1,2],\"b\":{},\"c\":\"d\"}")))
        .isEqualTo("{\n  \"a\": [ 1, 2 ],\n  \"b\": {},\n  \"c\": \"d\"\n}");
  }

  @Test
  void aTextIsFoundInAnyCase() {
    assertThat(FindBar.places("View views, VIEW", "view")).containsExactly(0, 5, 12);
    assertThat(FindBar.places("a.b", ".")).containsExactly(1);
    assertThat(FindBar.places("abc", "")).isEmpty();
  }
}
