package dev.espalier.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Whatever an app answers for its manifest, it is read or refused in a line. */
class WrongManifestTest {
  /** How many manifests each try makes: {@code mvn verify -Pfuzz} has it make many. */
  private static final int EACH = Integer.getInteger("espalier.fuzz", 1);

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** What manifests of the three dialects are made of, and what they are not. */
  private static final ImmutableList<String> KEYS =
      ImmutableList.of(
          "manifest",
          "lenra",
          "routes",
          "path",
          "view",
          "_type",
          "type",
          "name",
          "rootView",
          "rootWidget",
          "lenraRoutes",
          "jsonRoutes",
          "widgets",
          "find",
          "query",
          "coll",
          "props",
          "projection",
          "context",
          "roles",
          "/",
          "");

  private static final ImmutableList<String> TEXTS =
      ImmutableList.of("view", "widget", "main", "/", "/a/:b", ":", "", "@me", "\u0000", "$where");

  @Property(tries = 300)
  void anyAnswerIsReadOrRefusedInALine(@ForAll Random random) {
    for (int i = 0; i < EACH; i++) {
      JsonNode answer = value(random, 6);
      try {
        assertThat(Manifest.parse(answer).routes()).isNotNull();
      } catch (AppException e) {
        assertThat(e.getMessage()).isNotBlank().contains("; write ").doesNotContain("Exception");
      }
    }
  }

  @Property(tries = 300)
  void aSpoiltManifestIsReadOrRefusedInALine(@ForAll Random random) {
    String whole =
        """
        {"lenra": {"routes": [{"path": "/", "view": {"_type": "view", "name": "main", "props": {},
         "find": {"coll": "a", "query": {}}}}]}}
        """;
    for (int i = 0; i < EACH; i++) {
      JsonNode manifest = spoilt(JsonMapper.shared().readTree(whole), random);
      try {
        assertThat(Manifest.parse(manifest).routes()).isNotNull();
      } catch (AppException e) {
        assertThat(e.getMessage()).isNotBlank().contains("; write ").doesNotContain("Exception");
      }
    }
  }

  private static JsonNode spoilt(JsonNode node, Random random) {
    if (random.nextInt(8) == 0) {
      return value(random, 3);
    }
    return switch (node) {
      case ObjectNode object -> {
        ObjectNode other = JSON.objectNode();
        object
            .properties()
            .forEach(entry ->
                other.set(
                    random.nextInt(12) == 0 ? one(KEYS, random) : entry.getKey(),
                    spoilt(entry.getValue(), random)));
        yield other;
      }
      case ArrayNode array -> {
        ArrayNode other = JSON.arrayNode();
        array.forEach(item -> other.add(spoilt(item, random)));
        yield other;
      }
      default -> node;
    };
  }

  private static JsonNode value(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 5)) {
      case 0 -> JSON.nullNode();
      case 1 -> JSON.booleanNode(random.nextBoolean());
      case 2 -> JSON.numberNode(random.nextInt());
      case 3, 4 -> JSON.stringNode(one(TEXTS, random));
      case 5 -> {
        ArrayNode array = JSON.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
          array.add(value(random, depth - 1));
        }
        yield array;
      }
      default -> {
        ObjectNode object = JSON.objectNode();
        for (int i = random.nextInt(5); i > 0; i--) {
          object.set(one(KEYS, random), value(random, depth - 1));
        }
        yield object;
      }
    };
  }

  private static String one(ImmutableList<String> among, Random random) {
    return among.get(random.nextInt(among.size()));
  }
}
