package dev.espalier.fx.client;

import static dev.espalier.fx.client.Uis.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ui.JsonPatch;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

class TouchedPlacesTest {

  @Test
  void aLaterInsertionShiftsWhatWasTouchedBehindIt() throws Exception {
    JsonPatch patch =
        JsonPatch.parse(
            json(
                """
                [{'op':'replace','path':'/c/1/value','value':1},
                 {'op':'add','path':'/c/0','value':2}]\
                """));
    assertThat(TouchedPlaces.of(patch)).containsExactly("/c/2/value", "/c/0");
  }

  @Test
  void ofARemovalTheArrayRemains() throws Exception {
    JsonPatch patch =
        JsonPatch.parse(
            json(
                """
                [{'op':'replace','path':'/c/1/value','value':1},
                 {'op':'replace','path':'/c/3/value','value':1},
                 {'op':'remove','path':'/c/1'}]\
                """));
    assertThat(TouchedPlaces.of(patch)).containsExactly("/c/2/value", "/c");
  }

  /** The oracle: each number is its own place, and the ones touched are those that are new. */
  @RepeatedTest(200)
  void whatIsNewInAnArrayIsFoundWhereItStands(RepetitionInfo repetition) throws Exception {
    Random random = new Random(repetition.getCurrentRepetition());
    JsonNode from = texts(random, 12);
    JsonNode to = texts(random, 12);
    JsonPatch patch = JsonPatch.between(from, to);
    var touched = TouchedPlaces.of(patch);
    for (String pointer : touched) {
      assertThat(to.at(pointer).isMissingNode()).as(pointer).isFalse();
    }
    for (int i = 0; i < to.size(); i++) {
      boolean isNew = true;
      for (JsonNode old : from) {
        isNew &= !old.equals(to.get(i));
      }
      String place = "/" + i;
      if (isNew) {
        assertThat(touched)
            .as(patch.toString())
            .anyMatch(pointer ->
                pointer.isEmpty() || pointer.equals(place) || pointer.startsWith(place + "/"));
      }
    }
  }

  private static JsonNode texts(Random random, int most) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    random
        .ints(random.nextInt(most), 0, 30)
        .forEach(number -> array.addObject().put("_type", "text").put("value", "text " + number));
    return array;
  }
}
