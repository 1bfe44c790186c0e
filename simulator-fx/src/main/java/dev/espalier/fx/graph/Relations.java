package dev.espalier.fx.graph;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.espalier.fx.arrangement.Arrangement;
import dev.espalier.fx.arrangement.Box;
import dev.espalier.fx.arrangement.Edge.Corner;
import dev.espalier.fx.arrangement.Key;
import dev.espalier.fx.look.Look;
import dev.espalier.fx.timeline.Moment;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.fx.timeline.Timeline;
import dev.espalier.fx.viewing.Watched;
import dev.espalier.otp.Address;
import dev.espalier.otp.Group;
import dev.espalier.otp.Pid;
import dev.espalier.scenario.Step;
import dev.espalier.scenario.Step.Victim;
import dev.espalier.scenario.play.Victims;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who has to do with the selected process at a moment, and who is pointed at.
 *
 * @param selected its box; none when nothing is selected, or it is not there
 * @param together the boxes of those who are in a group with it
 * @param linked the boxes of those it is linked to
 * @param pointed the boxes of those whom the narration points at
 * @param legend what there is to be said of it, a line each
 */
record Relations(
    @Nullable Key selected,
    ImmutableSet<Key> together,
    ImmutableSet<Key> linked,
    ImmutableSet<Key> pointed,
    ImmutableList<String> legend) {
  static final Relations NONE =
      new Relations(
          null, ImmutableSet.of(), ImmutableSet.of(), ImmutableSet.of(), ImmutableList.of());

  static Relations of(Watched watched, Arrangement arrangement) {
    Moment moment = watched.moment();
    return of(watched.selected(), moment, watched.timeline(), arrangement)
        .pointing(pointed(watched.pointed(), moment, arrangement));
  }

  private static ImmutableSet<Key> pointed(
      List<Step.Pointed> pointed, Moment moment, Arrangement arrangement) {
    Set<Key> keys = new HashSet<>();
    for (Step.Pointed each : pointed) {
      Victim fitting = new Victim(each.kind(), each.session(), null, 1);
      for (ProcessAt process : moment.processes().values()) {
        if (Victims.fits(fitting, process.kind(), process.name(), process.groups())) {
          add(keys, process.identity(), arrangement);
        }
      }
    }
    return ImmutableSet.copyOf(keys);
  }

  private Relations pointing(ImmutableSet<Key> at) {
    return at.isEmpty() ? this : new Relations(selected, together, linked, at, legend);
  }

  private static Relations of(
      @Nullable Address selected, Moment moment, Timeline timeline, Arrangement arrangement) {
    if (selected == null) {
      return NONE;
    }
    Key own = arrangement.places().get(selected);
    var life = timeline.lives().last(selected, moment.number());
    ProcessAt process = life == null ? null : moment.process(life.pid());
    if (process == null) {
      return new Relations(
          own, ImmutableSet.of(), ImmutableSet.of(), ImmutableSet.of(), ImmutableList.of());
    }
    Set<Key> linked = new HashSet<>();
    for (Pid pid : process.links()) {
      add(linked, timeline.lives().identity(pid), arrangement);
    }
    List<String> legend = new ArrayList<>();
    if (process.name() != null) {
      legend.add("registered as " + process.name());
    }
    Set<Key> together = new HashSet<>();
    for (Group group : process.groups()) {
      int members = 0;
      for (ProcessAt other : moment.processes().values()) {
        if (other.groups().contains(group)) {
          members++;
          add(together, other.identity(), arrangement);
        }
      }
      legend.add("in %s with %s".formatted(group, others(members - 1)));
    }
    if (!process.links().isEmpty()) {
      legend.add("linked to " + others(process.links().size()));
    }
    return new Relations(
        own,
        ImmutableSet.copyOf(together),
        ImmutableSet.copyOf(linked),
        ImmutableSet.of(),
        ImmutableList.copyOf(legend));
  }

  private static void add(Set<Key> keys, @Nullable Address identity, Arrangement arrangement) {
    Key key = identity == null ? null : arrangement.places().get(identity);
    if (key != null) {
      keys.add(key);
    }
  }

  private static String others(int count) {
    return count == 0 ? "nobody else" : count == 1 ? "1 other" : "%,d others".formatted(count);
  }

  void draw(Box box, Corner at, BoxPainter painter, Look look) {
    if (pointed.contains(box.key())) {
      painter.ring(box, at, 6, look.pointer(), 3);
    }
    if (box.key().equals(selected)) {
      painter.ring(box, at, 4, look.accent(), 2);
    } else if (together.contains(box.key())) {
      painter.ring(box, at, 4, look.accent().deriveColor(0, 1, 1, 0.5), 1.5);
    } else if (linked.contains(box.key())) {
      painter.dashes(2, 3);
      painter.ring(box, at, 4, look.muted(), 1.5);
      painter.dashes();
    }
  }
}
