package dev.espalier.fx.time;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.timeline.EventNumbers;
import dev.espalier.fx.timeline.Timeline;
import dev.espalier.otp.Name;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.otp.ProcessEvent.Sent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * In which lane of the track each message is: its receiver's session's, or the environment's. For
 * one timeline.
 */
final class Lanes {
  private static final int MOST_SESSIONS = 4;
  private static final String OTHERS = "other sessions";

  private final List<String> names = new ArrayList<>(List.of("environment"));
  private final List<EventNumbers> messages = new ArrayList<>(List.of(new EventNumbers()));
  private final Map<String, Integer> sessions = new HashMap<>();
  private final Map<Pid, Integer> lanes = new HashMap<>();
  private long read;

  /** Reads on to the end of what there is. */
  void read(Timeline timeline) {
    while (read < timeline.end()) {
      read++;
      timeline.event(read).ifPresent(event -> read(event.number(), event.event()));
    }
  }

  private void read(long number, ProcessEvent event) {
    switch (event) {
      case ProcessEvent.Spawned(Pid pid, _, String kind, Name name) -> {
        if (name != null && (kind.equals("Client") || sessions.containsKey(name.key()))) {
          lanes.put(pid, session(name.key()));
        }
      }
      case Sent(_, Pid to, var kind, _) when kind != ProcessEvent.Kind.SIGNAL ->
          messages.get(lanes.getOrDefault(to, 0)).add(number);
      default -> {}
    }
  }

  private int session(String key) {
    return sessions.computeIfAbsent(
        key,
        _ -> {
          int lane = Math.min(names.size(), MOST_SESSIONS + 1);
          if (lane == names.size()) {
            names.add(lane > MOST_SESSIONS ? OTHERS : "session " + key);
            messages.add(new EventNumbers());
          }
          return lane;
        });
  }

  /** From the top. */
  ImmutableList<String> names() {
    return ImmutableList.copyOf(names);
  }

  int count() {
    return names.size();
  }

  /** The messages in a lane. */
  EventNumbers messages(int lane) {
    return messages.get(lane);
  }
}
