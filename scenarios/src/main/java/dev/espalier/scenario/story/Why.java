package dev.espalier.scenario.story;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.espalier.environment.Change;
import dev.espalier.environment.EventHandler.SendEvent;
import dev.espalier.gateway.Client;
import dev.espalier.otp.ExitReason;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.otp.ProcessEvent.Sent;
import dev.espalier.otp.Signal;
import dev.espalier.otp.Supervision;
import dev.espalier.scenario.play.Cast;
import dev.espalier.scenario.play.Cast.Member;
import dev.espalier.scenario.play.Meter;
import dev.espalier.session.BuildTask;
import dev.espalier.session.ToClient;
import dev.espalier.session.UiBuilder;
import dev.espalier.trace.TraceEvent;
import dev.espalier.ui.JsonPatch;
import dev.espalier.ui.PatchException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Why something happened: of all that led to it the steps a person recognises, from the click, the
 * write or the kill to the event itself.
 */
public final class Why {
  private final WhyLog log;
  private final Wording wording;
  private final WhyAct acts;
  private final WhyChange changes;
  private final WhyWrite writes;
  private final WhyViews views;

  /**
   * @param events by their numbers, which begin with 1
   * @param cast knows who the processes are
   */
  public Why(LongFunction<TraceEvent> events, Cast cast, Wording wording) {
    this(events, WhyIndex.none(events), cast, wording);
  }

  /**
   * @param events by their numbers, which begin with 1
   * @param index finds things among them
   * @param cast knows who the processes are
   */
  public Why(LongFunction<TraceEvent> events, WhyIndex index, Cast cast, Wording wording) {
    this.log = new WhyLog(events, index, cast);
    this.wording = wording;
    acts = new WhyAct(log, wording);
    changes = new WhyChange(log, wording);
    writes = new WhyWrite(log);
    views = new WhyViews(log, wording);
  }

  /** The causes of an event and the event itself, the first cause first. */
  public ImmutableList<Cause> of(long number) {
    TraceEvent event = log.at(number);
    Deque<Cause> causes = new ArrayDeque<>(List.of(told(event)));
    if (event.event() instanceof Sent(Pid builder, _, _, ToClient _)
        && log.kind(builder).equals("UIBuilder")) {
      return built(event, builder, causes);
    }
    from(event.cause(), number, causes);
    return ImmutableList.copyOf(causes);
  }

  /**
   * The view that each operation of a patch comes from, e.g. {@code counter {user: "global"}};
   * empty where it cannot be told.
   *
   * @param number of the message with which a UIBuilder sent the patch
   */
  public ImmutableList<String> views(long number) {
    if (!(log.at(number).event()
            instanceof Sent(Pid builder, Pid client, _, ToClient.PatchUi(JsonPatch patch)))
        || builder == null) {
      return ImmutableList.of();
    }
    WhyPlace place = WhyPlace.of(log, builder, client, number);
    return patch.operations().stream()
        .map(operation ->
            place.at(operation.path()).map(key -> WhyViews.words(key, wording)).orElse(""))
        .collect(ImmutableList.toImmutableList());
  }

  /** What a UIBuilder sent: the Ws it asked, and the changes or whatever else had it build. */
  private ImmutableList<Cause> built(TraceEvent sent, Pid builder, Deque<Cause> causes) {
    ImmutableList<WhyViews.Asked> asked = views.asked(sent);
    views.of(asked, sent.number()).reversed().forEach(causes::addFirst);
    List<TraceEvent> reasons = reasons(sent, builder);
    if (reasons.isEmpty()) {
      from(sent.cause(), sent.number(), causes);
    }
    ImmutableSet<Pid> widgets =
        asked.stream().map(WhyViews.Asked::widget).collect(ImmutableSet.toImmutableSet());
    for (TraceEvent reason : reasons.reversed()) {
      changed(reason, widgets, sent.number(), causes);
    }
    return ImmutableList.copyOf(causes);
  }

  /** The changes that SCM had told the UIBuilder of when it built. */
  private List<TraceEvent> reasons(TraceEvent sent, Pid builder) {
    List<TraceEvent> reasons = new ArrayList<>();
    log.index()
        .sentTo(builder, sent.cause())
        .takeWhile(event -> !isBuild(event))
        .filter(event -> isFromManager(event, builder) && wasNews(event, sent.number()))
        .map(event -> log.at(event.cause()))
        .filter(cause -> change(cause).isPresent())
        .forEach(reasons::addFirst);
    return reasons;
  }

  private boolean isFromManager(TraceEvent event, Pid builder) {
    return event.event() instanceof Sent(Pid from, Pid to, ProcessEvent.Kind kind, _)
        && to.equals(builder)
        && kind == ProcessEvent.Kind.CAST
        && log.kind(from).equals("SCM")
        && event.cause() > 0;
  }

  /** Whether the UIBuilder had something to build for it, and did not have it already. */
  private boolean wasNews(TraceEvent told, long until) {
    return log.handled(told.number(), until)
        .map(handled ->
            handled.event() instanceof ProcessEvent.Handled(_, _, UiBuilder.State state)
                && !(state.task() instanceof BuildTask.Nothing))
        .orElse(false);
  }

  /** Whether it is then that a UIBuilder built before: when its mailbox was empty. */
  private static boolean isBuild(TraceEvent toBuilder) {
    return toBuilder.event() instanceof Sent(_, _, _, Signal.Timeout _);
  }

  private static Optional<Change> change(TraceEvent event) {
    return event.event() instanceof Sent sent ? Change.in(sent.message()) : Optional.empty();
  }

  /** A change that an SCM was told of, with whoever made it. */
  private void changed(
      TraceEvent told, ImmutableSet<Pid> widgets, long until, Deque<Cause> causes) {
    change(told)
        .ifPresent(change ->
            changes.of(told, change, widgets, until).reversed().forEach(causes::addFirst));
    OptionalLong request =
        told.cause() > 0 ? writes.of(log.at(told.cause())) : OptionalLong.empty();
    if (request.isPresent()) {
      from(request.getAsLong(), until, causes);
    } else if (told.cause() > 0) {
      causes.addFirst(new Cause(told.cause(), "outside", "a write past the app", "by hand"));
    }
  }

  /** Goes back along the causes from an event to the first that came from outside. */
  private void from(long number, long until, Deque<Cause> causes) {
    for (long each = number; each > 0; each = log.at(each).cause()) {
      TraceEvent event = log.at(each);
      Optional<Change> change = change(event);
      if (change.isPresent() && event.event() instanceof Sent(_, Pid to, _, _)) {
        if (log.kind(to).equals("SCM")) {
          changed(event, ImmutableSet.of(), until, causes);
          return;
        }
      }
      recognised(event, until).ifPresent(causes::addFirst);
      if (isFirst(event)) {
        return;
      }
    }
  }

  private Optional<Cause> recognised(TraceEvent event, long until) {
    long number = event.number();
    return Optional.ofNullable(
        switch (event.event()) {
          case Sent(_, Pid client, _, Client.Run run) -> acts.of(number, client, run, until);
          case Sent(_, Pid client, _, Client.Leave _) ->
              new Cause(number, "Client", log.cast().who(client).key() + " leaves", "");
          case Sent(Pid client, _, _, Supervision.StartChild _)
              when log.kind(client).equals("Client") ->
              joins(event, client);
          case Sent(_, Pid handler, _, SendEvent(var lifecycle)) ->
              new Cause(number, log.kind(handler), name(handler), lifecycle.request().name());
          case Sent(Pid from, Pid to, _, Signal.Timeout _)
              when to.equals(from) && !log.kind(to).equals("UIBuilder") ->
              new Cause(
                  number,
                  log.kind(to),
                  name(to) + " has waited",
                  waited(event) + " without a message");
          case Sent(_, Pid manager, _, Change.Missed _) when log.kind(manager).equals("SCM") ->
              new Cause(number, "CS", "CS begins anew", "changes may have been missed");
          case ProcessEvent.Exited(Pid pid, ExitReason reason) when isFirst(event) ->
              new Cause(number, log.kind(pid), name(pid) + ended(reason), detail(reason));
          case ProcessEvent.Noted(_, Object note) when event.cause() == 0 ->
              new Cause(number, "outside", wording.shortened(String.valueOf(note)), "");
          default -> null;
        });
  }

  /** How long before a time-out the process was done with its last message. */
  private String waited(TraceEvent timeout) {
    return Sentences.of(Duration.between(log.at(timeout.cause()).at(), timeout.at()));
  }

  private static String ended(ExitReason reason) {
    return switch (reason) {
      case ExitReason.Killed _ -> " is killed";
      case ExitReason.Failure _ -> " fails";
      default -> " ends";
    };
  }

  private static String detail(ExitReason reason) {
    return reason instanceof ExitReason.Failure failure ? failure.message() : "";
  }

  private Cause joins(TraceEvent event, Pid client) {
    String session = log.cast().who(client).key();
    boolean again = event.cause() > 0;
    String path =
        log.state(client, event.number())
            .map(state -> state instanceof Client.State shown ? shown.session().path() : "")
            .orElse("");
    return new Cause(event.number(), "Client", session + (again ? " joins again" : " joins"), path);
  }

  /**
   * Whether nothing in the tree led to it. A kill comes from outside, though the trace has whatever
   * the process did last as its cause; unless its own supervisor was killed and took it along.
   */
  private boolean isFirst(TraceEvent event) {
    if (event.cause() == 0) {
      return true;
    }
    return switch (event.event()) {
      case ProcessEvent.Exited(Pid pid, ExitReason.Killed _) ->
          !takenAlong(pid, event.cause(), event.number());
      case Sent(Pid from, Pid to, _, Signal.Timeout _) ->
          to.equals(from) && !log.kind(to).equals("UIBuilder");
      default -> false;
    };
  }

  private boolean takenAlong(Pid pid, long cause, long before) {
    return log.message(cause)
        .map(message ->
            message.message() instanceof Signal.Exited(Pid from, ExitReason.Killed _)
                && log.parent(pid, before).filter(from::equals).isPresent())
        .orElse(false);
  }

  private String name(@Nullable Pid pid) {
    Member member = log.cast().who(pid);
    return (member.kind() + " " + wording.text(member.key())).strip();
  }

  /** The event itself. */
  private Cause told(TraceEvent event) {
    long number = event.number();
    return switch (event.event()) {
      case Sent(Pid from, Pid to, _, ToClient message) ->
          new Cause(number, log.kind(from), name(from), sent(message, to, number));
      case Sent sent ->
          new Cause(
              number,
              log.kind(sent.to()),
              "%s → %s".formatted(name(sent.from()), name(sent.to())),
              sent.message().getClass().getSimpleName());
      case ProcessEvent.Exited(Pid pid, ExitReason reason) ->
          new Cause(number, log.kind(pid), name(pid) + ended(reason), detail(reason));
      case ProcessEvent.Spawned(Pid pid, _, _, _) -> told(number, pid, "is started");
      case ProcessEvent.Started(Pid pid, _) -> told(number, pid, "is ready");
      case ProcessEvent.Received(Pid pid, _) -> told(number, pid, "takes a message");
      case ProcessEvent.Handled(Pid pid, _, _) -> told(number, pid, "is done with a message");
      case ProcessEvent.Suspended(Pid pid) -> told(number, pid, "is suspended");
      case ProcessEvent.Resumed(Pid pid) -> told(number, pid, "is resumed");
      case ProcessEvent.TimerSet timer -> told(number, timer.pid(), "sets a timer");
      case ProcessEvent.TimerFired timer -> told(number, timer.pid(), "is reached by a timer");
      case ProcessEvent.TimerCancelled timer ->
          told(number, timer.pid(), "needs no timer any more");
      case ProcessEvent.Joined(Pid pid, var group) -> told(number, pid, "joins " + group);
      case ProcessEvent.Left(Pid pid, var group) -> told(number, pid, "leaves " + group);
      case ProcessEvent.Linked(Pid pid, Pid other) -> told(number, pid, "links to " + name(other));
      case ProcessEvent.Monitoring(Pid pid, Pid other) ->
          told(number, pid, "monitors " + name(other));
      case ProcessEvent.Demonitored(Pid pid, Pid other) ->
          told(number, pid, "monitors no more " + name(other));
      case ProcessEvent.Dropped(Pid from, _, _, Object message) ->
          told(number, from, "finds nobody for " + message.getClass().getSimpleName());
      case ProcessEvent.Noted(Pid pid, Object note) ->
          told(number, pid, wording.shortened(String.valueOf(note)));
    };
  }

  private Cause told(long number, @Nullable Pid pid, String what) {
    return new Cause(number, log.kind(pid), name(pid), what);
  }

  private String sent(ToClient message, Pid client, long number) {
    return switch (message) {
      case ToClient.Ui(JsonNode ui) -> "the whole UI, " + size(Meter.bytes(ui));
      case ToClient.PatchUi(JsonPatch patch) ->
          "%s, %s%s"
              .formatted(
                  Sentences.count(patch.operations().size(), "op", "ops"),
                  size(Meter.bytes(patch.toJson())),
                  patched(patch, client, number)
                      .map(ui -> " instead of " + size(Meter.bytes(ui)))
                      .orElse(""));
      case ToClient.Failed(ToClient.Problem problem) ->
          "error " + wording.shortened(problem.line());
      case ToClient.Ran(_, ToClient.Problem problem) ->
          problem == null ? "the listener has run" : "error " + problem.reason();
      case ToClient.Closed(String why) -> why;
    };
  }

  /** The client's UI with a patch that it was sent. */
  private Optional<JsonNode> patched(JsonPatch patch, Pid client, long number) {
    return log.state(client, number)
        .flatMap(state ->
            state instanceof Client.State shown
                ? Optional.ofNullable(shown.ui())
                : Optional.empty())
        .flatMap(ui -> {
          try {
            return Optional.of(patch.apply(ui));
          } catch (PatchException _) {
            return Optional.empty();
          }
        });
  }

  /** E.g. {@code 91 B} or {@code 1.2 kB}. */
  public static String size(long bytes) {
    if (bytes < 1000) {
      return bytes + " B";
    }
    return bytes < 1_000_000
        ? String.format(Locale.ROOT, "%.1f kB", bytes / 1e3)
        : String.format(Locale.ROOT, "%.1f MB", bytes / 1e6);
  }
}
