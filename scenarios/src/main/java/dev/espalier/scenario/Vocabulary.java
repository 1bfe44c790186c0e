package dev.espalier.scenario;

import com.google.common.base.Ascii;
import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.primitives.Ints;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The words that may stand in one place, and which of them was meant. */
public record Vocabulary(ImmutableSet<String> words) {

  /** The processes of the tree, and the client at the other end of a session. */
  public static final Vocabulary PROCESSES =
      of(
          "Supervisor",
          "Environment.Managers",
          "Environment.Supervisor",
          "Environment.Agent.Token",
          "ManifestHandler",
          "Environment.EventHandler",
          "Repo",
          "MSDS",
          "MS",
          "MTDS",
          "MT",
          "Event.OnEnvStart",
          "CS",
          "QDS",
          "Q",
          "WDS",
          "W",
          "Session.Managers",
          "Session.Supervisor",
          "Session.Agent.Token",
          "Session.EventHandler",
          "Event.OnUserFirstJoin",
          "Event.OnSessionStart",
          "SCM",
          "UIBuilder",
          "Client");

  /** What holds in every run unless a scenario does without. */
  public static final Vocabulary INVARIANTS =
      of(
          "in-order",
          "glitch-free",
          "converged",
          "no-noise",
          "nothing-lost",
          "no-orphans",
          "restart-bounds");

  /** What the meter counts. */
  public static final Vocabulary GAUGES =
      of("writes", "SCM", "Q", "hits", "W", "views", "patches", "bytes", "excess");

  static Vocabulary of(String... words) {
    return new Vocabulary(ImmutableSet.copyOf(words));
  }

  public static Vocabulary of(Collection<String> words) {
    return new Vocabulary(ImmutableSet.copyOf(words));
  }

  boolean contains(String word) {
    return words.contains(word);
  }

  /** What to write instead of a word that is not in it: the nearest, or else all there are. */
  public String instead(String word) {
    return nearest(word)
        .map(near -> "did you mean `%s`?".formatted(near))
        .orElseGet(() -> "write one of " + String.join(", ", words));
  }

  /**
   * The word that is the fewest slips away, if no more than a third of it is wrong; of several the
   * one that begins most alike.
   */
  Optional<String> nearest(String word) {
    return words.stream()
        .min(
            Comparator.<String>comparingInt(known -> slips(word, known))
                .thenComparingInt(known -> -Strings.commonPrefix(word, known).length()))
        .filter(known -> 3 * slips(word, known) <= Math.max(word.length(), 3))
        .filter(known -> slips(word, known) < word.length());
  }

  /**
   * How many letters left out, put in, mistaken or swapped with the next one lie between two words,
   * whatever their case (the optimal string alignment distance).
   */
  private static int slips(String one, String other) {
    String from = Ascii.toLowerCase(one);
    String to = Ascii.toLowerCase(other);
    int[][] slips = new int[from.length() + 1][to.length() + 1];
    for (int i = 0; i <= from.length(); i++) {
      for (int j = 0; j <= to.length(); j++) {
        if (i == 0 || j == 0) {
          slips[i][j] = i + j;
          continue;
        }
        int mistaken = from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1;
        slips[i][j] =
            Ints.min(slips[i - 1][j] + 1, slips[i][j - 1] + 1, slips[i - 1][j - 1] + mistaken);
        boolean swapped =
            i > 1
                && j > 1
                && from.charAt(i - 1) == to.charAt(j - 2)
                && from.charAt(i - 2) == to.charAt(j - 1);
        if (swapped) {
          slips[i][j] = Math.min(slips[i][j], slips[i - 2][j - 2] + 1);
        }
      }
    }
    return slips[from.length()][to.length()];
  }

  /** Words for a sentence: {@code alice and bob}. */
  static String and(Collection<String> words) {
    ImmutableList<String> list = ImmutableList.copyOf(words);
    return list.size() < 2
        ? String.join("", list)
        : String.join(", ", list.subList(0, list.size() - 1)) + " and " + list.getLast();
  }
}
