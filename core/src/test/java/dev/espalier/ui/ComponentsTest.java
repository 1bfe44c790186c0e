package dev.espalier.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.SharedSuites;
import dev.espalier.ui.ComponentFault.UnknownProperty;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ComponentsTest {
  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text.replace('\'', '"'));
  }

  private static List<String> messages(Dialect dialect, String drawn) {
    return Components.problems("main", json(drawn), dialect).stream()
        .map(ComponentProblem::message)
        .toList();
  }

  @ParameterizedTest
  @FieldSource("dev.espalier.ui.ComponentSchemas#TYPES")
  void theExamplesOfEveryTypeAreRight(String type) {
    JsonNode schema = JsonMapper.shared().readTree(ComponentSchemas.file(type));
    assertThat(schema.path("examples")).isNotEmpty();
    schema
        .path("examples")
        .forEach(
            example -> assertThat(Components.problems("main", example, Dialect.ROUTE)).isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'_type':'button','text':'+','onClick':1}                                   | Schema does not allow additional properties. | /onClick
          {'_type':'button'}                                                          | Required property text was not present.      |
          {'_type':'text','value':7}                                                  | Type mismatch. Expected String but got Integer. | /value
          {'_type':'checkbox','value':'yes'}                                          | Type mismatch. Expected Boolean, Null but got String. | /value
          {'_type':'statusSticker','status':'fine'}                                   | Value is not allowed in enum.                | /status
          {'_type':'container','padding':{'above':1}}                                 | Expected exactly one of the schemata to match, but none of them did. | /padding
          {'_type':'button','text':'+','onPressed':{'_type':'action','name':'a'}}     | "action" is invalid. Should have been "listener" | /onPressed/_type
          {'_type':'button','text':'+','onPressed':{'_type':'listener','name':'a b'}} | Does not match pattern "^(@lenra:)?[a-zA-Z_$][a-zA-Z_.$0-9]*$". | /onPressed/name
          {'_type':'buton'}                                                           | Invalid component type                       |
          {'_type':'container','child':'x'}                                           | Type mismatch. Expected Component but got String. | /child
          {'_type':'view','name':'a','coll':'b'}                                      | Schema does not allow additional properties. | /coll
          """)
  void whatIsWrongIsToldInTheWordsOfLenrasRunner(String drawn, String words, String place) {
    assertThat(messages(Dialect.ROUTE, drawn))
        .containsExactly(words + "\n@view:main" + (place == null ? "" : place));
  }

  @Test
  void everythingThatIsWrongIsToldWithTheWayToIt() {
    assertThat(
            messages(
                Dialect.WIDGET,
                """
                {'type':'flex','direction':'sideways','children':[
                  {'type':'text','value':'right'},
                  {'type':'container','child':{'type':'text'}},
                  'wrong']}
                """))
        .containsExactlyInAnyOrder(
            "Value is not allowed in enum.\n@widget:main/direction",
            "Type mismatch. Expected Component but got String.\n@widget:main/children/2",
            "Required property value was not present.\n"
                + "@widget:main/flex#children/1/container#child");
  }

  @Test
  void aProblemHasAPointerAndWhatWouldBeRight() {
    assertThat(
            Components.problems(
                "main",
                json(
                    """
                    {'_type':'flex','children':[
                      {'_type':'textfield','value':'','style':{'decoration':{'label_text':'a'}}}]}
                    """),
                Dialect.ROUTE))
        .singleElement()
        .satisfies(problem ->
            assertThat(problem.at()).isEqualTo("/children/0/style/decoration/label_text"))
        .satisfies(problem -> assertThat(problem.component()).isEqualTo("textfield"))
        .satisfies(problem ->
            assertThat(problem.fault())
                .isInstanceOfSatisfying(
                    UnknownProperty.class,
                    fault -> assertThat(fault.known()).contains("labelText", "hintText")));
  }

  @Test
  void theClientIsToldOfAllProblemsAtOnce() {
    JsonNode drawn = json("{'_type':'flex','children':[{'_type':'text'},{'_type':'icn'}]}");
    assertThatThrownBy(() -> Components.check("main", drawn, Dialect.ROUTE))
        .hasMessage(
            """
            Required property value was not present.
            @view:main/flex#children/0

            Invalid component type
            @view:main/flex#children/1

            """)
        .isInstanceOfSatisfying(
            BuildException.class,
            e -> {
              assertThat(e.reason()).isEqualTo("build_errors");
              assertThat(e.metadata()).isEqualTo(json("{'view':'main','at':'/children/0'}"));
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"'a text'", "[]", "null", "7", "{}", "{'type':'text','value':'old'}"})
  void whatIsNoComponentIsMalformed(String drawn) {
    assertThatThrownBy(() -> Components.check("main", json(drawn), Dialect.ROUTE))
        .isInstanceOfSatisfying(
            BuildException.class,
            e -> {
              assertThat(e.reason()).isEqualTo("components_malformated");
              assertThat(e.metadata().get("at")).isEqualTo(json("''"));
              assertThat(e.metadata().get("receive")).isEqualTo(json(drawn));
            });
  }

  @Test
  void inJsonModeEverythingIsRight() {
    assertThatCode(() -> Components.check("main", json("{'a':['b']}"), Dialect.JSON))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          WIDGET | {'type':'button','text':'+','onPressed':{'action':'add','props':{}}}
          WIDGET | {'type':'widget','name':'counter','coll':'counter','query':{'user':'@me'},'context':true}
          VIEW   | {'type':'view','name':'counter','coll':'counter','query':{}}
          VIEW   | {'type':'button','text':'+','onPressed':{'navTo':'/notes'}}
          """)
  void olderDialectsHaveListenersAndViewsOfTheirOwn(Dialect dialect, String drawn) {
    assertThatCode(() -> Components.check("main", json(drawn), dialect)).doesNotThrowAnyException();
    assertThatThrownBy(() -> Components.check("main", json(drawn), Dialect.ROUTE))
        .isInstanceOf(BuildException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"template-node-widget", "template-javascript"})
  void whatRealAppsDrewIsRight(String app) throws Exception {
    Path recorded = SharedSuites.file("lenra-apps/" + app + ".exchanges.json");
    Dialect dialect = app.contains("widget") ? Dialect.WIDGET : Dialect.ROUTE;
    List<JsonNode> drawn =
        JsonMapper.shared()
            .readerFor(JsonNode.class)
            .<JsonNode>readValues(recorded)
            .readAll()
            .stream()
            .map(exchange -> exchange.path("response"))
            .map(response -> response.has("widget") ? response.path("widget") : response)
            .filter(response -> response.path(dialect.typeKey()).isString())
            .toList();
    assertThat(drawn)
        .hasSizeGreaterThan(3)
        .allSatisfy(each -> assertThat(Components.problems("recorded", each, dialect)).isEmpty());
  }
}
