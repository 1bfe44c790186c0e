package dev.espalier.scenario.story;

import com.google.common.collect.ImmutableList;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.scenario.play.Cast;
import dev.espalier.session.ToClient;
import dev.espalier.trace.TraceEvent;
import dev.espalier.ui.JsonPatch;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A patch that a client was sent.
 *
 * @param nth which of its session, from 1
 * @param event the number of the event with which it was sent
 */
public record SentPatch(String session, int nth, long event, JsonPatch patch) {

  /** Those of a run, in order. */
  public static ImmutableList<SentPatch> all(List<TraceEvent> events, Cast cast) {
    ImmutableList.Builder<SentPatch> patches = ImmutableList.builder();
    Map<String, Integer> counts = new HashMap<>();
    for (TraceEvent event : events) {
      if (event.event() instanceof ProcessEvent.Sent(_, Pid to, _, ToClient.PatchUi(var patch))
          && cast.who(to).kind().equals("Client")) {
        String session = cast.who(to).key();
        int nth = counts.merge(session, 1, Integer::sum);
        patches.add(new SentPatch(session, nth, event.number(), patch));
      }
    }
    return patches.build();
  }

  /** What people call it, e.g. {@code bob:2}. */
  public String name() {
    return session + ":" + nth;
  }
}
