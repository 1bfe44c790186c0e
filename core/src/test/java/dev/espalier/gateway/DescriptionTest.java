package dev.espalier.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.otp.Node;
import io.javalin.Javalin;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The published description against what is served. */
class DescriptionTest {
  private final Description description = Description.read();

  @Test
  void everythingThatIsServedIsDescribedAndTheReverse() {
    try (Node node = Node.live(1, null)) {
      Javalin served =
          Javalin.create(config -> {
            new DataApi(node).routes(config.routes);
            new WebhookCalls(node, List::of).routes(config.routes);
          });
      Set<String> paths =
          served.unsafe.internalRouter.allHttpHandlers().stream()
              .map(each -> each.endpoint.method.name() + " " + each.endpoint.path)
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(description.operations()).isEqualTo(paths);
    }
  }

  @Test
  void everyExampleIsAsItIsDescribed() {
    assertThat(description.checkedExamples()).isGreaterThan(10);
  }

  @Test
  void whatIsNotAsDescribedIsNoticed() {
    JsonNode sent = JsonMapper.shared().readTree("{\"documents\":[{}]}");
    JsonNode answer = JsonMapper.shared().readTree("{\"insertedIds\":[\"7\"]}");
    assertThatThrownBy(
            () -> description.check("POST", "/app/colls/c/insertMany", sent, 200, answer))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("the answer to POST /app/colls/c/insertMany");
  }
}
