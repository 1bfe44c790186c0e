package dev.espalier.serve;

import com.google.common.base.CaseFormat;
import com.google.common.collect.ImmutableMap;
import dev.espalier.app.App;
import dev.espalier.environment.Change;
import dev.espalier.environment.DataRequest;
import dev.espalier.environment.EventHandler;
import dev.espalier.environment.LifecycleEvent;
import dev.espalier.environment.ListenerCall;
import dev.espalier.environment.WidgetServer;
import dev.espalier.gateway.RequestLog;
import dev.espalier.otp.ExitReason;
import dev.espalier.otp.Name;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.otp.ProcessEvent.Kind;
import dev.espalier.scenario.play.Meter;
import dev.espalier.scenario.story.Sentences;
import dev.espalier.scenario.story.Wording;
import dev.espalier.session.EventHandler.Run;
import dev.espalier.session.ToClient;
import dev.espalier.session.ToClient.Problem;
import dev.espalier.trace.TraceEvent;
import dev.espalier.ui.JsonPatch;
import dev.espalier.ui.ViewTemplate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What happens in a tree that serves, told in lines: each listener, request to the data, change,
 * view, UI and patch, how long it took, and all that goes wrong. It sees every event in order, and
 * keeps no more than what the processes that run are in the middle of.
 */
public final class ServeLog {
  private static final int LONGEST_VALUE = 160;

  /** In the ids of sessions; their first digits tell them apart. */
  private static final Pattern DIGITS = Pattern.compile("\\b([0-9a-f]{6})[0-9a-f]{6,}\\b");

  private static final Wording WORDING = new Wording(ImmutableMap.of(), LONGEST_VALUE);
  private static final Sentences SENTENCES = new Sentences(WORDING);

  /** A message that somebody is to handle, or handles. */
  private record Task(Pid pid, Object message, boolean fromOutside) {}

  /** What a process is in the middle of. */
  private record Work(Task task, Instant since) {}

  private final Map<Pid, Name> names = new HashMap<>();
  private final Map<Long, Task> waiting = new HashMap<>();
  private final Map<Pid, Work> working = new HashMap<>();

  /** Of the Ws: what the app drew last; each time it draws it is another. */
  private final Map<Pid, ViewTemplate> drawn = new HashMap<>();

  /** Of whom something was told while they handle a message. */
  private final Set<Pid> told = new HashSet<>();

  private @Nullable Change lastChange;
  private Instant changedAt = Instant.EPOCH;

  /** What there is to tell of an event; it is not called by two threads at once. */
  public List<Line> tell(TraceEvent event) {
    Instant at = event.at();
    return switch (event.event()) {
      case ProcessEvent.Spawned(Pid pid, _, _, Name name) when name != null -> {
        names.put(pid, name);
        yield name.kind().equals("Session.Supervisor")
            ? List.of(fine(at, "session", shortened(name.key()) + " begins"))
            : List.of();
      }
      case ProcessEvent.Sent sent -> sent(event.number(), at, sent);
      case ProcessEvent.Received(Pid pid, long message) -> {
        Task task = waiting.remove(message);
        if (task != null) {
          working.put(pid, new Work(task, at));
        }
        yield List.of();
      }
      case ProcessEvent.Started(Pid pid, _) -> {
        told.remove(pid);
        yield List.of();
      }
      case ProcessEvent.Handled(Pid pid, _, Object state) -> handled(at, pid, state);
      case ProcessEvent.Exited(Pid pid, ExitReason reason) -> exited(at, pid, reason);
      case ProcessEvent.Noted(_, ListenerCall.Failure failure) ->
          List.of(wrong(at, "error", failure.message()));
      default -> List.of();
    };
  }

  /** How much is remembered of the processes that run; it does not grow with what happens. */
  int remembered() {
    return names.size() + waiting.size() + working.size() + drawn.size() + told.size();
  }

  /** What there is to tell of a request to the gateway. */
  public static Line tell(Instant at, RequestLog.Answered request) {
    String text =
        "%s %s: %d, %s"
            .formatted(request.method(), request.path(), request.status(), took(request.took()));
    return request.refusal().isEmpty()
        ? fine(at, "request", text)
        : wrong(at, "request", text + ": " + WORDING.shortened(request.refusal()));
  }

  private List<Line> sent(long number, Instant at, ProcessEvent.Sent sent) {
    Object message = sent.message();
    if (isTask(message)) {
      waiting.put(number, new Task(sent.to(), message, sent.from() == null));
      return List.of();
    }
    Optional<Change> change = Change.in(message);
    if (change.isPresent()) {
      return changed(at, change.get());
    }
    return switch (message) {
      case ToClient toClient when sent.from() != null && isOfTheSession(sent.from()) ->
          toClient(at, sent.from(), toClient);
      case WidgetServer.Answer.Failed _ when sent.from() != null ->
          workEnds(sent.from())
              .map(work -> wrong(at, "view", viewOf(sent.from()) + " failed, " + since(work, at)))
              .stream()
              .toList();
      case Optional<?> outcome when sent.kind() == Kind.REPLY && sent.from() != null ->
          listenerEnded(at, sent.from(), outcome);
      case EventHandler.Ran ran when sent.from() != null ->
          listenerEnded(at, sent.from(), ran.failure());
      default -> List.of();
    };
  }

  /** Clients pass on to one another what they are sent. */
  private boolean isOfTheSession(Pid pid) {
    Name name = names.get(pid);
    return name != null
        && (name.kind().equals("UIBuilder") || name.kind().equals("Session.EventHandler"));
  }

  private static boolean isTask(Object message) {
    return message instanceof WidgetServer.FetchView
        || listener(message).isPresent()
        || message instanceof DataRequest;
  }

  /** What a process is in the middle of, once. */
  private Optional<Work> workEnds(Pid pid) {
    return told.add(pid) ? Optional.ofNullable(working.get(pid)) : Optional.empty();
  }

  private List<Line> changed(Instant at, Change change) {
    if (change.equals(lastChange)) {
      return List.of();
    }
    lastChange = change;
    changedAt = at;
    return change.events().stream().map(each -> fine(at, "change", described(each))).toList();
  }

  private static String described(Change.Event event) {
    return switch (event) {
      case Change.Put(String operation, String collection, var document) ->
          "%s %s %s".formatted(operation, collection, WORDING.value(document));
      case Change.Removed(String collection, var id) ->
          "delete %s %s".formatted(collection, WORDING.value(id));
      case Change.Replaced(String collection) -> "drop " + collection;
    };
  }

  /** Several clients may be sent the same. */
  private List<Line> toClient(Instant at, Pid from, ToClient message) {
    if (message instanceof ToClient.Ran(_, Problem problem)) {
      return ran(at, from, problem);
    }
    if (!told.add(from)) {
      return List.of();
    }
    String session = keyOf(from);
    return switch (message) {
      case ToClient.Ui(JsonNode ui) ->
          List.of(fine(at, "ui", "%s: %d bytes".formatted(session, Meter.bytes(ui))));
      case ToClient.PatchUi(JsonPatch patch) ->
          List.of(fine(at, "patch", "%s: %s".formatted(session, described(patch, at))));
      case ToClient.Failed(Problem problem) ->
          List.of(wrong(at, "error", "%s: %s".formatted(session, described(problem))));
      case ToClient.Closed(String why) ->
          List.of(fine(at, "session", "%s ends: %s".formatted(session, why)));
      case ToClient.Ran _ -> List.of();
    };
  }

  private String described(JsonPatch patch, Instant at) {
    List<JsonPatch.Operation> operations = patch.operations();
    String what =
        operations.size() == 1
            ? SENTENCES.of(operations.getFirst())
            : "%d operations, first %s"
                .formatted(operations.size(), SENTENCES.of(operations.getFirst()));
    Duration after = Duration.between(changedAt, at);
    return changedAt.equals(Instant.EPOCH)
        ? "%d bytes: %s".formatted(Meter.bytes(patch.toJson()), what)
        : "%d bytes, %s after the change: %s"
            .formatted(Meter.bytes(patch.toJson()), took(after), what);
  }

  /** With the place in the view, where it is known and not told yet. */
  private static String described(Problem problem) {
    String place = problem.metadata().path("at").asString("");
    return place.isEmpty() || problem.message().contains(place)
        ? problem.line()
        : "%s (at %s)".formatted(problem.line(), place);
  }

  private List<Line> ran(Instant at, Pid handler, @Nullable Problem problem) {
    return workEnds(handler).stream()
        .flatMap(work -> ran(at, handler, work).stream())
        .map(text ->
            problem == null
                ? fine(at, "listener", text)
                : wrong(at, "listener", "%s: %s".formatted(text, described(problem))))
        .toList();
  }

  /** That a listener ended, if that was the work. */
  private Optional<String> ran(Instant at, Pid handler, Work work) {
    return listener(work.task().message())
        .map(listener ->
            "%s: %s %s, %s"
                .formatted(
                    keyOf(handler),
                    listener.name(),
                    WORDING.value(listener.props()),
                    since(work, at)));
  }

  private static Optional<App.ListenerRequest> listener(Object message) {
    return switch (message) {
      case Run run ->
          Optional.of(
              new App.ListenerRequest(run.listener().name(), run.listener().props(), run.event()));
      case EventHandler.SendEvent(LifecycleEvent event) -> Optional.of(event.request());
      case EventHandler.RunListener(App.ListenerRequest listener) -> Optional.of(listener);
      case EventHandler.Run run -> Optional.of(run.listener());
      default -> Optional.empty();
    };
  }

  /** An app need not have listeners for the tree's own events: that it has not is not told. */
  private List<Line> listenerEnded(Instant at, Pid handler, Optional<?> outcome) {
    Optional<Work> ended = workEnds(handler);
    Optional<String> text = ended.flatMap(work -> ran(at, handler, work));
    if (text.isEmpty()) {
      return List.of();
    }
    if (!(outcome.orElse(null) instanceof ListenerCall.Failure failure)) {
      return List.of(fine(at, "listener", text.get()));
    }
    return failure.isMissingListener()
            && ended.get().task().message() instanceof EventHandler.SendEvent
        ? List.of()
        : List.of(wrong(at, "listener", "%s: %s".formatted(text.get(), failure.message())));
  }

  private List<Line> handled(Instant at, Pid pid, Object state) {
    Work work = working.remove(pid);
    boolean isTold = told.remove(pid);
    if (state instanceof WidgetServer.State widget && widget.drawn() != null) {
      ViewTemplate template = widget.drawn().template();
      boolean anew = !template.equals(drawn.put(pid, template));
      if (anew && work != null && !isTold) {
        return List.of(fine(at, "view", "%s, %s".formatted(widget.key().view(), since(work, at))));
      }
    }
    return work == null || isTold ? List.of() : done(at, pid, work);
  }

  /** What only its end tells of. */
  private List<Line> done(Instant at, Pid pid, Work work) {
    return switch (work.task().message()) {
      case DataRequest request when !work.task().fromOutside() ->
          List.of(fine(at, "data", "%s, %s".formatted(described(request), since(work, at))));
      case EventHandler.RunListener _ ->
          List.of(fine(at, "listener", ran(at, pid, work).orElseThrow()));
      default -> List.of();
    };
  }

  private static String described(DataRequest request) {
    String verb =
        CaseFormat.UPPER_CAMEL.to(CaseFormat.LOWER_CAMEL, request.getClass().getSimpleName());
    return request instanceof DataRequest.OfDocuments documents
        ? "%s %s".formatted(verb, documents.collection())
        : verb + " a transaction";
  }

  private List<Line> exited(Instant at, Pid pid, ExitReason reason) {
    working.remove(pid);
    told.remove(pid);
    drawn.remove(pid);
    waiting.values().removeIf(task -> task.pid().equals(pid));
    Name name = names.remove(pid);
    return name != null && reason.isAbnormal()
        ? List.of(wrong(at, "crash", "%s: %s".formatted(shortened(name.toString()), reason)))
        : List.of();
  }

  private String viewOf(@Nullable Pid widget) {
    Name name = names.get(widget);
    return name == null ? "" : name.key().replaceFirst("^\\S+ (.*) \\S+$", "$1");
  }

  private String keyOf(Pid pid) {
    Name name = names.get(pid);
    return name == null ? "" : shortened(name.key());
  }

  private static String shortened(String text) {
    return DIGITS.matcher(text).replaceAll("$1");
  }

  private static String since(Work work, Instant at) {
    return took(Duration.between(work.since(), at));
  }

  private static String took(Duration duration) {
    return duration.compareTo(Duration.ofSeconds(10)) < 0
        ? duration.toMillis() + " ms"
        : duration.toSeconds() + " s";
  }

  private static Line fine(Instant at, String label, String text) {
    return new Line(at, label, text, false);
  }

  private static Line wrong(Instant at, String label, String text) {
    return new Line(at, label, text, true);
  }
}
