package dev.espalier.environment;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import dev.espalier.app.App;
import dev.espalier.app.AppException;
import dev.espalier.otp.ChildSpec;
import dev.espalier.otp.ExitReason;
import dev.espalier.otp.From;
import dev.espalier.otp.GenServer;
import dev.espalier.otp.Group;
import dev.espalier.otp.Init;
import dev.espalier.otp.Next;
import dev.espalier.otp.Pid;
import dev.espalier.otp.Request;
import dev.espalier.otp.Signal;
import dev.espalier.otp.Supervision;
import dev.espalier.query.InvalidQueryException;
import dev.espalier.query.Projection;
import dev.espalier.ui.BuildException;
import dev.espalier.ui.Components;
import dev.espalier.ui.Dialect;
import dev.espalier.ui.ViewTemplate;
import org.bson.BsonTimestamp;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * W: a view with its data, drawn by the app when a UIBuilder asks for it and kept until the data
 * differ, or the app. It is shared by all sessions that show it; when none does, it ends after its
 * idle time, or as soon as its data change.
 */
public final class WidgetServer extends GenServer<WidgetServer.State> {

  /**
   * Asked by a UIBuilder, which shows the view from then on.
   *
   * @param at the cluster time whose data the view is to show
   * @param dialect how the app's answer is to be read
   */
  public record FetchView(String session, BsonTimestamp at, Dialect dialect)
      implements Request<Answer> {}

  /** No place of that UIBuilder's UI shows it any more. */
  public record Release(Pid builder) {}

  /** What a UIBuilder gets. */
  public sealed interface Answer {
    /**
     * @param query the Q that feeds it; none without data
     */
    record View(ViewTemplate template, @Nullable Pid query) implements Answer {}

    /** The app failed to draw it; the one drawn before is kept for when the data are back. */
    record Failed(String reason, String message, JsonNode metadata) implements Answer {}
  }

  /**
   * What the app drew.
   *
   * @param revision of the app
   * @param data the documents it was given
   */
  public record Drawn(
      int revision, Dialect dialect, JsonNode data, JsonNode component, ViewTemplate template) {

    private boolean isOf(int otherRevision, JsonNode otherData) {
      return revision == otherRevision && data.equals(otherData);
    }
  }

  /**
   * @param drawn none before the first time
   * @param stale whether the data have changed since
   * @param sessions by the UIBuilders that show it
   */
  public record State(
      WidgetKey key, @Nullable Drawn drawn, boolean stale, ImmutableMap<Pid, Shown> sessions) {

    private State drawn(Drawn now) {
      return new State(key, now, false, sessions);
    }

    private State staled() {
      return new State(key, drawn, true, sessions);
    }

    private State shownBy(Pid builder, Shown shown) {
      return new State(
          key,
          drawn,
          stale,
          ImmutableMap.<Pid, Shown>builder().putAll(sessions).put(builder, shown).buildOrThrow());
    }

    private State without(Pid builder) {
      return new State(
          key,
          drawn,
          stale,
          ImmutableMap.copyOf(Maps.filterKeys(sessions, each -> !each.equals(builder))));
    }
  }

  /** A UIBuilder that shows it. */
  public record Shown(String session, Signal.Monitor monitor) {}

  private final Environment environment;
  private final WidgetKey key;
  private final Projection projection;
  private final AskedApp app;
  private @Nullable Pid query;

  private WidgetServer(Environment environment, WidgetKey key) {
    this.environment = environment;
    this.key = key;
    this.app = new AskedApp(environment, this::sleep, this::outside, this::note);
    try {
      this.projection = Projection.parse(key.projection());
    } catch (InvalidQueryException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** How WDS starts it. */
  public static ChildSpec spec(Environment environment, WidgetKey key) {
    return ChildSpec.worker(key.name(environment), () -> new WidgetServer(environment, key))
        .restart(ChildSpec.Restart.TEMPORARY);
  }

  @Override
  protected Init<State> init() {
    if (key.query() != null) {
      ChildSpec spec = QueryServer.spec(environment, key.query());
      query = call(environment.queries(), new Supervision.StartChild(spec), INFINITY).pidOrExit();
      monitor(query);
    }
    return Init.orTimeout(
        new State(key, null, false, ImmutableMap.of()), environment.limits().widget());
  }

  @Override
  protected Next<State> handleCall(Request<?> request, From from, State state) throws Exception {
    if (!(request instanceof FetchView(String session, BsonTimestamp at, Dialect dialect))) {
      return super.handleCall(request, from, state);
    }
    State current = shown(from.pid(), session, state);
    JsonNode data = dataAt(at);
    int revision = environment.app().revision();
    Drawn drawn = current.drawn();
    try {
      if (drawn == null || !drawn.isOf(revision, data)) {
        drawn = read(revision, dialect, data, draw(data));
      } else if (drawn.dialect() != dialect) {
        drawn = read(revision, dialect, data, drawn.component());
      }
    } catch (AppException e) {
      reply(from, failed(e.reason().code(), e));
      return idle(current.staled());
    } catch (BuildException e) {
      reply(from, new Answer.Failed(e.reason(), String.valueOf(e.getMessage()), e.metadata()));
      return idle(current.staled());
    }
    reply(from, new Answer.View(drawn.template(), query));
    return idle(current.drawn(drawn));
  }

  private State shown(@Nullable Pid builder, String session, State state) {
    if (builder == null || state.sessions().containsKey(builder)) {
      return state;
    }
    join(group(session));
    return state.shownBy(builder, new Shown(session, monitor(builder)));
  }

  private static Group group(String session) {
    return new Group("w", session);
  }

  private JsonNode dataAt(BsonTimestamp at) {
    return query == null
        ? JsonNodeFactory.instance.arrayNode()
        : call(query, new QueryServer.GetData(at, projection), INFINITY);
  }

  private JsonNode draw(JsonNode data) throws AppException {
    return app.view(new App.ViewRequest(key.view(), data, key.props(), key.context()));
  }

  private Drawn read(int revision, Dialect dialect, JsonNode data, JsonNode component)
      throws BuildException {
    Components.check(key.view(), component, dialect);
    return new Drawn(
        revision, dialect, data, component, ViewTemplate.of(key.view(), component, dialect));
  }

  private Answer failed(String reason, AppException e) {
    return new Answer.Failed(
        reason,
        "view %s: %s".formatted(key.view(), e.getMessage()),
        JsonNodeFactory.instance.objectNode().put("view", key.view()));
  }

  private Next<State> idle(State state) {
    return state.sessions().isEmpty()
        ? Next.orTimeout(state, environment.limits().widget())
        : Next.state(state);
  }

  @Override
  protected Next<State> handleCast(Object message, State state) throws Exception {
    return message instanceof Release(Pid builder)
        ? idle(released(builder, state))
        : super.handleCast(message, state);
  }

  private State released(Pid builder, State state) {
    Shown shown = state.sessions().get(builder);
    if (shown == null) {
      return state;
    }
    demonitor(shown.monitor());
    State without = state.without(builder);
    if (without.sessions().values().stream()
        .noneMatch(each -> each.session().equals(shown.session()))) {
      leave(group(shown.session()));
    }
    return without;
  }

  @Override
  protected Next<State> handleInfo(Object message, State state) throws Exception {
    return switch (message) {
      case QueryServer.DataChanged _ ->
          state.sessions().isEmpty() ? Next.stop(state) : Next.state(state.staled());
      case Signal.Down(_, Pid gone, _) when gone.equals(query) ->
          Next.stop(state, new ExitReason.Shutdown("its Q is gone"));
      case Signal.Down(_, Pid gone, _) -> idle(released(gone, state));
      case Signal.Timeout _ -> state.sessions().isEmpty() ? Next.stop(state) : Next.state(state);
      default -> super.handleInfo(message, state);
    };
  }
}
