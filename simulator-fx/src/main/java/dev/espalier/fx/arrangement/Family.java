package dev.espalier.fx.arrangement;

import dev.espalier.fx.arrangement.Siblings.Group;
import dev.espalier.fx.timeline.Cast;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.otp.Address;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who has which children, with many of a kind folded into blocks. */
final class Family {
  private final Map<Address, List<ProcessAt>> children = new HashMap<>();
  private final Map<Address, List<Group>> groups = new HashMap<>();
  private final List<Group> roots;
  private final Folding folding;

  Family(Cast cast, Folding folding) {
    this.folding = folding;
    List<ProcessAt> orphans = new ArrayList<>();
    cast.members().values().stream()
        .sorted(Siblings.DESIGN)
        .forEach(process -> {
          ProcessAt parent = cast.parent(process);
          if (parent == null) {
            orphans.add(process);
          } else {
            children.computeIfAbsent(parent.identity(), _ -> new ArrayList<>()).add(process);
          }
        });
    roots = Siblings.folded(orphans, "", TreeOutline.MOST_SIBLINGS, folding);
  }

  List<Group> roots() {
    return roots;
  }

  List<ProcessAt> children(ProcessAt parent) {
    return children.getOrDefault(parent.identity(), List.of());
  }

  /** An opened block's members stand in its grid, and what is below them with them. */
  List<Group> below(Group group) {
    return group.isBlock()
        ? List.of()
        : groups.computeIfAbsent(
            group.first().identity(),
            identity ->
                Siblings.folded(
                    children(group.first()),
                    identity.toString(),
                    TreeOutline.MOST_SIBLINGS,
                    folding));
  }

  int rows() {
    return roots.stream().mapToInt(this::rows).sum();
  }

  /** An outline is as deep as the design is, so that recursion is safe. */
  private int rows(Group group) {
    return 1 + below(group).stream().mapToInt(this::rows).sum();
  }

  Set<Address> allBelow(ProcessAt process) {
    Set<Address> all = new LinkedHashSet<>();
    addBelow(all, process);
    return all;
  }

  private void addBelow(Set<Address> all, ProcessAt process) {
    for (ProcessAt child : children(process)) {
      all.add(child.identity());
      addBelow(all, child);
    }
  }
}
