package dev.espalier.scenario.explore;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class DeltaDebuggingTest {

  @Property
  void whatIsNeededIsLeftAndNothingElse(
      @ForAll @IntRange(min = 1, max = 80) int size,
      @ForAll @Size(max = 5) Set<@IntRange(max = 79) Integer> wanted)
      throws Exception {
    ImmutableList<Integer> whole =
        IntStream.range(0, size).boxed().collect(ImmutableList.toImmutableList());
    Set<Integer> needed = new TreeSet<>(wanted);
    needed.removeIf(each -> each >= size);
    assertThat(DeltaDebugging.minimal(whole, rest -> rest.containsAll(needed)))
        .containsExactlyElementsOf(needed);
  }

  @Property
  void noElementOfWhatIsLeftCanBeLeftOut(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 9) Integer> whole,
      @ForAll @IntRange(max = 100) int least)
      throws Exception {
    DeltaDebugging.Test<Integer> test =
        rest -> rest.stream().mapToInt(each -> each).sum() % 101 >= least;
    ImmutableList<Integer> all = ImmutableList.copyOf(whole);
    Assume.that(test.fails(all));
    ImmutableList<Integer> small = DeltaDebugging.minimal(all, test);
    assertThat(test.fails(small)).isTrue();
    for (int i = 0; i < small.size(); i++) {
      ImmutableList<Integer> without =
          ImmutableList.<Integer>builder()
              .addAll(small.subList(0, i))
              .addAll(small.subList(i + 1, small.size()))
              .build();
      assertThat(test.fails(without)).isFalse();
    }
  }
}
