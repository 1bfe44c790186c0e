package dev.espalier.fx.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StateNodeTest {

  private record Cache(String view, @Nullable Object drawn, Map<String, List<Integer>> sizes) {}

  @Test
  void aRecordOpensIntoItsComponentsAndTheseIntoTheirs() {
    StateNode node = StateNode.of(new Cache("main", null, Map.of("alice", List.of(1, 2))));

    assertThat(node.line()).isEqualTo("Cache");
    assertThat(node.children())
        .extracting(StateNode::line)
        .containsExactly("view: “main”", "drawn: none", "sizes: 1 entry");
    assertThat(node.children().getLast().children())
        .extracting(StateNode::line)
        .containsExactly("alice: 2 items");
  }

  @Test
  void whatHasNothingInItSaysSo() {
    assertThat(StateNode.of(Map.of()).line()).isEqualTo("empty");
    assertThat(StateNode.of(null).line()).isEqualTo("none");
  }
}
