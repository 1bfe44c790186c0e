package dev.espalier.fx.time;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.timeline.Timeline;
import dev.espalier.otp.Name;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.otp.ProcessEvent.Sent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * In which lane of the timeline each message is: its receiver's session's, or the environment's.
 */
final class Lanes {
  private static final int MOST_SESSIONS = 4;
  private static final String SESSIONS = "sessions";

  private final List<String> names = new ArrayList<>(List.of("environment"));
  private final Map<String, Integer> sessions = new HashMap<>();
  private final Map<Pid, Integer> lanes = new HashMap<>();
  private final List<Integer> laneOfEvent = new ArrayList<>();

  /** No message. */
  static final int NONE = -1;

  /** Reads on to the end of what there is; whether there was anything new. */
  boolean read(Timeline timeline) {
    int before = laneOfEvent.size();
    while (laneOfEvent.size() < timeline.end()) {
      laneOfEvent.add(
          timeline.event(laneOfEvent.size() + 1L).map(event -> lane(event.event())).orElse(NONE));
    }
    return laneOfEvent.size() > before;
  }

  private int lane(ProcessEvent event) {
    return switch (event) {
      case ProcessEvent.Spawned(Pid pid, _, String kind, Name name) -> {
        if (name != null) {
          Optional.of(name.key())
              .filter(key -> kind.equals("Client") || sessions.containsKey(key))
              .ifPresent(key -> lanes.put(pid, session(key)));
        }
        yield NONE;
      }
      case Sent(_, Pid to, var kind, _) when kind != ProcessEvent.Kind.SIGNAL ->
          lanes.getOrDefault(to, 0);
      default -> NONE;
    };
  }

  private int session(String key) {
    Integer known = sessions.get(key);
    if (known != null) {
      return known;
    }
    int lane = Math.min(names.size(), MOST_SESSIONS + 1);
    if (lane == names.size()) {
      names.add(lane > MOST_SESSIONS ? "other " + SESSIONS : key);
    }
    sessions.put(key, lane);
    return lane;
  }

  ImmutableList<String> names() {
    return ImmutableList.copyOf(names);
  }

  /** The lane of an event, or {@link #NONE}. */
  int of(long number) {
    return laneOfEvent.get((int) number - 1);
  }
}
