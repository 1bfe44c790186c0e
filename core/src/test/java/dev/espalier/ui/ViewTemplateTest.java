package dev.espalier.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ViewTemplateTest {

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text.replace('\'', '"'));
  }

  @Test
  void viewsGoIntoTheirPlacesInTheOrderOfTheDocument() throws BuildException {
    ViewTemplate template =
        ViewTemplate.of(
            "main",
            json(
                """
                {'_type':'flex','children':[
                  {'_type':'view','name':'a','find':{'coll':'c','query':{'user':'@me'}}},
                  {'_type':'container','child':{'_type':'view','name':'b','props':{'n':1}}}]}
                """),
            Dialect.ROUTE);
    assertThat(template.references()).extracting(ViewReference::name).containsExactly("a", "b");
    assertThat(template.references().getFirst().collection()).isEqualTo("c");
    assertThat(template.references().get(1).props()).isEqualTo(json("{'n':1}"));
    assertThat(template.assemble(List.of(json("{'_type':'text'}"), json("{'_type':'menu'}"))))
        .isEqualTo(
            json(
                """
                {'_type':'flex','children':[
                  {'_type':'text'},{'_type':'container','child':{'_type':'menu'}}]}
                """));
  }

  @Test
  void whatHoldsNoViewIsTheSameInstanceEachTime() throws BuildException {
    JsonNode drawn = json("{'_type':'flex','children':[{'_type':'text','value':'hi'}]}");
    ViewTemplate template = ViewTemplate.of("main", drawn, Dialect.ROUTE);
    assertThat(template.assemble(List.of())).isSameAs(drawn);
  }

  @Test
  void listenersOfTheLatestDialectBecomeCodes() throws BuildException {
    ViewTemplate template =
        ViewTemplate.of(
            "main",
            json(
                """
                {'_type':'button','text':'+',
                 'onPressed':{'_type':'listener','name':'add','props':{'b':1,'a':2}}}
                """),
            Dialect.ROUTE);
    String code = ListenerCode.of("add", json("{'a':2,'b':1}"));
    assertThat(code).hasSize(44);
    assertThat(template.listeners())
        .containsOnlyKeys(code)
        .containsValue(new Listener(code, "add", json("{'a':2,'b':1}")));
    assertThat(template.assemble(List.of()).get("onPressed"))
        .isEqualTo(json("{'_type':'listener','code':'%s'}".formatted(code)));
  }

  @Test
  void listenersOfOlderDialectsKeepWhatElseStandsBesideTheirAction() throws BuildException {
    ViewTemplate template =
        ViewTemplate.of(
            "main",
            json("{'type':'button','onPressed':{'action':'add','props':{},'more':true}}"),
            Dialect.WIDGET);
    assertThat(template.assemble(List.of()).get("onPressed"))
        .isEqualTo(json("{'code':'%s','more':true}".formatted(ListenerCode.of("add", json("{}")))));
  }

  @Test
  void aViewThatReturnsAStringIsRefusedByName() {
    assertThatThrownBy(() -> ViewTemplate.of("main", json("'hello'"), Dialect.ROUTE))
        .isInstanceOfSatisfying(
            BuildException.class,
            e -> {
              assertThat(e.reason()).isEqualTo("components_malformated");
              assertThat(e)
                  .hasMessage(
                      "view main must return a component, e.g. {\"_type\": \"text\", \"value\":"
                          + " \"…\"}; got \"hello\"");
            });
  }
}
