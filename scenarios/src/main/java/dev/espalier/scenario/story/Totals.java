package dev.espalier.scenario.story;

import dev.espalier.scenario.play.Episode;
import dev.espalier.session.ToClient;
import dev.espalier.ui.JsonPatch;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.JsonNode;

/**
 * What a run came to.
 *
 * @param changes of the database
 * @param renderings views the app was asked for
 * @param patches that clients got
 * @param bytes of those patches, as they go over the wire
 */
public record Totals(int steps, int changes, int renderings, int patches, long bytes) {
  public static final Totals NONE = new Totals(0, 0, 0, 0, 0);

  /** With what happened in one more step, or at the start. */
  public Totals and(int moreSteps, Episode episode) {
    int count = 0;
    long size = 0;
    for (Episode.Delivery delivery : episode.deliveries()) {
      if (delivery.content() instanceof ToClient.PatchUi(JsonPatch patch)) {
        count++;
        size += bytes(patch.toJson());
      }
    }
    return new Totals(
        steps + moreSteps,
        changes + episode.changes().size(),
        renderings + episode.renderings().size(),
        patches + count,
        bytes + size);
  }

  static long bytes(JsonNode json) {
    return json.toString().getBytes(StandardCharsets.UTF_8).length;
  }
}
