package dev.espalier.scenario.play;

import com.google.common.primitives.Ints;
import dev.espalier.session.ToClient;
import dev.espalier.ui.JsonPatch;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What the writes of an episode cost, each on its way from the change stream to the clients.
 *
 * @param writes changes of the database
 * @param managers for each of them how many SCMs were told
 * @param queries for each how many Qs were asked
 * @param hits for each to how many Qs it made a difference
 * @param widgets for each how many Ws were then asked for their views
 * @param views how often the app was asked for one: the others had not changed
 * @param patches that clients got
 * @param bytes of those patches, as they go over the wire
 * @param smallest bytes that would have done, by {@link #smallest}
 */
public record Meter(
    int writes,
    int managers,
    int queries,
    int hits,
    int widgets,
    int views,
    int patches,
    long bytes,
    long smallest) {
  public static final Meter ZERO = new Meter(0, 0, 0, 0, 0, 0, 0, 0, 0);

  static Meter of(Episode episode) {
    int managers = 0;
    int queries = 0;
    int hits = 0;
    int widgets = 0;
    for (ChangePath path : episode.changes()) {
      managers += path.managers().size();
      queries += path.asked().size();
      hits += path.moved().size();
      widgets += path.fetched().size();
    }
    int patches = 0;
    long bytes = 0;
    long smallest = 0;
    for (Episode.Delivery delivery : episode.deliveries()) {
      if (delivery.content() instanceof ToClient.PatchUi(JsonPatch patch)) {
        long size = bytes(patch.toJson());
        patches++;
        bytes += size;
        smallest +=
            delivery.before() == null || delivery.after() == null
                ? size
                : Math.min(size, smallest(delivery.before(), delivery.after()));
      }
    }
    return new Meter(
        episode.changes().size(),
        managers,
        queries,
        hits,
        widgets,
        episode.renderings().size(),
        patches,
        bytes,
        smallest);
  }

  /**
   * How many bytes lead from one UI to another at least: those of the difference between the two as
   * they stand, which knows nothing of how they were built, or those of the whole new UI.
   */
  static long smallest(JsonNode before, JsonNode after) {
    JsonNode whole =
        JsonNodeFactory.instance
            .arrayNode()
            .add(
                JsonNodeFactory.instance
                    .objectNode()
                    .put("op", "replace")
                    .put("path", "")
                    .set("value", after));
    JsonPatch difference = JsonPatch.between(before.deepCopy(), after.deepCopy());
    return Math.min(bytes(difference.toJson()), bytes(whole));
  }

  /** How long a value is as it goes over the wire. */
  public static int bytes(JsonNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8).length;
  }

  /** Bytes that could have been saved. */
  public long excess() {
    return bytes - smallest;
  }

  /** With what another episode cost. */
  public Meter and(Meter other) {
    return new Meter(
        writes + other.writes,
        managers + other.managers,
        queries + other.queries,
        hits + other.hits,
        widgets + other.widgets,
        views + other.views,
        patches + other.patches,
        bytes + other.bytes,
        smallest + other.smallest);
  }

  /**
   * What a scenario calls by that name.
   *
   * @param gauge one of {@link dev.espalier.scenario.Vocabulary#GAUGES}
   */
  public int reading(String gauge) {
    return switch (gauge) {
      case "writes" -> writes;
      case "SCM" -> managers;
      case "Q" -> queries;
      case "hits" -> hits;
      case "W" -> widgets;
      case "views" -> views;
      case "patches" -> patches;
      case "bytes" -> Ints.saturatedCast(bytes);
      case "excess" -> Ints.saturatedCast(excess());
      default -> throw new IllegalArgumentException("the meter counts no " + gauge);
    };
  }
}
