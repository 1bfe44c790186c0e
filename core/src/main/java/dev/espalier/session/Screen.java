package dev.espalier.session;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import dev.espalier.environment.WidgetKey;
import dev.espalier.otp.Pid;
import dev.espalier.otp.Signal;
import dev.espalier.ui.BuildException;
import dev.espalier.ui.Dialect;
import dev.espalier.ui.Listener;
import dev.espalier.ui.ListenerCodes;
import dev.espalier.ui.ViewTemplate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bson.BsonTimestamp;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A UI as of one cluster time, and the views it was assembled from. What has not changed since the
 * screen before is the same instance, so that comparing the two costs only what differs.
 *
 * @param revision of the app that drew it
 * @param viewpoint what the session asked its views for
 * @param assembled each view with those inside it
 */
record Screen(
    BsonTimestamp at,
    int revision,
    Viewpoint viewpoint,
    ImmutableMap<WidgetKey, Shown> widgets,
    ImmutableMap<WidgetKey, JsonNode> assembled,
    JsonNode ui) {

  /**
   * A view in its place.
   *
   * @param widget its W
   * @param query the Q that feeds the W; none without data
   * @param fetched the cluster time as of which it was last asked for
   * @param unreported until when changes of it may have gone unreported
   * @param children the views inside it, in the order of the document
   */
  record Shown(
      Pid widget,
      @Nullable Pid query,
      Signal.Monitor monitor,
      BsonTimestamp fetched,
      BsonTimestamp unreported,
      ViewTemplate template,
      ImmutableList<WidgetKey> children) {

    /** Whether it is what it was when it was fetched, unless a change of it is reported. */
    boolean isReliable() {
      return unreported.compareTo(fetched) <= 0;
    }

    private Shown unreportedUntil(BsonTimestamp time) {
      return new Shown(widget, query, monitor, fetched, time, template, children);
    }
  }

  /**
   * Assembles a UI: {@code {"root": component}}, or the bare data.
   *
   * @param codes the session's
   * @throws BuildException when a view contains itself
   */
  static Screen of(
      BsonTimestamp at,
      int revision,
      Viewpoint viewpoint,
      ImmutableMap<WidgetKey, Shown> widgets,
      ListenerCodes codes,
      @Nullable Screen before)
      throws BuildException {
    Assembly assembly = new Assembly(widgets, codes, before);
    JsonNode root = assembly.of(viewpoint.rootKey());
    JsonNode ui =
        viewpoint.dialect() == Dialect.JSON
            ? root
            : JsonNodeFactory.instance.objectNode().set("root", root);
    return new Screen(
        at, revision, viewpoint, widgets, ImmutableMap.copyOf(assembly.assembled), ui);
  }

  private static final class Assembly {
    private final ImmutableMap<WidgetKey, Shown> widgets;
    private final ListenerCodes codes;
    private final @Nullable Screen before;
    private final Map<WidgetKey, JsonNode> assembled = new HashMap<>();
    private final LinkedHashSet<WidgetKey> outer = new LinkedHashSet<>();

    Assembly(ImmutableMap<WidgetKey, Shown> widgets, ListenerCodes codes, @Nullable Screen before) {
      this.widgets = widgets;
      this.codes = codes;
      this.before = before;
    }

    JsonNode of(WidgetKey key) throws BuildException {
      JsonNode done = assembled.get(key);
      if (done != null) {
        return done;
      }
      if (!outer.add(key)) {
        throw new BuildException(
            "build_errors",
            "view %s contains itself: %s"
                .formatted(key.view(), outer.stream().map(WidgetKey::view).toList()),
            JsonNodeFactory.instance.objectNode().put("view", key.view()));
      }
      Shown shown = Objects.requireNonNull(widgets.get(key));
      List<JsonNode> inside = new ArrayList<>();
      for (WidgetKey child : shown.children()) {
        inside.add(of(child));
      }
      outer.remove(key);
      JsonNode whole = reuse(key, shown, inside);
      assembled.put(key, whole);
      return whole;
    }

    private JsonNode reuse(WidgetKey key, Shown shown, List<JsonNode> inside) {
      return unchanged(key, shown, inside)
          ? Objects.requireNonNull(Objects.requireNonNull(before).assembled().get(key))
          : shown.template().assemble(inside, codes);
    }

    @SuppressWarnings("ReferenceEquality") // what is unchanged is the same instance
    private boolean unchanged(WidgetKey key, Shown shown, List<JsonNode> inside) {
      Shown former = before == null ? null : before.widgets().get(key);
      if (before == null || former == null || former.template() != shown.template()) {
        return false;
      }
      for (int i = 0; i < inside.size(); i++) {
        if (before.assembled().get(shown.children().get(i)) != inside.get(i)) {
          return false;
        }
      }
      return true;
    }
  }

  /** This screen, when changes of these Ws may have gone unreported until then. */
  Screen unreported(ImmutableSet<Pid> of, BsonTimestamp until) {
    Map<WidgetKey, Shown> noted =
        Maps.transformValues(
            widgets, shown -> of.contains(shown.widget()) ? shown.unreportedUntil(until) : shown);
    return new Screen(at, revision, viewpoint, ImmutableMap.copyOf(noted), assembled, ui);
  }

  /** The Ws that have data, with their Qs. */
  ImmutableMap<Pid, Pid> queries() {
    ImmutableMap.Builder<Pid, Pid> queries = ImmutableMap.builder();
    for (Shown shown : widgets.values()) {
      if (shown.query() != null) {
        queries.put(shown.widget(), shown.query());
      }
    }
    return queries.buildOrThrow();
  }

  /** The listener that the UI has under a code of the session. */
  Optional<Listener> listener(String code, ListenerCodes codes) {
    return widgets.values().stream()
        .flatMap(shown -> shown.template().listeners().values().stream())
        .filter(listener -> codes.of(listener.code()).equals(code))
        .findFirst();
  }
}
