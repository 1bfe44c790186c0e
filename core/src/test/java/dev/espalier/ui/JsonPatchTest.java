package dev.espalier.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import dev.espalier.SharedSuites;
import dev.espalier.ui.JsonPatch.Operation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class JsonPatchTest {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text.replace('\'', '"'));
  }

  @TestFactory
  Stream<DynamicTest> theOfficialSuite() {
    return Stream.of("json-patch/tests.json", "json-patch/spec_tests.json")
        .flatMap(file -> SharedSuites.json(file).valueStream())
        .filter(test -> test.has("patch") && !test.path("disabled").asBoolean(false))
        .map(test ->
            DynamicTest.dynamicTest(
                test.path("comment").asString(test.path("patch").toString()), () -> check(test)));
  }

  private static void check(JsonNode test) throws PatchException {
    if (test.has("error")) {
      assertThatThrownBy(() -> JsonPatch.parse(test.get("patch")).apply(test.get("doc")))
          .isInstanceOf(PatchException.class);
    } else {
      JsonNode before = test.get("doc").deepCopy();
      JsonNode result = JsonPatch.parse(test.get("patch")).apply(test.get("doc"));
      assertThat(result)
          .isEqualTo(test.path("expected").isMissingNode() ? result : test.get("expected"));
      assertThat(test.get("doc")).isEqualTo(before);
    }
  }

  @Property
  void applyingThePatchBetweenTwoDocumentsToTheFirstGivesTheSecond(
      @ForAll("documents") JsonNode from, @ForAll("documents") JsonNode to) throws PatchException {
    JsonPatch patch = JsonPatch.between(from, to);
    assertThat(patch.apply(from)).isEqualTo(to);
    assertThat(JsonPatch.parse(patch.toJson())).isEqualTo(patch);
  }

  @Property
  void aPatchIsNeverLongerThanReplacingTheWhole(
      @ForAll("documents") JsonNode from, @ForAll("documents") JsonNode to) {
    JsonPatch whole = new JsonPatch(ImmutableList.of(new Operation.Replace("", to)));
    assertThat(JsonPatch.between(from, to).toJson().toString().length())
        .isLessThanOrEqualTo(whole.toJson().toString().length());
  }

  @Property
  void aListRearrangedAndEditedIsFollowedExactly(@ForAll Random random) throws PatchException {
    ArrayNode from = items(IntStream.range(0, 12).boxed().toList());
    ArrayNode to = JSON.arrayNode();
    List<JsonNode> elements = new ArrayList<>(from.valueStream().toList());
    Collections.shuffle(elements, random);
    for (JsonNode element : elements) {
      switch (random.nextInt(6)) {
        case 0 -> {}
        case 1 -> to.add(((ObjectNode) element.deepCopy()).put("value", "changed"));
        case 2 -> to.add(item(100 + random.nextInt(5))).add(element);
        default -> to.add(element);
      }
    }
    assertThat(JsonPatch.between(from, to).apply(from)).isEqualTo(to);
  }

  @Property
  void aShuffleOfDistinctElementsMovesOnlyThoseOutOfOrder(@ForAll Random random)
      throws PatchException {
    List<Integer> order = new ArrayList<>(IntStream.range(0, 40).boxed().toList());
    ArrayNode from = items(order);
    Collections.shuffle(order, random);
    ArrayNode to = items(order);
    JsonPatch patch = JsonPatch.between(from, to);
    assertThat(patch.operations()).allMatch(operation -> operation instanceof Operation.Move);
    assertThat(patch.operations()).hasSizeLessThanOrEqualTo(order.size() - longest(order));
    assertThat(patch.apply(from)).isEqualTo(to);
  }

  private static int longest(List<Integer> order) {
    int[] best = new int[order.size()];
    for (int i = 0; i < best.length; i++) {
      best[i] = 1;
      for (int j = 0; j < i; j++) {
        if (order.get(j) < order.get(i)) {
          best[i] = Math.max(best[i], best[j] + 1);
        }
      }
    }
    return IntStream.of(best).max().orElse(0);
  }

  private static ArrayNode items(List<Integer> numbers) {
    ArrayNode items = JSON.arrayNode();
    numbers.forEach(number -> items.add(item(number)));
    return items;
  }

  private static ObjectNode item(int number) {
    ObjectNode item = JSON.objectNode();
    item.put("_type", "text").put("value", "This is the item with the number " + number);
    item.putObject("style").put("color", number);
    return item;
  }

  @Test
  void oneElementPrependedIsOneAdd() {
    assertThat(JsonPatch.between(json("[1,2,3]"), json("[0,1,2,3]")).toJson())
        .isEqualTo(json("[{'op':'add','path':'/0','value':0}]"));
  }

  @Test
  void theLastElementMovedToTheFrontIsOneMove() {
    ArrayNode from = items(List.of(1, 2, 3, 4));
    ArrayNode to = items(List.of(4, 1, 2, 3));
    assertThat(JsonPatch.between(from, to).toJson())
        .isEqualTo(json("[{'op':'move','from':'/3','path':'/0'}]"));
  }

  @Test
  void oneAndOnePointZeroDiffer() {
    assertThat(JsonPatch.between(json("{'a':1}"), json("{'a':1.0}")).isEmpty()).isFalse();
  }

  @Test
  void anArrayOfFortyThousandElementsIsReversedWithoutTrouble() throws PatchException {
    List<Integer> order = new ArrayList<>(IntStream.range(0, 40_000).boxed().toList());
    ArrayNode from = JSON.arrayNode();
    order.forEach(from::add);
    Collections.rotate(order, 7);
    ArrayNode to = JSON.arrayNode();
    order.forEach(to::add);
    JsonPatch patch = JsonPatch.between(from, to);
    assertThat(patch.operations()).hasSize(7);
    assertThat(patch.apply(from)).isEqualTo(to);
  }

  @Test
  void whatAPatchDoesNotTouchIsShared() throws PatchException {
    JsonNode from = json("{'a':{'deep':[1,2]},'b':1}");
    JsonNode to = JsonPatch.between(from, json("{'a':{'deep':[1,2]},'b':2}")).apply(from);
    assertThat(to.get("a")).isSameAs(from.get("a"));
  }

  @TestFactory
  Stream<DynamicTest> thePatchesOfRealAppsComeOutAsRecorded() {
    return Stream.of("template-node-widget", "template-javascript")
        .map(app ->
            DynamicTest.dynamicTest(
                app,
                () -> {
                  JsonNode golden = SharedSuites.json("lenra-apps/" + app + ".golden.json");
                  JsonNode ui = golden.get("ui");
                  for (JsonNode step : golden.get("steps")) {
                    if (step.has("patch")) {
                      JsonNode next = JsonPatch.parse(step.get("patch")).apply(ui);
                      assertThat(JsonPatch.between(ui, next).toJson()).isEqualTo(step.get("patch"));
                      ui = next;
                    }
                  }
                  assertThat(ui).isEqualTo(golden.get("finalUi"));
                }));
  }

  @Provide
  Arbitrary<JsonNode> documents() {
    return documents(3);
  }

  private static Arbitrary<JsonNode> documents(int depth) {
    Arbitrary<JsonNode> leaves =
        Arbitraries.oneOf(
            Arbitraries.integers().between(0, 3).map(JSON::numberNode),
            Arbitraries.of("a", "b", "~/", "long text").map(JSON::stringNode),
            Arbitraries.of(true, false).map(JSON::booleanNode),
            Arbitraries.just(JSON.nullNode()));
    if (depth == 0) {
      return leaves;
    }
    Arbitrary<JsonNode> inner = documents(depth - 1);
    return Arbitraries.oneOf(
        leaves,
        inner.list().ofMaxSize(5).map(elements -> JSON.arrayNode().addAll(elements)),
        Arbitraries.maps(Arbitraries.of("a", "b", "c/d", "e~f"), inner)
            .ofMaxSize(4)
            .map(fields -> JSON.objectNode().setAll(fields)));
  }
}
