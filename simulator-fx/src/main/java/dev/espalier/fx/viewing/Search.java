package dev.espalier.fx.viewing;

import com.google.common.base.Ascii;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import dev.espalier.fx.arrangement.Labels;
import dev.espalier.fx.timeline.Moment;
import dev.espalier.fx.timeline.ProcessAt;
import java.util.List;

/**
 * Processes by words of their kind, label and pid.
 *
 * @param found the first of those that match
 * @param count of all that do
 */
public record Search(ImmutableList<ProcessAt> found, int count) {
  private static final Splitter WORDS = Splitter.on(' ').omitEmptyStrings().trimResults();

  /** Those in which every word occurs, whatever its case; none for no words. */
  public static Search of(Moment moment, Labels labels, String text, int most) {
    List<String> words = WORDS.splitToList(Ascii.toLowerCase(text));
    if (words.isEmpty()) {
      return new Search(ImmutableList.of(), 0);
    }
    ImmutableList<ProcessAt> all =
        moment.processes().values().stream()
            .filter(process -> hasAll(name(process, labels), words))
            .collect(ImmutableList.toImmutableList());
    return new Search(all.subList(0, Math.min(most, all.size())), all.size());
  }

  /** What a process is found by. */
  public static String name(ProcessAt process, Labels labels) {
    return "%s %s %s".formatted(process.kind(), labels.full(process), process.pid());
  }

  private static boolean hasAll(String name, List<String> words) {
    String lower = Ascii.toLowerCase(name);
    return words.stream().allMatch(lower::contains);
  }
}
