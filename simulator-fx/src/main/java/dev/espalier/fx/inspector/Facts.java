package dev.espalier.fx.inspector;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espalier.app.Manifest;
import dev.espalier.environment.ChangeStream;
import dev.espalier.environment.EventHandler;
import dev.espalier.environment.MongoSession;
import dev.espalier.environment.MongoTransaction;
import dev.espalier.environment.QueryServer;
import dev.espalier.environment.Repo;
import dev.espalier.environment.WidgetServer;
import dev.espalier.fx.annals.Annals;
import dev.espalier.fx.annals.Viewpoint;
import dev.espalier.fx.timeline.Life;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.fx.words.Brief;
import dev.espalier.fx.words.Counts;
import dev.espalier.fx.words.Phrase;
import dev.espalier.fx.words.Target;
import dev.espalier.fx.words.TimeWords;
import dev.espalier.gateway.Client;
import dev.espalier.otp.DynamicSupervisor;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent.Received;
import dev.espalier.otp.ProcessEvent.Sent;
import dev.espalier.otp.Supervision;
import dev.espalier.otp.Supervisor;
import dev.espalier.session.BuildTask;
import dev.espalier.session.ChangeEventManager;
import dev.espalier.session.ToClient;
import dev.espalier.session.UiBuilder;
import dev.espalier.trace.TraceEvent;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What matters of a process by its kind, in plain words. */
final class Facts {
  private static final Pattern SCRIPT_LINE = Pattern.compile("[\\w.-]+\\.js:(?<line>\\d+)");
  private static final int LONGEST = 160;
  private static final int MESSAGES_LOOKED_AT = 200;
  private static final int STATES_LOOKED_AT = 500;

  private final Viewpoint seen;
  private final ProcessAt process;
  private final ImmutableList.Builder<Phrase> lines = ImmutableList.builder();

  private Facts(Viewpoint seen, ProcessAt process) {
    this.seen = seen;
    this.process = process;
  }

  static ImmutableList<Phrase> of(ProcessAt process, Viewpoint seen) {
    Facts facts = new Facts(seen, process);
    switch (process.state()) {
      case QueryServer.State query -> facts.query(query);
      case WidgetServer.State widget -> facts.widget(widget);
      case UiBuilder.State builder -> facts.builder(builder);
      case ChangeEventManager.State manager -> facts.manager(manager);
      case ChangeStream.State stream -> facts.stream(stream);
      case Client.State client -> facts.client(client);
      case Supervisor.State supervisor -> facts.supervisor(supervisor);
      case DynamicSupervisor.State supervisor -> facts.supervisor(supervisor);
      case MongoSession.State session -> facts.session(session);
      case MongoTransaction.State transaction -> facts.transaction(transaction);
      case EventHandler.State handler -> facts.environmentEvents(handler);
      case dev.espalier.session.EventHandler.State handler -> facts.sessionEvents(handler);
      case Manifest manifest -> facts.manifest(manifest);
      case Repo.State _ -> facts.repo();
      case ImmutableMap<?, ?> tokens when process.kind().endsWith("Agent.Token") ->
          facts.say("keeps " + Counts.of(tokens.size(), "token", "tokens"));
      case null, default -> {}
    }
    return facts.lines.build();
  }

  private void say(String sentence) {
    lines.add(Phrase.of(sentence));
  }

  private void query(QueryServer.State query) {
    int documents = query.result().documents().size();
    lines.add(
        Phrase.of(query.query().collection() + " where ")
            .then(Phrase.code(Brief.of(query.query().filter(), LONGEST))));
    say(
        "%s, as of cluster time %s"
            .formatted(
                Counts.of(documents, "document", "documents"), TimeWords.of(query.result().at())));
    lines.add(
        query.widgets().isEmpty()
            ? Phrase.of("used by no view")
            : Phrase.of("used by ").then(Named.inLine(query.widgets().keySet(), seen)));
    lines.add(
        query.managers().isEmpty()
            ? Phrase.of("no session asks it")
            : Phrase.of("asked by ").then(Named.inLine(query.managers().keySet(), seen)));
  }

  private void widget(WidgetServer.State widget) {
    Phrase view = Phrase.of("view ").then(Phrase.code(widget.key().view()));
    lines.add(
        widget.key().props().isEmpty()
            ? view
            : view.then(" with ").then(Phrase.code(Brief.of(widget.key().props(), LONGEST))));
    lines.add(
        feeding()
            .map(query -> Phrase.of("data of ").then(seen.link(query)))
            .orElse(Phrase.of("without data")));
    drawn(widget);
    lastAnswer()
        .ifPresent(failed -> lines.add(failure("the app failed to draw it: " + failed.message())));
    lines.add(
        widget.sessions().isEmpty()
            ? Phrase.of("shown by nobody")
            : Phrase.of("shown by ").then(Named.inLine(widget.sessions().keySet(), seen)));
  }

  private Optional<Pid> feeding() {
    return process.monitors().stream()
        .filter(pid -> {
          Life life = seen.timeline().lives().of(pid);
          return life != null && life.kind().equals("Q");
        })
        .findFirst();
  }

  private void drawn(WidgetServer.State widget) {
    WidgetServer.Drawn drawn = widget.drawn();
    if (drawn == null) {
      say("not drawn yet");
      return;
    }
    Phrase line = Phrase.of("drawn");
    Optional<TraceEvent> drawing = drawing(drawn);
    if (drawing.isPresent()) {
      line = line.then(" at ").then(seen.time(drawing.get().number()));
      Duration took = took(drawing.get());
      if (took.isPositive()) {
        line = line.then(", in %s of the node's time".formatted(TimeWords.of(took)));
      }
    }
    lines.add(
        line.then(
            ", from %s to %s"
                .formatted(
                    Counts.of(drawn.data().size(), "document", "documents"),
                    Counts.bytes(drawn.component()))));
    if (widget.stale()) {
      say("its data have changed since: it is drawn again when somebody asks for it");
    }
  }

  /** The event since which it has held this drawing, which is the same instance all the while. */
  @SuppressWarnings("ReferenceEquality")
  private Optional<TraceEvent> drawing(WidgetServer.Drawn drawn) {
    TraceEvent first = null;
    for (TraceEvent event : seen.annals().states(process.pid(), seen.at(), STATES_LOOKED_AT)) {
      if (!(Annals.state(event) instanceof WidgetServer.State state) || state.drawn() != drawn) {
        return Optional.ofNullable(first);
      }
      first = event;
    }
    return Optional.empty();
  }

  private Duration took(TraceEvent handled) {
    return seen.annals().effects(handled.cause()).stream()
        .filter(event -> event.event() instanceof Received)
        .findFirst()
        .map(received -> Duration.between(received.at(), handled.at()))
        .orElse(Duration.ZERO);
  }

  /** The failure with which it answered last, if it was one. */
  private Optional<WidgetServer.Answer.Failed> lastAnswer() {
    return sent(WidgetServer.Answer.class)
        .filter(WidgetServer.Answer.Failed.class::isInstance)
        .map(WidgetServer.Answer.Failed.class::cast);
  }

  /** Where a line of the script is named, it leads there. */
  private static Phrase failure(String message) {
    Matcher place = SCRIPT_LINE.matcher(message);
    return place.find()
        ? Phrase.bad(message.substring(0, place.start()))
            .then(
                Phrase.link(
                    place.group(), new Target.ToLine(Integer.parseInt(place.group("line")))))
            .then(Phrase.bad(message.substring(place.end())))
        : Phrase.bad(message);
  }

  private <T> Optional<T> sent(Class<T> type) {
    return messages().stream()
        .filter(event ->
            event.event() instanceof Sent(Pid from, _, _, Object message)
                && process.pid().equals(from)
                && type.isInstance(message))
        .findFirst()
        .map(event -> type.cast(((Sent) event.event()).message()));
  }

  private ImmutableList<TraceEvent> messages() {
    return seen.timeline().messages(process.pid(), seen.at(), MESSAGES_LOOKED_AT);
  }

  private void builder(UiBuilder.State builder) {
    lines.add(
        switch (builder.task()) {
          case BuildTask.Nothing _ when builder.broken() ->
              Phrase.bad("the last build failed: the client keeps its last good UI");
          case BuildTask.Nothing _ -> Phrase.of("nothing to build");
          case BuildTask.Some(_, var widgets) ->
              Phrase.of("is about to build anew what shows ").then(Named.inLine(widgets, seen));
          case BuildTask.Everything _ -> Phrase.of("is about to build the whole UI");
        });
    if (builder.attempts() > 0) {
      say(
          "could not build %s in a row, and tries again"
              .formatted(Counts.of(builder.attempts(), "time", "times")));
    }
    lastUi();
    sent(ToClient.class)
        .filter(ToClient.Failed.class::isInstance)
        .map(ToClient.Failed.class::cast)
        .ifPresent(failed -> lines.add(failure(problem(failed.problem()))));
  }

  private static String problem(ToClient.Problem problem) {
    return problem.line();
  }

  /** What its client got last of a UI, with its size. */
  private void lastUi() {
    messages().stream()
        .filter(event ->
            event.event() instanceof Sent(Pid from, _, _, Object content)
                && process.pid().equals(from)
                && (content instanceof ToClient.Ui || content instanceof ToClient.PatchUi))
        .findFirst()
        .ifPresent(event ->
            lines.add(
                Phrase.of("sent last, at ")
                    .then(seen.time(event.number()))
                    .then(": ")
                    .then(size(((Sent) event.event()).message()))));
  }

  private static String size(Object content) {
    return switch (content) {
      case ToClient.Ui(JsonNode ui) -> "the whole UI, " + Counts.bytes(ui);
      case ToClient.PatchUi(var patch) ->
          "a patch of %s, %s"
              .formatted(
                  Counts.of(patch.operations().size(), "operation", "operations"),
                  Counts.bytes(patch.toJson()));
      default -> content.getClass().getSimpleName();
    };
  }

  private void manager(ChangeEventManager.State manager) {
    lines.add(
        manager.queries().isEmpty()
            ? Phrase.of("asks no query about changes")
            : Phrase.of(
                    "asks %s about every change: "
                        .formatted(Counts.of(manager.queries().size(), "query", "queries")))
                .then(Named.inLine(manager.queries().keySet(), seen)));
    if (manager.seen().getValue() != 0) {
      say("the last change was of cluster time " + TimeWords.of(manager.seen()));
    }
    if (manager.waiting()) {
      lines.add(Phrase.bad("the UI could not be built: any change has it tried again"));
    }
  }

  private void stream(ChangeStream.State stream) {
    say("has published every change up to cluster time " + TimeWords.of(stream.time()));
    long listening =
        seen.moment().processes().values().stream()
            .filter(other -> other.kind().equals("SCM"))
            .count();
    say(
        "%s to it"
            .formatted(listening == 1 ? "1 session listens" : listening + " sessions listen"));
  }

  private void client(Client.State client) {
    String session = client.session().id();
    say(
        switch (client.standing()) {
          case JOINING -> "joins session " + session;
          case JOINED -> "has joined session %s, at %s".formatted(session, client.session().path());
          case CLOSED -> "has left session " + session;
        });
    if (client.failedJoins() > 0) {
      say(
          "could not join %s in a row, and tries again"
              .formatted(Counts.of(client.failedJoins(), "time", "times")));
    }
    JsonNode ui = client.ui();
    say(ui == null ? "has no UI yet" : "its UI takes " + Counts.bytes(ui));
    if (!client.running().isEmpty()) {
      say(Counts.of(client.running().size(), "listener runs", "listeners run") + " for it");
    }
  }

  private void supervisor(Supervisor.State supervisor) {
    say("supervises " + Counts.of(supervisor.children().size(), "process", "processes"));
    supervisor.children().stream()
        .filter(Supervision.Child::restarting)
        .forEach(child -> lines.add(Phrase.bad(child.spec().kind() + " is being restarted")));
    restarts(supervisor.restarts().size());
  }

  private void supervisor(DynamicSupervisor.State supervisor) {
    say("supervises " + Counts.of(supervisor.children().size(), "process", "processes"));
    if (!supervisor.starting().isEmpty()) {
      say(Counts.of(supervisor.starting().size(), "more is starting", "more are starting"));
    }
    restarts(supervisor.restarts().size());
  }

  private void restarts(int lately) {
    if (lately > 0) {
      say(
          "has restarted %s lately; more than %d within %s and it gives up"
              .formatted(
                  Counts.of(lately, "child", "children"),
                  Supervision.Intensity.DEFAULT.restarts(),
                  TimeWords.of(Supervision.Intensity.DEFAULT.within())));
    }
  }

  private void session(MongoSession.State session) {
    say("the database session of a listener that runs, with which it ends");
    if (!session.transactions().isEmpty()) {
      lines.add(Phrase.of("has begun ").then(Named.inLine(session.transactions(), seen)));
    }
  }

  private void transaction(MongoTransaction.State transaction) {
    say(
        switch (transaction) {
          case OPEN -> "a transaction that is open: nobody else sees what it does";
          case COMMITTED -> "a transaction that is committed";
          case ABORTED -> "a transaction that is aborted: it has changed nothing";
        });
  }

  private void environmentEvents(EventHandler.State handler) {
    running();
    say(Counts.of(handler.sessions().size(), "session is", "sessions are") + " there");
    if (handler.stopping()) {
      say("ends the environment once they are gone");
    }
  }

  private void sessionEvents(dev.espalier.session.EventHandler.State handler) {
    running();
    if (handler.ended()) {
      say("the session ends");
    }
  }

  private void running() {
    seen.timeline()
        .message(process.handling())
        .map(Sent::message)
        .map(message ->
            switch (message) {
              case dev.espalier.session.EventHandler.Run run ->
                  "runs the listener %s of the app".formatted(run.listener().name());
              case EventHandler.SendEvent(var event) ->
                  "runs the app's listener " + event.request().name();
              default -> "";
            })
        .filter(line -> !line.isEmpty())
        .ifPresentOrElse(this::say, () -> say("no listener runs"));
  }

  private void manifest(Manifest manifest) {
    manifest
        .routes()
        .forEach(route ->
            lines.add(
                Phrase.of("route ")
                    .then(Phrase.code(route.path()))
                    .then(" shows view ")
                    .then(Phrase.code(route.view().name()))));
  }

  private void repo() {
    say("holds the connection to the database");
  }
}
