package dev.espalier.fx.client;

import static dev.espalier.fx.client.Uis.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ui.JsonPatch;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class PatchDescriptionTest {

  @Test
  void aReplacedPropertySaysWhatItIsAndWas() throws Exception {
    PatchDescription description =
        counter(
            """
            [{'op':'replace','path':'/root/children/1/children/0/value','value':'Now: 1'}]\
            """);
    assertThat(description.lines())
        .singleElement()
        .extracting(PatchDescription.Line::words)
        .isEqualTo("text “The common counter: 0”: value is “Now: 1”, was “The common counter: 0”");
  }

  @Test
  void componentsThatComeGoAndMoveAreNamed() throws Exception {
    PatchDescription description =
        counter(
            """
            [{'op':'move','from':'/root/children/0/children/0','path':'/root/children/0/children/1'},
             {'op':'remove','path':'/root/children/1/children/1'},
             {'op':'add','path':'/root/children/1/children/1','value':{'_type':'icon','value':'add'}},
             {'op':'replace','path':'/root/children/0','value':{'_type':'toggle','value':true}}]\
            """);
    assertThat(description.lines())
        .extracting(PatchDescription.Line::words)
        .containsExactly(
            "text “My personal counter: 2” moved from child 1 of flex to child 2 of flex",
            "button “+” removed from child 2 of flex",
            "icon “add” added as child 2 of flex",
            "flex replaced by toggle");
  }

  @Test
  void theSizeIsComparedWithTheWholeUiAfterwards() throws Exception {
    String patch =
        "[{'op':'replace','path':'/root/children/1/children/0/value','value':'Größe: 1'}]";
    JsonNode ui = Uis.read("counter.json");
    PatchDescription description = counter(patch);
    JsonNode after = JsonPatch.parse(json(patch)).apply(ui);
    assertThat(description.bytes()).isEqualTo(json(patch).toString().getBytes(UTF_8).length);
    assertThat(description.fullBytes()).isEqualTo(after.toString().getBytes(UTF_8).length);
    assertThat(description.summary())
        .isEqualTo(
            "1 op, %d B instead of %d B".formatted(description.bytes(), description.fullBytes()));
  }

  private static PatchDescription counter(String patch) throws Exception {
    return PatchDescription.of(JsonPatch.parse(json(patch)), Uis.read("counter.json"));
  }
}
