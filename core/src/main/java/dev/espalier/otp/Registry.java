package dev.espalier.otp;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Who there is in a node: its processes, their names and their groups. */
final class Registry {
  private final Node node;

  /** Guards all of this, and what joins processes to one another ({@link Links}). */
  private final ReentrantLock structure = new ReentrantLock();

  private final Map<Pid, ProcessCell> processes = new TreeMap<>();
  private final Map<Name, ProcessCell> names = new HashMap<>();
  private final Map<Group, TreeMap<Pid, ProcessCell>> groups = new HashMap<>();

  Registry(Node node) {
    this.node = node;
  }

  /** Does something that nobody sees half done. */
  <T extends @Nullable Object> T atomically(Supplier<T> action) {
    structure.lock();
    try {
      return action.get();
    } finally {
      structure.unlock();
    }
  }

  /** The same, for what has no result. */
  void atomically(Runnable action) {
    structure.lock();
    try {
      action.run();
    } finally {
      structure.unlock();
    }
  }

  @Nullable ProcessCell find(Address address) {
    return this.<@Nullable ProcessCell>atomically(() ->
        switch (address) {
          case Pid pid -> processes.get(pid);
          case Name name -> names.get(name);
        });
  }

  /** Takes in a process whose name is free. */
  void add(ProcessCell cell) {
    atomically(() -> {
      processes.put(cell.pid, cell);
      if (cell.name != null) {
        names.put(cell.name, cell);
      }
    });
  }

  /** Forgets a process; its name is free, and it has left its groups. */
  void remove(ProcessCell cell) {
    atomically(() -> {
      processes.remove(cell.pid);
      if (cell.name != null) {
        names.remove(cell.name, cell);
      }
      cell.groups.forEach(group -> forget(cell, group));
      cell.groups.clear();
    });
  }

  /** Every process, oldest first. */
  Collection<ProcessCell> all() {
    return atomically(() -> List.copyOf(processes.values()));
  }

  void join(ProcessCell cell, Group group) {
    atomically(() -> {
      if (cell.exited == null && cell.groups.add(group)) {
        groups.computeIfAbsent(group, _ -> new TreeMap<>()).put(cell.pid, cell);
        node.record(cell.cause, new ProcessEvent.Joined(cell.pid, group));
      }
    });
  }

  void leave(ProcessCell cell, Group group) {
    atomically(() -> {
      if (cell.groups.remove(group)) {
        forget(cell, group);
      }
    });
  }

  private void forget(ProcessCell cell, Group group) {
    TreeMap<Pid, ProcessCell> members = groups.get(group);
    if (members != null && members.remove(cell.pid) != null) {
      node.record(cell.cause, new ProcessEvent.Left(cell.pid, group));
      if (members.isEmpty()) {
        groups.remove(group);
      }
    }
  }

  /** The members of a group, oldest first. */
  List<Pid> members(Group group) {
    return atomically(() -> {
      TreeMap<Pid, ProcessCell> members = groups.get(group);
      return members == null ? List.of() : List.copyOf(members.keySet());
    });
  }

  boolean isMember(Group group, Pid pid) {
    return atomically(() -> {
      TreeMap<Pid, ProcessCell> members = groups.get(group);
      return members != null && members.containsKey(pid);
    });
  }

  /** The groups a process is in, in the order in which it joined them; empty if it is not there. */
  List<Group> groups(Pid pid) {
    return atomically(() -> {
      ProcessCell cell = processes.get(pid);
      return cell == null ? List.of() : List.copyOf(cell.groups);
    });
  }

  /** What can be seen of every process, oldest first. */
  List<ProcessInfo> describe() {
    return atomically(() -> processes.values().stream().map(ProcessCell::info).toList());
  }
}
