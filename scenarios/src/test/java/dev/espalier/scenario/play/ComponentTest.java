package dev.espalier.scenario.play;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.scenario.Step.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ComponentTest {
  private static final String ROWS =
      """
      {"root": {"_type": "flex", "children": [
        {"_type": "text", "value": "Milk"},
        {"_type": "button", "text": "Delete", "onPressed": {"_type": "listener", "code": "a"}},
        {"_type": "text", "value": "Bread"},
        {"_type": "button", "text": "Delete", "onPressed": {"_type": "listener", "code": "b"}},
        {"_type": "actionable", "onPressed": {"_type": "listener", "code": "c"}, "child":
          {"_type": "flex", "children": [
            {"_type": "text", "value": "Open"},
            {"_type": "button", "text": "Close", "onPressed": {"_type": "listener", "code": "d"}}]}}
      ]}}
      """;

  private static final String OLD =
      """
      {"root": {"type": "flex", "children": [
        {"type": "text", "value": "Milk"},
        {"type": "button", "text": "+", "onPressed": {"code": "a"}}]}}
      """;

  private static @Nullable String found(String ui, Target target) {
    JsonNode json = JsonMapper.shared().readTree(ui);
    List<Component> components = Component.all(json);
    List<Component> candidates =
        components.stream().filter(each -> each.listener("onPressed").isPresent()).toList();
    return Component.find(target, components, candidates)
        .flatMap(component -> component.listener("onPressed"))
        .orElse(null);
  }

  @Test
  void aComponentIsFoundByItsText() {
    assertThat(found(ROWS, new Target("Delete", null, 1))).isEqualTo("a");
  }

  @Test
  void theNthOfThatTextIsFound() {
    assertThat(found(ROWS, new Target("Delete", null, 2))).isEqualTo("b");
    assertThat(found(ROWS, new Target("Delete", null, 3))).isNull();
  }

  @Test
  void onlyThoseBelowATextCount() {
    assertThat(found(ROWS, new Target("Delete", "Bread", 1))).isEqualTo("b");
    assertThat(found(ROWS, new Target("Delete", "Butter", 1))).isNull();
  }

  @Test
  void aPointerNamesAPlace() {
    assertThat(found(ROWS, new Target("/root/children/3", null, 1))).isEqualTo("b");
  }

  @Test
  void whatStandsInAComponentNamesIt() {
    assertThat(found(ROWS, new Target("Open", null, 1))).isEqualTo("c");
  }

  @Test
  void whatStandsInAnotherInsideItDoesNot() {
    assertThat(found(ROWS, new Target("Close", null, 1))).isEqualTo("d");
  }

  @Test
  void theOlderDialectsAreUnderstood() {
    assertThat(found(OLD, new Target("+", "Milk", 1))).isEqualTo("a");
    assertThat(Component.all(JsonMapper.shared().readTree(OLD)))
        .extracting(Component::type)
        .containsExactly("flex", "text", "button");
  }
}
