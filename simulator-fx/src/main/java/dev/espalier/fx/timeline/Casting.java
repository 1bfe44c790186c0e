package dev.espalier.fx.timeline;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSetMultimap;
import com.google.common.collect.LinkedHashMultimap;
import com.google.common.collect.SetMultimap;
import dev.espalier.environment.QueryServer;
import dev.espalier.otp.Address;
import dev.espalier.otp.Group;
import dev.espalier.otp.Name;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.trace.TraceEvent;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A {@link Cast} while its stretch is read. */
final class Casting {
  private final Map<Address, ProcessAt> members = new LinkedHashMap<>();
  private final Map<Address, Address> parents = new HashMap<>();
  private final SetMultimap<Address, Group> groups = LinkedHashMultimap.create();
  private final SetMultimap<Address, Address> readers = LinkedHashMultimap.create();
  private final Map<Pid, Address> identities = new HashMap<>();

  /** The Ws that each Q had last, so that what stays the same is not read again. */
  private final Map<Pid, ImmutableMap<Pid, ?>> widgets = new HashMap<>();

  /** None as long as something has changed since it was last asked for. */
  private @Nullable Cast cast;

  Casting(Collection<ProcessAt> first) {
    for (ProcessAt process : first) {
      identities.put(process.pid(), process.identity());
    }
    for (ProcessAt process : first) {
      enter(process);
      read(process.pid(), process.state());
      groups.putAll(process.identity(), process.groups());
    }
  }

  private void enter(ProcessAt process) {
    members.put(process.identity(), process);
    Address parent = identities.get(process.parent());
    if (parent != null) {
      parents.put(process.identity(), parent);
    }
  }

  /**
   * Reads on.
   *
   * @param after how it stands after the event
   */
  void read(TraceEvent event, Replay after) {
    switch (event.event()) {
      case ProcessEvent.Spawned(Pid pid, _, _, Name name) -> {
        identities.put(pid, Objects.requireNonNullElse(name, pid));
        refresh(pid, after);
        cast = null;
      }
      case ProcessEvent.Started(Pid pid, Object state) -> {
        refresh(pid, after);
        read(pid, state);
        cast = null;
      }
      case ProcessEvent.Joined(Pid pid, Group group) -> {
        Address identity = identities.get(pid);
        if (identity != null && groups.put(identity, group)) {
          cast = null;
        }
      }
      case ProcessEvent.Handled(Pid pid, _, Object state) -> read(pid, state);
      default -> {}
    }
  }

  private void refresh(Pid pid, Replay now) {
    ProcessAt process = now.process(pid);
    if (process != null) {
      enter(process);
    }
  }

  @SuppressWarnings("ReferenceEquality") // what did not change is the same instance
  private void read(Pid pid, @Nullable Object state) {
    Address query = identities.get(pid);
    if (query == null
        || !(state instanceof QueryServer.State now)
        || widgets.put(pid, now.widgets()) == now.widgets()) {
      return;
    }
    for (Pid widget : now.widgets().keySet()) {
      Address identity = identities.get(widget);
      if (identity != null && readers.put(query, identity)) {
        cast = null;
      }
    }
  }

  /** The same instance as long as nobody came, joined a group or began to read. */
  Cast cast() {
    Cast now = cast;
    if (now == null) {
      now =
          new Cast(
              ImmutableMap.copyOf(members),
              ImmutableMap.copyOf(parents),
              ImmutableSetMultimap.copyOf(groups),
              ImmutableSetMultimap.copyOf(readers));
      cast = now;
    }
    return now;
  }
}
