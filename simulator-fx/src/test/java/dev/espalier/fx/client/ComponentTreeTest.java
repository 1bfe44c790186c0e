package dev.espalier.fx.client;

import static dev.espalier.fx.client.Uis.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ui.JsonPatch;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ComponentTreeTest {

  @Test
  void bothWaysToNameATypeAreRead() {
    ComponentTree old =
        ComponentTree.of(json("{'root':{'type':'flex','children':[{'type':'text','value':'a'}]}}"));
    ComponentTree current =
        ComponentTree.of(
            json("{'root':{'_type':'flex','children':[{'_type':'text','value':'a'}]}}"));
    assertThat(old.root().type()).isEqualTo("flex");
    assertThat(current.root().children().getFirst().component().title()).isEqualTo("text “a”");
    assertThat(old.root().children().getFirst().component().title()).isEqualTo("text “a”");
  }

  @Test
  void listenersAreToldFromPropertiesAndComponents() {
    Component button =
        ComponentTree.of(
                json(
                    """
                    {'root':{'_type':'button','text':'+','leftIcon':{'_type':'icon','value':'add'},
                    'onPressed':{'_type':'listener','code':'c1'}}}\
                    """))
            .root();
    assertThat(button.listener("onPressed")).hasValue("c1");
    assertThat(button.properties()).containsOnlyKeys("text");
    assertThat(button.in("leftIcon")).singleElement().extracting("pointer").isEqualTo("/leftIcon");
  }

  @Test
  void anUnknownTypeIsKeptWithTheComponentsInIt() {
    Component unknown =
        ComponentTree.of(json("{'_type':'hologram','depth':3,'inner':{'_type':'text','value':''}}"))
            .root();
    assertThat(unknown.type()).isEqualTo("hologram");
    assertThat(unknown.number("depth", 0)).isEqualTo(3);
    assertThat(unknown.in("inner")).hasSize(1);
  }

  @Test
  void aPointerLeadsToTheInnermostComponent() {
    ComponentTree tree = ComponentTree.of(Uis.read("counter.json"));
    assertThat(tree.at("/root/children/1/children/0/value"))
        .hasValueSatisfying(place -> {
          assertThat(place.pointer()).isEqualTo("/root/children/1/children/0");
          assertThat(place.component().title()).isEqualTo("text “The common counter: 0”");
        });
    assertThat(tree.at("/rootless")).isEmpty();
  }

  @Test
  void whatAPatchLeavesAloneStaysTheSameComponent() throws Exception {
    JsonNode ui = Uis.read("counter.json");
    ComponentTree before = ComponentTree.of(ui);
    ComponentTree after =
        before.patched(
            JsonPatch.parse(
                json("[{'op':'replace','path':'/root/children/1/children/0/value','value':'x'}]")));
    assertThat(after.root().children().getFirst().component())
        .isSameAs(before.root().children().getFirst().component());
    assertThat(after.root().children().get(1).component())
        .isNotSameAs(before.root().children().get(1).component());
    assertThat(after.size()).isEqualTo(before.size()).isEqualTo(7);
  }

  @Test
  void theJsonOfAJsonRouteIsOneComponentWithoutAType() {
    Component json = ComponentTree.of(json("{'value':4,'onIncrement':{'code':'c'}}")).root();
    assertThat(json.type()).isEmpty();
    assertThat(json.listener("onIncrement")).hasValue("c");
  }

  @Test
  void aTreeIsBlankWhenItOnlyArrangesNothing() {
    String empty = "{\"_type\": \"flex\", \"children\": [{\"_type\": \"wrap\", \"children\": []}]}";
    String text = "{\"_type\": \"flex\", \"children\": [{\"_type\": \"text\", \"value\": \"Hi\"}]}";

    assertThat(ComponentTree.of(json(empty)).isBlank()).isTrue();
    assertThat(ComponentTree.of(json(text)).isBlank()).isFalse();
    assertThat(ComponentTree.of(json("{\"_type\": \"spinner\"}")).isBlank()).isFalse();
  }
}
