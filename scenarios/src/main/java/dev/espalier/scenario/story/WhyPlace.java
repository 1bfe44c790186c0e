package dev.espalier.scenario.story;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import dev.espalier.app.Manifest;
import dev.espalier.app.Mode;
import dev.espalier.environment.QueryKey;
import dev.espalier.environment.WidgetKey;
import dev.espalier.environment.WidgetServer;
import dev.espalier.gateway.Client;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.query.DocumentJson;
import dev.espalier.ui.BuildException;
import dev.espalier.ui.ViewReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Which view drew a place of a UI. A UI does not tell; but what each W drew has references where
 * other views go, so that it can be walked from the route's view on.
 */
final class WhyPlace {
  private static final Splitter SEGMENTS = Splitter.on('/');

  /** What was drawn before so many events is not looked for. */
  private static final long FURTHEST = 100_000;

  private final ImmutableList<WidgetServer.State> widgets;
  private final @Nullable ViewReference root;

  private WhyPlace(ImmutableList<WidgetServer.State> widgets, @Nullable ViewReference root) {
    this.widgets = widgets;
    this.root = root;
  }

  /**
   * @param builder made the UI
   * @param client has it
   * @param number of the message with which it was sent
   */
  static WhyPlace of(WhyLog log, Pid builder, Pid client, long number) {
    Map<Pid, WidgetServer.State> last = new LinkedHashMap<>();
    Manifest[] manifest = new Manifest[1];
    log.back(number, event -> event.number() > number - FURTHEST)
        .forEach(event -> {
          switch (event.event()) {
            case ProcessEvent.Handled(Pid pid, _, WidgetServer.State state) ->
                last.putIfAbsent(pid, state);
            case ProcessEvent.Handled(_, _, Manifest state) when manifest[0] == null ->
                manifest[0] = state;
            default -> {}
          }
        });
    return new WhyPlace(
        last.values().stream()
            .filter(state -> state.sessions().containsKey(builder) && state.drawn() != null)
            .collect(ImmutableList.toImmutableList()),
        root(log, client, number, manifest[0]));
  }

  private static @Nullable ViewReference root(
      WhyLog log, Pid client, long number, @Nullable Manifest manifest) {
    return log.state(client, number)
        .flatMap(state ->
            manifest != null && state instanceof Client.State known
                ? manifest.route(Mode.LENRA, known.session().role(), known.session().path())
                : Optional.empty())
        .map(match -> match.route().view())
        .orElse(null);
  }

  /** The view that drew what stands at a JSON pointer into the UI, if it can be told. */
  Optional<WidgetKey> at(String pointer) {
    Optional<WidgetServer.State> widget = root == null ? Optional.empty() : widget(root);
    JsonNode json = widget.map(WhyPlace::component).orElse(null);
    for (String segment : SEGMENTS.split(pointer.replaceFirst("^/root/?", ""))) {
      if (json == null || segment.isEmpty()) {
        break;
      }
      json = child(json, segment);
      if (json != null && isReference(json)) {
        widget = reference(json).flatMap(this::widget);
        json = widget.map(WhyPlace::component).orElse(null);
      }
    }
    return widget.map(WidgetServer.State::key);
  }

  private static @Nullable JsonNode component(WidgetServer.State widget) {
    WidgetServer.Drawn drawn = widget.drawn();
    return drawn == null ? null : drawn.component();
  }

  private static @Nullable JsonNode child(JsonNode json, String segment) {
    if (!json.isArray()) {
      return json.get(segment.replace("~1", "/").replace("~0", "~"));
    }
    return segment.matches("\\d{1,9}") ? json.get(Integer.parseInt(segment)) : null;
  }

  private static boolean isReference(JsonNode json) {
    String type = json.path("_type").asString(json.path("type").asString(""));
    return type.equals("view") || type.equals("widget");
  }

  private static Optional<ViewReference> reference(JsonNode json) {
    try {
      return Optional.of(ViewReference.of(json));
    } catch (BuildException _) {
      return Optional.empty();
    }
  }

  private Optional<WidgetServer.State> widget(ViewReference reference) {
    return widgets.stream().filter(widget -> isFor(widget.key(), reference)).findFirst();
  }

  private static boolean isFor(WidgetKey key, ViewReference reference) {
    return key.view().equals(reference.name())
        && key.props().equals(reference.props())
        && isFor(key.query(), reference);
  }

  /** Parameters such as {@code "@me"} may stand for anything: one session's Ws are compared. */
  private static boolean isFor(@Nullable QueryKey query, ViewReference reference) {
    if (query == null || reference.collection() == null) {
      return query == null && reference.collection() == null;
    }
    JsonNode asked = DocumentJson.toJson(query.filter().source());
    return query.collection().equals(reference.collection())
        && Stream.concat(
                asked.properties().stream().map(Map.Entry::getKey),
                reference.query().properties().stream().map(Map.Entry::getKey))
            .allMatch(key -> isFor(asked.path(key), reference.query().path(key)));
  }

  private static boolean isFor(JsonNode asked, JsonNode written) {
    return asked.equals(written) || written.asString("").startsWith("@");
  }
}
