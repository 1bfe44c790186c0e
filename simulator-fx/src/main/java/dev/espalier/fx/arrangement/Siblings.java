package dev.espalier.fx.arrangement;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.otp.Address;
import dev.espalier.scenario.Vocabulary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Processes in the order of the design, with large sets of a kind folded into blocks. */
final class Siblings {
  private static final ImmutableList<String> ORDER = Vocabulary.PROCESSES.words().asList();

  /** The design's order of kinds; those of a kind in the order of their names, then their ages. */
  static final Comparator<ProcessAt> DESIGN =
      Comparator.<ProcessAt>comparingInt(process -> rank(process.kind()))
          .thenComparing(process -> process.name() == null ? "" : process.name().key())
          .thenComparing(ProcessAt::pid);

  private Siblings() {}

  private static int rank(String kind) {
    int rank = ORDER.indexOf(kind);
    return rank < 0 ? ORDER.size() : rank;
  }

  /** One process, or many of a kind. */
  record Group(Key key, String kind, ImmutableList<ProcessAt> members) {
    boolean isBlock() {
      return key instanceof Key.Many;
    }

    ImmutableList<Address> identities() {
      return members.stream().map(ProcessAt::identity).collect(ImmutableList.toImmutableList());
    }

    Box block(boolean aside, double x, double y) {
      String title = "%s × %,d".formatted(kind, members.size());
      return new Box(
          key, Role.of(kind), title, "", false, aside, x, y, Box.widthOf(title), identities());
    }
  }

  /**
   * @param place what they have in common
   */
  static List<Group> folded(List<ProcessAt> siblings, String place, ImmutableSet<Key> opened) {
    Map<String, List<ProcessAt>> kinds = new LinkedHashMap<>();
    siblings.stream()
        .sorted(DESIGN)
        .forEach(
            process -> kinds.computeIfAbsent(process.kind(), _ -> new ArrayList<>()).add(process));
    List<Group> groups = new ArrayList<>();
    kinds.forEach((kind, members) -> {
      Key.Many many = new Key.Many(place, kind);
      if (members.size() > Arrangement.MOST_SIBLINGS && !opened.contains(many)) {
        groups.add(new Group(many, kind, ImmutableList.copyOf(members)));
      } else {
        members.forEach(member ->
            groups.add(new Group(new Key.One(member.identity()), kind, ImmutableList.of(member))));
      }
    });
    return groups;
  }
}
