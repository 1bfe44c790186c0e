package dev.espalier.scenario.invariant;

import com.google.common.collect.ImmutableSet;
import dev.espalier.environment.WidgetKey;
import dev.espalier.session.Session;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Knows what UI an app makes of documents, whatever happened before. */
public interface Oracle {

  /** The UI of a session; none when the app draws none, e.g. because a view fails. */
  Optional<Drawing> draw(Session session, Snapshot documents);

  /**
   * @param views those the UI is made of
   */
  record Drawing(JsonNode ui, ImmutableSet<WidgetKey> views) {}
}
