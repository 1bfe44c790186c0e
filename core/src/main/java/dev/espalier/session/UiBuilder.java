package dev.espalier.session;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import com.google.common.collect.Ordering;
import com.google.common.collect.Sets;
import dev.espalier.environment.DatabaseUnreachableException;
import dev.espalier.environment.Environment;
import dev.espalier.environment.ManifestHandler;
import dev.espalier.environment.Repo;
import dev.espalier.environment.WidgetKey;
import dev.espalier.environment.WidgetServer;
import dev.espalier.otp.CallFailed;
import dev.espalier.otp.ChildSpec;
import dev.espalier.otp.Exit;
import dev.espalier.otp.ExitReason;
import dev.espalier.otp.From;
import dev.espalier.otp.GenServer;
import dev.espalier.otp.Init;
import dev.espalier.otp.Next;
import dev.espalier.otp.Pending;
import dev.espalier.otp.Pid;
import dev.espalier.otp.Request;
import dev.espalier.otp.Signal;
import dev.espalier.otp.StartResult;
import dev.espalier.otp.Supervision;
import dev.espalier.session.Screen.Shown;
import dev.espalier.session.ToClient.Problem;
import dev.espalier.ui.BuildException;
import dev.espalier.ui.JsonPatch;
import dev.espalier.ui.Listener;
import dev.espalier.ui.ViewReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.BsonTimestamp;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * UIBuilder: keeps the UI that the clients at its route have, builds the new one when it is told
 * that views have changed, and sends the difference. A UI is built as of one cluster time
 * (docs/decisions/0003); what it is told while it builds is done in one go afterwards.
 */
public final class UiBuilder extends GenServer<UiBuilder.State> {
  private static final Duration RETRY = Duration.ofMillis(50);
  private static final int ATTEMPTS = 20;
  private static final int DEEPEST = 64;
  private static final int SCREENS_REMEMBERED = 8;
  private static final String OTHER_APP = "the app was replaced while the UI was built";

  /** From the SCM: as of that time these Ws have something new to show. */
  record Rebuild(BsonTimestamp at, ImmutableSet<Pid> widgets) {}

  /** Everything is to be looked at again. */
  record Refresh() {}

  /** The listener behind a code that a client sent. */
  public record FindListener(String code) implements Request<Optional<Listener>> {}

  /**
   * From a client that came late: it is sent the UI that the others have, or a new attempt at it.
   */
  public record Resync(Pid client) {}

  /** To itself: a process was not there; by now it may be. */
  private record TryAgain() {}

  /**
   * @param screen what the clients have; none before the first
   * @param earlier the screens before, whose listeners a client may still run
   * @param task what is to be built when the mailbox is empty
   * @param broken whether the last build came to nothing, so that the next one is a whole one
   * @param attempts how often in a row a build could not be tried
   */
  public record State(
      @Nullable Screen screen,
      ImmutableList<Screen> earlier,
      BuildTask task,
      boolean broken,
      int attempts) {

    private State todo(BuildTask more) {
      return new State(screen, earlier, task.and(more), broken, attempts);
    }

    private State built(Screen newScreen) {
      return new State(
          newScreen,
          Stream.concat(Stream.ofNullable(screen), earlier.stream())
              .limit(SCREENS_REMEMBERED)
              .collect(ImmutableList.toImmutableList()),
          new BuildTask.Nothing(),
          false,
          0);
    }

    private State failed() {
      return new State(screen, earlier, new BuildTask.Nothing(), true, 0);
    }

    private State unattempted() {
      return new State(screen, earlier, new BuildTask.Nothing(), true, attempts + 1);
    }

    private ImmutableMap<WidgetKey, Shown> widgets() {
      return screen == null ? ImmutableMap.of() : screen.widgets();
    }
  }

  private final Environment environment;
  private final Session session;
  private final OpenRoute shows;

  private UiBuilder(Environment environment, Session session, OpenRoute shows) {
    this.environment = environment;
    this.session = session;
    this.shows = shows;
  }

  /** How Session.Supervisor starts the one of a session's own route. */
  static ChildSpec spec(Environment environment, Session session) {
    return spec(environment, session, session.own());
  }

  /** How RDS starts one that a client opens; if it breaks, the client opens the route again. */
  public static ChildSpec opened(Environment environment, Session session, Route route) {
    return spec(environment, session, session.opened(route)).restart(ChildSpec.Restart.TEMPORARY);
  }

  private static ChildSpec spec(Environment environment, Session session, OpenRoute shows) {
    return ChildSpec.worker(shows.builder(), () -> new UiBuilder(environment, session, shows));
  }

  @Override
  protected Init<State> init() {
    if (!shows.equals(session.own())) {
      join(session.openedBuilders());
    }
    return Init.ok(
        build(new State(null, ImmutableList.of(), new BuildTask.Everything(), false, 0)));
  }

  /** Builds as soon as nothing else is to be heard. */
  private static Next<State> next(State state) {
    return state.task() instanceof BuildTask.Nothing
        ? Next.state(state)
        : Next.orTimeout(state, Duration.ZERO);
  }

  @Override
  protected Next<State> handleCast(Object message, State state) throws Exception {
    return switch (message) {
      case Rebuild(BsonTimestamp at, ImmutableSet<Pid> widgets) ->
          next(state.todo(task(at, widgets, state)));
      case Refresh() -> next(state.todo(new BuildTask.Everything()));
      case Resync(Pid client) when state.screen() != null -> {
        send(client, new ToClient.Ui(state.screen().ui()));
        yield next(state);
      }
      case Resync _ -> next(state.todo(new BuildTask.Everything()));
      default -> super.handleCast(message, state);
    };
  }

  private static BuildTask task(BsonTimestamp at, ImmutableSet<Pid> widgets, State state) {
    Screen screen = state.screen();
    if (screen == null || state.broken()) {
      return new BuildTask.Everything();
    }
    ImmutableSet<Pid> older =
        screen.widgets().values().stream()
            .filter(shown -> shown.fetched().compareTo(at) < 0)
            .map(Shown::widget)
            .filter(widgets::contains)
            .collect(ImmutableSet.toImmutableSet());
    return older.isEmpty()
        ? new BuildTask.Nothing()
        : new BuildTask.Some(Ordering.natural().max(at, screen.at()), older);
  }

  @Override
  protected Next<State> handleCall(Request<?> request, From from, State state) throws Exception {
    if (!(request instanceof FindListener(String code))) {
      return super.handleCall(request, from, state);
    }
    reply(
        from,
        Stream.concat(Stream.ofNullable(state.screen()), state.earlier().stream())
            .flatMap(screen -> screen.listener(code, session.codes()).stream())
            .findFirst());
    return next(state);
  }

  @Override
  protected Next<State> handleInfo(Object message, State state) throws Exception {
    return switch (message) {
      case Signal.Timeout _ -> next(build(state));
      case Signal.Down _, TryAgain _ -> next(state.todo(new BuildTask.Everything()));
      default -> super.handleInfo(message, state);
    };
  }

  private State build(State state) {
    Build build = new Build(state);
    try {
      Screen screen = watched(build, state);
      release(state.widgets(), screen.widgets().keySet());
      if (state.broken()) {
        cast(session.changeManager(), new ChangeEventManager.Waiting(shows.builder(), false));
      }
      show(screen, state.screen());
      return state.built(screen);
    } catch (BuildException e) {
      release(build.widgets, state.widgets().keySet());
      if (build.isOutdated()) {
        return tryLater(OTHER_APP, state);
      }
      return fail(new Problem(e.reason(), String.valueOf(e.getMessage()), e.metadata()), state);
    } catch (DatabaseUnreachableException e) {
      release(build.widgets, state.widgets().keySet());
      return fail(problem("mongo_error", e.toString()), state);
    } catch (CallFailed | Exit e) {
      release(build.widgets, state.widgets().keySet());
      return tryLater(String.valueOf(e.getMessage()), state);
    }
  }

  /** Has the SCM watch what the screen shows. */
  private Screen watched(Build build, State state) throws BuildException {
    Screen screen = build.screen();
    ImmutableMap<Pid, Pid> before =
        state.screen() == null ? ImmutableMap.of() : state.screen().queries();
    ImmutableMap<Pid, Pid> now = screen.queries();
    if (build.task instanceof BuildTask.Some && now.equals(before)) {
      return screen;
    }
    ImmutableSet<Pid> added = Sets.difference(now.keySet(), before.keySet()).immutableCopy();
    ChangeEventManager.Unreported unreported =
        call(
            session.changeManager(),
            new ChangeEventManager.Use(shows.builder(), screen.at(), now, added),
            INFINITY);
    return screen.unreported(unreported.widgets(), unreported.until());
  }

  /** Lets go of the Ws that are not among those kept. */
  private void release(Map<WidgetKey, Shown> widgets, Set<WidgetKey> kept) {
    Maps.filterKeys(widgets, key -> !kept.contains(key))
        .values()
        .forEach(shown -> {
          demonitor(shown.monitor());
          cast(shown.widget(), new WidgetServer.Release(self()));
        });
  }

  private void show(Screen screen, @Nullable Screen before) {
    if (before == null) {
      publish(shows.clients(), new ToClient.Ui(screen.ui()));
      return;
    }
    JsonPatch patch = JsonPatch.between(before.ui(), screen.ui());
    if (!patch.isEmpty()) {
      publish(shows.clients(), new ToClient.PatchUi(patch));
    }
  }

  private static Problem problem(String reason, String message) {
    return new Problem(reason, message, JsonNodeFactory.instance.objectNode());
  }

  /** Leaves the last UI in place, until any change. */
  private State fail(Problem problem, State state) {
    cast(session.changeManager(), new ChangeEventManager.Waiting(shows.builder(), true));
    publish(shows.clients(), new ToClient.Failed(problem));
    return state.failed();
  }

  /** A process that was asked is not there: its supervisor will have restarted it soon. */
  private State tryLater(String failure, State state) {
    if (state.attempts() >= ATTEMPTS) {
      return fail(problem("unknown_error", failure), state);
    }
    sendAfter(RETRY, new TryAgain());
    return state.unattempted();
  }

  /**
   * One build: fetches the views that are not known to be unchanged, level by level, from one and
   * the same app.
   */
  private final class Build {
    private final @Nullable Screen before;
    private final BuildTask task;
    private final int revision = environment.app().revision();
    private final Map<WidgetKey, Shown> widgets = new LinkedHashMap<>();

    Build(State state) {
      this.before = state.screen();
      this.task =
          before == null || before.revision() == revision
              ? state.task()
              : new BuildTask.Everything();
    }

    /** Whether the app was replaced meanwhile. */
    boolean isOutdated() {
      return environment.app().revision() != revision;
    }

    Screen screen() throws BuildException {
      return before != null && task instanceof BuildTask.Some(BsonTimestamp at, _)
          ? screen(at, before.viewpoint())
          : screen(call(environment.repo(), new Repo.Connection()).now(), viewpoint());
    }

    private Viewpoint viewpoint() throws BuildException {
      return Viewpoint.of(
          environment,
          session,
          shows.route(),
          call(environment.manifestHandler(), new ManifestHandler.GetManifest(), INFINITY));
    }

    private Screen screen(BsonTimestamp at, Viewpoint viewpoint) throws BuildException {
      Set<WidgetKey> level = Set.of(viewpoint.rootKey());
      for (int depth = 0; !level.isEmpty(); depth++) {
        if (depth > DEEPEST) {
          throw new BuildException(
              "build_errors",
              "views are nested more than %d deep, down to %s"
                  .formatted(DEEPEST, level.iterator().next().view()),
              JsonNodeFactory.instance.objectNode());
        }
        level.forEach(this::keep);
        fetch(List.copyOf(Sets.difference(level, widgets.keySet())), at, viewpoint);
        level = inside(level);
      }
      Screen screen =
          Screen.of(at, revision, viewpoint, ImmutableMap.copyOf(widgets), session.codes(), before);
      if (isOutdated()) {
        throw new Exit(ExitReason.failure(OTHER_APP));
      }
      return screen;
    }

    private @Nullable Shown known(WidgetKey key) {
      return before == null ? null : before.widgets().get(key);
    }

    /** Takes a view over from the screen before if nothing is new in it. */
    private void keep(WidgetKey key) {
      Shown shown = known(key);
      if (shown != null
          && shown.isReliable()
          && task instanceof BuildTask.Some(_, ImmutableSet<Pid> changed)
          && !changed.contains(shown.widget())) {
        widgets.put(key, shown);
      }
    }

    private Set<WidgetKey> inside(Set<WidgetKey> level) {
      Set<WidgetKey> next = new LinkedHashSet<>();
      level.forEach(key -> next.addAll(Objects.requireNonNull(widgets.get(key)).children()));
      next.removeAll(widgets.keySet());
      return next;
    }

    /** Asks all Ws at once; of several that fail the first in the document counts. */
    private void fetch(List<WidgetKey> keys, BsonTimestamp at, Viewpoint viewpoint)
        throws BuildException {
      List<Pid> pids = start(keys);
      List<Pending<WidgetServer.Answer>> answers =
          pids.stream()
              .map(pid ->
                  request(pid, new WidgetServer.FetchView(session.id(), at, viewpoint.dialect())))
              .toList();
      for (int i = 0; i < keys.size(); i++) {
        accept(keys.get(i), pids.get(i), at, await(answers.get(i), INFINITY), viewpoint);
      }
    }

    private List<Pid> start(List<WidgetKey> keys) throws BuildException {
      Map<WidgetKey, Pending<StartResult>> starts = new LinkedHashMap<>();
      for (WidgetKey key : keys) {
        if (task instanceof BuildTask.Everything || known(key) == null) {
          ChildSpec spec = WidgetServer.spec(environment, key);
          starts.put(key, request(environment.widgets(), new Supervision.StartChild(spec)));
        }
      }
      List<Pid> pids = new ArrayList<>();
      for (WidgetKey key : keys) {
        Pending<StartResult> start = starts.get(key);
        pids.add(
            start == null
                ? Objects.requireNonNull(known(key)).widget()
                : started(key, await(start, INFINITY)));
      }
      return pids;
    }

    private static Pid started(WidgetKey key, StartResult result) throws BuildException {
      if (result instanceof StartResult.Failed(ExitReason reason) && !reason.isInterruption()) {
        throw new BuildException(
            "unknown_error",
            "view %s: %s".formatted(key.view(), reason),
            JsonNodeFactory.instance.objectNode().put("view", key.view()));
      }
      return result.pidOrExit();
    }

    private void accept(
        WidgetKey key,
        Pid widget,
        BsonTimestamp at,
        WidgetServer.Answer answer,
        Viewpoint viewpoint)
        throws BuildException {
      switch (answer) {
        case WidgetServer.Answer.Failed failed ->
            throw new BuildException(failed.reason(), failed.message(), failed.metadata());
        case WidgetServer.Answer.View view -> {
          ImmutableList.Builder<WidgetKey> children = ImmutableList.builder();
          for (ViewReference reference : view.template().references()) {
            children.add(viewpoint.key(reference));
          }
          widgets.put(
              key,
              new Shown(
                  widget,
                  view.query(),
                  monitorOf(key, widget),
                  at,
                  at,
                  view.template(),
                  children.build()));
        }
      }
    }

    private Signal.Monitor monitorOf(WidgetKey key, Pid widget) {
      Shown shown = known(key);
      return shown != null && shown.widget().equals(widget) ? shown.monitor() : monitor(widget);
    }
  }
}
