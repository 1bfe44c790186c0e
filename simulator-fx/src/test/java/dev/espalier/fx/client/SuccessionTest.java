package dev.espalier.fx.client;

import static dev.espalier.fx.client.Uis.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ui.JsonPatch;
import java.util.List;
import org.junit.jupiter.api.Test;

class SuccessionTest {
  private static final String LIST = "/root/children/1";

  @Test
  void whatMovedGoesOnFromWhereItWas() throws Exception {
    assertThat(sources("[{'op':'move','from':'@/children/1','path':'@/children/0'}]"))
        .containsExactly(1, 0);
  }

  @Test
  void aChangedRowGoesOnFromTheOneItSharesMostWith() throws Exception {
    assertThat(
            sources(
                """
                [{'op':'remove','path':'@/children/0'},
                 {'op':'replace','path':'@/children/0/children/1/value','value':true}]\
                """))
        .containsExactly(1);
  }

  @Test
  void whatIsOfAnotherKindIsNew() throws Exception {
    assertThat(
            sources("[{'op':'replace','path':'@/children/1','value':{'_type':'text','value':''}}]"))
        .containsExactly(0, Succession.NEW);
  }

  private static int[] sources(String patch) throws Exception {
    ComponentTree before = ComponentTree.of(Uis.read("todo.json"));
    ComponentTree after = before.patched(JsonPatch.parse(json(patch.replace("@", LIST))));
    return Succession.of(rows(before), rows(after));
  }

  private static List<Component> rows(ComponentTree tree) {
    return tree.at(LIST).orElseThrow().component().children().stream()
        .map(Component.Child::component)
        .toList();
  }
}
