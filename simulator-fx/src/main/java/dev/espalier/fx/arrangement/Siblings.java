package dev.espalier.fx.arrangement;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.otp.Address;
import dev.espalier.scenario.Vocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Processes in the order of the design, with large sets of a kind folded into blocks. */
final class Siblings {
  private static final ImmutableList<String> ORDER = Vocabulary.PROCESSES.words().asList();
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

  /** The design's order of kinds; those of a kind in the order of their names, then their ages. */
  static final Comparator<ProcessAt> DESIGN =
      Comparator.<ProcessAt>comparingInt(process -> rank(process.kind()))
          .thenComparing(process -> inOrder(process.name() == null ? "" : process.name().key()))
          .thenComparing(ProcessAt::pid);

  private Siblings() {}

  private static int rank(String kind) {
    int rank = ORDER.indexOf(kind);
    return rank < 0 ? ORDER.size() : rank;
  }

  /** What sorts s2 before s10. */
  static String inOrder(String name) {
    return NUMBER
        .matcher(name)
        .replaceAll(digits -> "0".repeat(9 - digits.group().length()) + digits.group());
  }

  /** One process, or many of a kind. */
  record Group(Key key, String kind, ImmutableList<ProcessAt> members, boolean isOpen) {
    boolean isBlock() {
      return key instanceof Key.Many;
    }

    ProcessAt first() {
      return members.getFirst();
    }

    String title() {
      return "%s × %,d".formatted(kind, members.size());
    }

    ImmutableList<Address> identities() {
      return members.stream().map(ProcessAt::identity).collect(ImmutableList.toImmutableList());
    }

    Box block(boolean aside, double x, double y) {
      return block(identities(), key, aside, x, y);
    }

    /**
     * @param stands for these
     * @param unfolds what is opened to see them one by one
     */
    Box block(List<Address> stands, Key unfolds, boolean aside, double x, double y) {
      return new Box(
          key,
          Role.of(kind),
          title(),
          "",
          false,
          aside,
          x,
          y,
          Box.widthOf(title()),
          Box.HEIGHT,
          ImmutableList.copyOf(stands),
          unfolds);
    }
  }

  /** One for each kind, in the order in which they are given. */
  static Map<String, List<ProcessAt>> byKind(List<ProcessAt> siblings) {
    Map<String, List<ProcessAt>> kinds = new LinkedHashMap<>();
    siblings.forEach(
        process -> kinds.computeIfAbsent(process.kind(), _ -> new ArrayList<>()).add(process));
    return kinds;
  }

  static Group one(ProcessAt process) {
    return new Group(
        new Key.One(process.identity()), process.kind(), ImmutableList.of(process), false);
  }

  /**
   * Blocks where there are more of a kind than are drawn one by one.
   *
   * @param siblings in the order they are to have
   * @param place what they have in common
   * @param most how many of a kind are drawn one by one
   */
  static List<Group> folded(List<ProcessAt> siblings, String place, int most, Folding folding) {
    List<Group> groups = new ArrayList<>();
    byKind(siblings)
        .forEach((kind, members) -> {
          if (members.size() > most) {
            Key many = new Key.Many(place, kind);
            groups.add(
                new Group(many, kind, ImmutableList.copyOf(members), folding.isOpen(many, false)));
          } else {
            members.forEach(member -> groups.add(one(member)));
          }
        });
    return groups;
  }
}
