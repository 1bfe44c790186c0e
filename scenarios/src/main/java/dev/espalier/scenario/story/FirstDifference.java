package dev.espalier.scenario.story;

import dev.espalier.trace.Recording;
import dev.espalier.trace.TraceEvent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where two runs first go differently.
 *
 * @param number of the first event that is not the same
 * @param one what happens there in one run, in plain words
 * @param other what happens there in the other
 */
public record FirstDifference(long number, String one, String other) {
  private static final String OVER = "nothing more happens";

  /** Compares two recordings as far as they go; none when they are the same. */
  public static Optional<FirstDifference> between(Recording one, Recording other, Wording wording) {
    List<TraceEvent> some = one.after(0);
    List<TraceEvent> others = other.after(0);
    Sameness sameness = new Sameness();
    int index = 0;
    while (index < some.size()
        && index < others.size()
        && sameness.of(some.get(index), others.get(index))) {
      index++;
    }
    return index == some.size() && index == others.size()
        ? Optional.empty()
        : Optional.of(told(some, others, index, wording));
  }

  /**
   * Compares an event with what was recorded in its place.
   *
   * @param line of a recording that has the same events before; null if it is over
   * @param events those that happen now
   * @param index of the one that differs; one past the last if nothing more happens now
   */
  public static FirstDifference fromRecorded(
      @Nullable String line, List<TraceEvent> events, int index, Wording wording) {
    String now = told(events, index, wording);
    if (line == null) {
      return new FirstDifference(index + 1L, OVER, now);
    }
    JsonNode recorded = JsonMapper.shared().readTree(line);
    Happenings before = Happenings.of(events.subList(0, index), wording);
    String then = before.of(recorded);
    return index == events.size() || !then.equals(now)
        ? new FirstDifference(index + 1L, then, now)
        : told(index, then, recorded, now, json(events.get(index)), wording);
  }

  private static FirstDifference told(
      List<TraceEvent> some, List<TraceEvent> others, int index, Wording wording) {
    String one = told(some, index, wording);
    String other = told(others, index, wording);
    if (!one.equals(other)) {
      return new FirstDifference(index + 1L, one, other);
    }
    return told(index, one, json(some.get(index)), other, json(others.get(index)), wording);
  }

  /** The same words, and the first thing in the events that is not the same. */
  private static FirstDifference told(
      int index, String one, JsonNode json, String other, JsonNode otherJson, Wording wording) {
    JsonPointer at = differing(JsonPointer.empty(), json, otherJson);
    return new FirstDifference(
        index + 1L, one + with(json, at, wording), other + with(otherJson, at, wording));
  }

  private static String told(List<TraceEvent> events, int index, Wording wording) {
    return index == events.size()
        ? OVER
        : Happenings.of(events.subList(0, index), wording).of(json(events.get(index)));
  }

  /** As the recording shows it. */
  private static JsonNode json(TraceEvent event) {
    return JsonMapper.shared().readTree(event.toJson());
  }

  /** The first place where two documents differ that has no such place in it. */
  private static JsonPointer differing(JsonPointer at, JsonNode one, JsonNode other) {
    if (one.isObject() && other.isObject()) {
      Set<String> keys = new TreeSet<>(one.propertyNames());
      keys.addAll(other.propertyNames());
      for (String key : keys) {
        if (!one.path(key).equals(other.path(key))) {
          return differing(at.appendProperty(key), one.path(key), other.path(key));
        }
      }
    }
    if (one.isArray() && other.isArray()) {
      for (int i = 0; i < Math.max(one.size(), other.size()); i++) {
        if (!one.path(i).equals(other.path(i))) {
          return differing(at.appendIndex(i), one.path(i), other.path(i));
        }
      }
    }
    return at;
  }

  private static String with(JsonNode event, JsonPointer at, Wording wording) {
    JsonNode value = event.at(at);
    return ", with %s at %s"
        .formatted(value.isMissingNode() ? "nothing" : wording.value(value), at);
  }
}
