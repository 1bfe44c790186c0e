package dev.espalier.fx.words;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espalier.fx.words.ComparedNode.Mark;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ComparedNodeTest {

  private record State(String view, boolean stale, Map<String, List<Integer>> sizes) {}

  private static ComparedNode between(@Nullable Object before, @Nullable Object now) {
    return ComparedNode.between(StateNode.of(before), StateNode.of(now));
  }

  private static ImmutableList<String> told(ComparedNode node) {
    return node.children().stream()
        .map(child -> child.mark() + " " + child.node().line())
        .collect(ImmutableList.toImmutableList());
  }

  @Test
  void whatIsTheSameIsUnmarked() {
    State state = new State("main", false, Map.of("alice", List.of(1)));

    ComparedNode compared = between(state, new State("main", false, state.sizes()));

    assertThat(compared.mark()).isEqualTo(Mark.SAME);
    assertThat(told(compared))
        .containsExactly("SAME view: “main”", "SAME stale: false", "SAME sizes: 1 entry");
  }

  @Test
  void aChangedComponentSaysWhatItWasAndMarksWhatItIsIn() {
    Map<String, List<Integer>> sizes = Map.of();

    ComparedNode compared =
        between(new State("main", false, sizes), new State("main", true, sizes));

    assertThat(compared.mark()).isEqualTo(Mark.CHANGED_INSIDE);
    ComparedNode stale = compared.children().get(1);
    assertThat(stale.mark()).isEqualTo(Mark.CHANGED);
    assertThat(stale.before()).isEqualTo("false");
    assertThat(stale.node().text()).isEqualTo("true");
  }

  @Test
  void entriesOfAMapComeAndGoByTheirKeys() {
    ComparedNode compared =
        between(
            ImmutableMap.of("alice", 1, "bob", 2, "carol", 3),
            ImmutableMap.of("alice", 1, "bob", 20, "dan", 4));

    assertThat(told(compared))
        .containsExactly("SAME alice: 1", "CHANGED bob: 20", "NEW dan: 4", "GONE carol: 3");
  }

  @Test
  void anElementThatIsPutInDoesNotMakeTheOthersNews() {
    ComparedNode compared = between(List.of("a", "b", "c"), List.of("a", "x", "b", "c"));

    assertThat(told(compared))
        .containsExactly("SAME 0: “a”", "NEW 1: “x”", "SAME 2: “b”", "SAME 3: “c”");
  }

  @Test
  void anElementThatIsTakenOutIsShownWhereItWas() {
    ComparedNode compared = between(List.of("a", "b", "c"), List.of("a", "c"));

    assertThat(told(compared)).containsExactly("SAME 0: “a”", "GONE 1: “b”", "SAME 1: “c”");
  }

  @Test
  void whatIsNewIsNewInAllItsParts() {
    ComparedNode compared = between(Map.of(), Map.of("alice", List.of(1, 2)));

    ComparedNode alice = compared.children().getFirst();
    assertThat(alice.mark()).isEqualTo(Mark.NEW);
    assertThat(told(alice)).containsExactly("NEW 0: 1", "NEW 1: 2");
  }

  @Test
  void somethingInThePlaceOfNothingIsAChange() {
    ComparedNode compared = between(null, List.of(1));

    assertThat(compared.mark()).isEqualTo(Mark.CHANGED);
    assertThat(compared.before()).isEqualTo("none");
  }
}
