package dev.espalier.scenario;

import com.google.common.collect.ImmutableList;
import dev.espalier.environment.Limits;
import java.net.URI;
import java.nio.file.Path;

/**
 * A story that can be played: an app, and what happens to it step by step.
 *
 * @param file where it is written
 * @param limits the design's, save for those the scenario sets
 */
public record Scenario(
    Path file, String title, AppSource app, Limits limits, ImmutableList<Step> steps) {

  /** The same app and limits with other steps. */
  public Scenario withSteps(ImmutableList<Step> others) {
    return new Scenario(file, title, app, limits, others);
  }

  /** Where the app is. */
  public sealed interface AppSource {
    Place place();

    /**
     * A script app.
     *
     * @param path its folder or its file
     */
    record Script(Place place, Path path) implements AppSource {}

    /** A running app. */
    record Remote(Place place, URI url) implements AppSource {}
  }
}
