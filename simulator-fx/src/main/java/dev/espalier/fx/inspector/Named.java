package dev.espalier.fx.inspector;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.annals.Viewpoint;
import dev.espalier.fx.words.Phrase;
import dev.espalier.otp.Pid;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** Several processes or messages, of which only the first are named when there are many. */
final class Named {
  private static final int MOST_IN_A_LINE = 4;
  private static final int MOST_LINES = 40;

  private Named() {}

  /** In one sentence. */
  static Phrase inLine(Collection<Pid> pids, Viewpoint seen) {
    List<Phrase> named =
        new ArrayList<>(pids.stream().limit(MOST_IN_A_LINE).map(seen::link).toList());
    return Phrase.joined(", ", named).then(more(pids.size() - MOST_IN_A_LINE));
  }

  /** A line for each. */
  static <T> ImmutableList<Phrase> inLines(Collection<T> all, Function<T, Phrase> line) {
    return inLines(all, MOST_LINES, line);
  }

  /**
   * @param most how many lines at most, besides the one that counts the others
   */
  static <T> ImmutableList<Phrase> inLines(Collection<T> all, int most, Function<T, Phrase> line) {
    ImmutableList<Phrase> lines = all.stream().limit(most).map(line).collect(toImmutableList());
    return all.size() <= most
        ? lines
        : ImmutableList.<Phrase>builder().addAll(lines).add(more(all.size() - most)).build();
  }

  private static Phrase more(int more) {
    return more > 0 ? Phrase.quiet(" and %,d more".formatted(more)) : Phrase.EMPTY;
  }
}
