package dev.espalier.app;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espalier.ui.BuildException;
import dev.espalier.ui.Dialect;
import dev.espalier.ui.ViewReference;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What the runner needs of an app's manifest, whatever its dialect.
 *
 * @param routes in the manifest's order; the first that matches a path wins
 */
public record Manifest(Dialect dialect, ImmutableList<Route> routes) {

  private static final Splitter SEGMENTS = Splitter.on('/').omitEmptyStrings();

  /**
   * @param path e.g. {@code /} or {@code /notes/:id}
   */
  public record Route(String path, ViewReference view) {}

  /**
   * @param parameters what stands in the path for the route's {@code :names}
   */
  public record Match(Route route, ImmutableMap<String, String> parameters) {}

  /**
   * Reads a manifest of any dialect, bare or wrapped in {@code {"manifest": …}}. Apps without
   * routes get one, {@code /}, to their root view.
   *
   * @throws AppException when it is no manifest; the message names the place and what to write
   */
  public static Manifest parse(JsonNode answer) throws AppException {
    JsonNode manifest = answer.path("manifest").isObject() ? answer.path("manifest") : answer;
    if (!manifest.isObject()) {
      throw invalid("manifest", "is not an object: " + answer, routesExample());
    }
    if (manifest.has("lenra")) {
      return new Manifest(Dialect.ROUTE, routes(manifest.path("lenra").path("routes")));
    }
    if (manifest.has("rootView") || manifest.has("lenraRoutes")) {
      return new Manifest(Dialect.VIEW, viewRoutes(manifest));
    }
    return new Manifest(Dialect.WIDGET, ImmutableList.of(root(manifest, "rootWidget", "main")));
  }

  private static ImmutableList<Route> viewRoutes(JsonNode manifest) throws AppException {
    if (manifest.has("rootView")) {
      return ImmutableList.of(root(manifest, "rootView", "main"));
    }
    ImmutableList.Builder<Route> routes = ImmutableList.builder();
    for (var route : manifest.path("lenraRoutes").properties()) {
      routes.add(
          new Route(
              route.getKey(), view("manifest.lenraRoutes." + route.getKey(), route.getValue())));
    }
    return routes.build();
  }

  private static Route root(JsonNode manifest, String key, String otherwise) throws AppException {
    JsonNode name = manifest.path(key);
    if (name.isMissingNode()) {
      return new Route("/", ViewReference.named(otherwise));
    }
    if (!name.isString()) {
      throw invalid("manifest." + key, "is not a view's name: " + name, "\"main\"");
    }
    return new Route("/", ViewReference.named(name.stringValue()));
  }

  private static ImmutableList<Route> routes(JsonNode written) throws AppException {
    if (!written.isArray()) {
      throw invalid("manifest.lenra.routes", "is not an array", routesExample());
    }
    ImmutableList.Builder<Route> routes = ImmutableList.builder();
    for (int i = 0; i < written.size(); i++) {
      String place = "manifest.lenra.routes[" + i + "]";
      JsonNode path = written.get(i).path("path");
      if (!path.isString()) {
        throw invalid(place + ".path", "is missing", "\"/\"");
      }
      routes.add(new Route(path.stringValue(), view(place + ".view", written.get(i).path("view"))));
    }
    return routes.build();
  }

  private static ViewReference view(String place, JsonNode written) throws AppException {
    try {
      return ViewReference.of(written);
    } catch (BuildException e) {
      throw invalid(place, "names no view", "{\"_type\": \"view\", \"name\": \"main\"}");
    }
  }

  private static String routesExample() {
    return "{\"lenra\": {\"routes\": [{\"path\": \"/\", \"view\": {\"_type\": \"view\", \"name\":"
        + " \"main\"}}]}}";
  }

  private static AppException invalid(String place, String what, String example) {
    return new AppException(
        AppException.Reason.BAD_REQUEST, "%s %s; write %s".formatted(place, what, example));
  }

  /** The first route that a path follows, segment by segment. */
  public Optional<Match> route(String path) {
    List<String> segments = SEGMENTS.splitToList(path);
    return routes.stream().flatMap(route -> match(route, segments).stream()).findFirst();
  }

  private static Optional<Match> match(Route route, List<String> segments) {
    List<String> pattern = SEGMENTS.splitToList(route.path());
    if (pattern.size() != segments.size()) {
      return Optional.empty();
    }
    ImmutableMap.Builder<String, String> parameters = ImmutableMap.builder();
    for (int i = 0; i < segments.size(); i++) {
      if (pattern.get(i).startsWith(":")) {
        parameters.put(pattern.get(i).substring(1), segments.get(i));
      } else if (!pattern.get(i).equals(segments.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(new Match(route, parameters.buildKeepingLast()));
  }
}
