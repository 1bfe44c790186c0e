package dev.espalier.scenario.play;

import dev.espalier.otp.Address;
import dev.espalier.otp.Name;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.trace.TraceEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who the processes of a recording are; learnt while it is read. */
public final class Cast {

  /**
   * A process.
   *
   * @param kind the design's name, e.g. {@code UIBuilder}
   * @param key which of its kind, e.g. {@code alice}; empty when there is only one
   */
  public record Member(Pid pid, String kind, String key) {
    @Override
    public String toString() {
      return key.isEmpty() ? kind : kind + " " + key;
    }
  }

  private static final Pid NONE = new Pid(0);

  private final Map<Pid, Member> members = new HashMap<>();
  private final Set<Pid> suspended = new HashSet<>();
  private final String environment;

  /**
   * @param environment the id of the one environment, which goes without saying in every key
   */
  public Cast(String environment) {
    this.environment = environment;
  }

  /** Those of a play that there have been until an event. */
  public static Cast of(List<TraceEvent> events) {
    Cast cast = new Cast(Ground.ENVIRONMENT);
    cast.learn(events);
    return cast;
  }

  public void learn(List<TraceEvent> events) {
    for (TraceEvent event : events) {
      switch (event.event()) {
        case ProcessEvent.Spawned(Pid pid, _, String kind, Name name) ->
            members.put(pid, new Member(pid, kind, name == null ? "" : key(name)));
        case ProcessEvent.Suspended(Pid pid) -> suspended.add(pid);
        case ProcessEvent.Resumed(Pid pid) -> suspended.remove(pid);
        default -> {}
      }
    }
  }

  /** Whether a process takes up no message, as far as has been learnt. */
  boolean isSuspended(Pid pid) {
    return suspended.contains(pid);
  }

  /** What tells a process from others of its kind in this environment. */
  public String key(Name name) {
    if (name.key().equals(environment)) {
      return "";
    }
    String prefix = environment + " ";
    return name.key().startsWith(prefix) ? name.key().substring(prefix.length()) : name.key();
  }

  /** A process, whoever had a name, or nobody in the node: the world outside. */
  public Member who(@Nullable Address address) {
    return switch (address) {
      case null -> new Member(NONE, "outside", "");
      case Pid pid -> members.getOrDefault(pid, new Member(pid, pid.toString(), ""));
      case Name name -> new Member(NONE, name.kind(), key(name));
    };
  }
}
