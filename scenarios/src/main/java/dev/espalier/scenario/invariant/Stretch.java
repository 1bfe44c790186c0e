package dev.espalier.scenario.invariant;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espalier.environment.Limits;
import dev.espalier.gateway.Client;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessInfo;
import dev.espalier.session.Session;
import dev.espalier.session.ToClient;
import dev.espalier.trace.TraceEvent;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What is known of a run between two times at which everything was at rest.
 *
 * @param events what happened
 * @param moments what the database held, as the change stream tells it: first at the beginning,
 *     then after each change
 * @param gapless whether the change stream told everything
 * @param documents what the database holds at the end; none when it does not answer
 * @param clients those who are there at the end, by session
 * @param apps what each app draws that was used, the current one last
 * @param processes the tree at the end
 * @param idleSince since when processes have handled nothing
 * @param restartsBefore when supervisors started children again not long before
 * @param ended the time at the end
 */
public record Stretch(
    ImmutableList<TraceEvent> events,
    ImmutableList<Moment> moments,
    boolean gapless,
    Optional<Snapshot> documents,
    ImmutableMap<String, Viewer> clients,
    ImmutableList<? extends Oracle> apps,
    ImmutableList<ProcessInfo> processes,
    ImmutableMap<Pid, Instant> idleSince,
    ImmutableList<TraceEvent> restartsBefore,
    Instant ended,
    Limits limits) {

  /**
   * A client.
   *
   * @param before the UI it had at the beginning; none before the first
   * @param waitedBefore whether it waited then already
   * @param received what it was sent
   * @param waiting whether its last UI could not be built, so that it keeps the one before
   */
  public record Viewer(
      Session session,
      Client.Standing standing,
      @Nullable JsonNode before,
      boolean waitedBefore,
      ImmutableList<Received> received,
      boolean waiting) {

    /** The UI it has at the end. */
    public @Nullable JsonNode ui() {
      return received.isEmpty() ? before : received.getLast().ui();
    }
  }

  /**
   * Something that a client was sent.
   *
   * @param ui the UI it has from then on; none when there is none, as a patch could not be applied
   */
  public record Received(long event, ToClient content, @Nullable JsonNode ui) {}

  /** The number of the last event. */
  long last() {
    return events.isEmpty() ? moments.getLast().event() : events.getLast().number();
  }

  /** What everything has come to: what the database says, or else the change stream. */
  Snapshot end() {
    return documents.orElseGet(() -> moments.getLast().documents());
  }

  /** Whether a process handles no messages, so that not everything is as it is to be. */
  public boolean isHeldUp() {
    return processes.stream().anyMatch(ProcessInfo::suspended);
  }

  /** The app at the end. */
  Oracle app() {
    return apps.getLast();
  }
}
