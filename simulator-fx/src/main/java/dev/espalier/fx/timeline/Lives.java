package dev.espalier.fx.timeline;

import com.google.common.collect.HashMultimap;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.SetMultimap;
import dev.espalier.otp.Address;
import dev.espalier.otp.ExitReason;
import dev.espalier.otp.Group;
import dev.espalier.otp.Name;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.trace.TraceEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Every process there has been, and when. */
public final class Lives {

  /** What a process is started again as. */
  private record Seat(@Nullable Pid parent, String kind, @Nullable Name name) {}

  private final Map<Pid, Life> byPid = new HashMap<>();
  private final Map<Address, List<Pid>> byIdentity = new HashMap<>();
  private final Map<Seat, Integer> failures = new HashMap<>();
  private final SetMultimap<Group, Address> members = HashMultimap.create();
  private final Set<String> sessions = new LinkedHashSet<>();
  private final EventNumbers turns = new EventNumbers();
  private final List<Pid> turned = new ArrayList<>();

  void read(TraceEvent event) {
    switch (event.event()) {
      case ProcessEvent.Spawned(Pid pid, Pid parent, String kind, Name name) -> {
        int failed = failures.getOrDefault(new Seat(parent, kind, name), 0);
        begin(new Life(pid, kind, name, parent, failed, event.number(), 0, null));
      }
      case ProcessEvent.Exited(Pid pid, ExitReason reason) -> end(pid, event.number(), reason);
      case ProcessEvent.Joined(Pid pid, Group group) -> {
        Address identity = identity(pid);
        if (identity != null) {
          members.put(group, identity);
        }
      }
      default -> {}
    }
  }

  private void begin(Life life) {
    turn(life.born(), life.pid());
    byPid.put(life.pid(), life);
    if (life.kind().equals("Client") && life.name() != null) {
      sessions.add(life.name().key());
    }
    byIdentity.computeIfAbsent(life.identity(), _ -> new ArrayList<>(1)).add(life.pid());
  }

  private void end(Pid pid, long number, ExitReason reason) {
    Life life = byPid.get(pid);
    if (life == null || life.died() != 0) {
      return;
    }
    turn(number, pid);
    byPid.put(pid, life.ended(number, reason));
    if (life.name() != null && reason.isAbnormal()) {
      failures.put(new Seat(life.parent(), life.kind(), life.name()), life.restarts() + 1);
    }
  }

  private void turn(long number, Pid pid) {
    turns.add(number);
    turned.add(pid);
  }

  /** Whose life began or ended with the event of this index among the {@link #turns}. */
  public Pid turned(int index) {
    return turned.get(index);
  }

  /** The events with which a life began or ended. */
  public EventNumbers turns() {
    return turns;
  }

  /** A process, whether it lives or not; none if there has never been one. */
  public @Nullable Life of(@Nullable Pid pid) {
    return pid == null ? null : byPid.get(pid);
  }

  /** Everyone who has been what an identity says so far, the oldest first. */
  public ImmutableList<Life> all(Address identity) {
    return byIdentity.getOrDefault(identity, List.of()).stream()
        .flatMap(pid -> Stream.ofNullable(of(pid)))
        .collect(ImmutableList.toImmutableList());
  }

  /** Who was last what an identity says when an event had happened, whether it lived or not. */
  public @Nullable Life last(Address identity, long number) {
    List<Pid> incarnations = byIdentity.getOrDefault(identity, List.of());
    for (int i = incarnations.size() - 1; i >= 0; i--) {
      Life life = of(incarnations.get(i));
      if (life != null && life.born() <= number) {
        return life;
      }
    }
    return null;
  }

  /** The sessions there have been, in the order in which they were opened. */
  public Set<String> sessions() {
    return Collections.unmodifiableSet(sessions);
  }

  /** Whether one with this identity has ever been in a group. */
  public boolean wasIn(Group group, Address identity) {
    return members.containsEntry(group, identity);
  }

  /** What a process has in common with those that were it before and after; none if unknown. */
  public @Nullable Address identity(@Nullable Pid pid) {
    Life life = of(pid);
    return life == null ? null : life.identity();
  }
}
