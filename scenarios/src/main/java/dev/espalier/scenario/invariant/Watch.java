package dev.espalier.scenario.invariant;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import dev.espalier.environment.Change;
import dev.espalier.environment.Limits;
import dev.espalier.gateway.Client;
import dev.espalier.otp.Node;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.otp.ProcessInfo;
import dev.espalier.otp.Supervision;
import dev.espalier.otp.Supervision.Intensity;
import dev.espalier.scenario.invariant.Stretch.Received;
import dev.espalier.scenario.invariant.Stretch.Viewer;
import dev.espalier.session.Session;
import dev.espalier.session.ToClient;
import dev.espalier.session.UiBuilder;
import dev.espalier.trace.Recording;
import dev.espalier.trace.TraceEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonTimestamp;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Follows a run from one rest to the next. While a process is suspended there is no rest: the
 * stretch gets longer.
 */
public final class Watch {
  private final Recording recording;
  private final Node node;
  private final Limits limits;

  /** The last event before everything was last at rest. */
  private long rested;

  private Moment base;
  private final Map<Pid, JsonNode> uis = new HashMap<>();

  /** The sessions whose last UI could not be built. */
  private ImmutableSet<String> waiting = ImmutableSet.of();

  private final Map<Pid, Instant> idleSince = new HashMap<>();
  private final List<TraceEvent> restarts = new ArrayList<>();

  /**
   * Begins with everything at rest.
   *
   * @param documents what the database holds
   */
  public Watch(Recording recording, Node node, Limits limits, Snapshot documents) {
    this.recording = recording;
    this.node = node;
    this.limits = limits;
    this.rested = recording.size();
    this.base = new Moment(new BsonTimestamp(0), rested, documents);
  }

  /**
   * What there has been since everything was last at rest.
   *
   * @param documents what the database holds; none when it does not answer
   * @param apps what each app draws that was used since, the current one last
   */
  public Stretch stretch(Optional<Snapshot> documents, ImmutableList<? extends Oracle> apps) {
    ImmutableList<TraceEvent> events = ImmutableList.copyOf(recording.after(rested));
    ImmutableList<ProcessInfo> processes = ImmutableList.copyOf(node.processes());
    events.forEach(this::learn);
    Story story = new Story();
    events.forEach(story::read);
    return new Stretch(
        events,
        story.moments(),
        story.gapless,
        documents,
        clients(events, processes),
        apps,
        processes,
        ImmutableMap.copyOf(idleSince),
        ImmutableList.copyOf(restarts),
        node.clock().instant(),
        limits);
  }

  private void learn(TraceEvent event) {
    switch (event.event()) {
      case ProcessEvent.Started(Pid pid, _) -> idleSince.put(pid, event.at());
      case ProcessEvent.Handled(Pid pid, _, _) -> idleSince.put(pid, event.at());
      case ProcessEvent.Exited(Pid pid, _) -> {
        idleSince.remove(pid);
        uis.remove(pid);
      }
      default -> {}
    }
  }

  /** What the change stream tells. */
  private final class Story {
    private final List<Moment> moments = new ArrayList<>(List.of(base));
    private boolean gapless = true;

    void read(TraceEvent event) {
      if (event.event() instanceof ProcessEvent.Sent(_, _, _, Object content)) {
        Change.in(content).ifPresent(change -> add(change, event));
        gapless &= !(content instanceof Change.Missed);
      }
    }

    private void add(Change change, TraceEvent event) {
      Moment last = moments.getLast();
      if (change.time().compareTo(last.time()) > 0) {
        gapless &= change.events().stream().noneMatch(Change.Replaced.class::isInstance);
        moments.add(new Moment(change.time(), event.number(), last.documents().after(change)));
      }
    }

    ImmutableList<Moment> moments() {
      return ImmutableList.copyOf(moments);
    }
  }

  private ImmutableMap<String, Viewer> clients(
      List<TraceEvent> events, List<ProcessInfo> processes) {
    Map<Pid, List<Received>> received = new HashMap<>();
    Map<Pid, @Nullable JsonNode> current = new HashMap<>(uis);
    for (TraceEvent event : events) {
      if (event.event() instanceof ProcessEvent.Sent(_, Pid to, _, ToClient content)) {
        JsonNode ui = Shown.after(content, current.get(to));
        current.put(to, ui);
        received
            .computeIfAbsent(to, _ -> new ArrayList<>())
            .add(new Received(event.number(), content, ui));
      }
    }
    ImmutableMap.Builder<String, Viewer> clients = ImmutableMap.builder();
    for (ProcessInfo process : processes) {
      if (process.state() instanceof Client.State state) {
        clients.put(
            state.session().id(),
            new Viewer(
                state.session(),
                state.standing(),
                uis.get(process.pid()),
                waiting.contains(state.session().id()),
                ImmutableList.copyOf(received.getOrDefault(process.pid(), List.of())),
                isWaiting(state.session(), processes)));
      }
    }
    return clients.buildKeepingLast();
  }

  private static boolean isWaiting(Session session, List<ProcessInfo> processes) {
    return processes.stream()
        .filter(process -> session.uiBuilder().equals(process.name()))
        .noneMatch(process -> process.state() instanceof UiBuilder.State state && !state.broken());
  }

  /** Begins anew, with everything at rest, unless it is not. */
  public void rest(Stretch stretch) {
    if (stretch.isHeldUp()) {
      return;
    }
    rested = stretch.last();
    base = new Moment(stretch.moments().getLast().time(), rested, stretch.end());
    for (ProcessInfo process : stretch.processes()) {
      if (process.state() instanceof Client.State state) {
        Viewer client = stretch.clients().get(state.session().id());
        JsonNode ui = client == null ? null : client.ui();
        if (ui != null) {
          uis.put(process.pid(), ui);
        }
      }
    }
    waiting = ImmutableSet.copyOf(Maps.filterValues(stretch.clients(), Viewer::waiting).keySet());
    Instant horizon = stretch.ended().minus(Intensity.DEFAULT.within());
    stretch.events().stream()
        .filter(event -> event.event() instanceof ProcessEvent.Noted(_, Supervision.Restarted _))
        .forEach(restarts::add);
    restarts.removeIf(restart -> restart.at().isBefore(horizon));
  }
}
