package dev.espalier.app;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espalier.ui.BuildException;
import dev.espalier.ui.Dialect;
import dev.espalier.ui.ViewReference;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the runner needs of an app's manifest, whatever its dialect.
 *
 * @param routes in the manifest's order; the first that matches a path wins
 * @param jsonRoutes those for clients that draw themselves, likewise
 */
public record Manifest(
    Dialect dialect, ImmutableList<Route> routes, ImmutableList<Route> jsonRoutes) {

  private static final Splitter SEGMENTS = Splitter.on('/').omitEmptyStrings();
  private static final ImmutableSet<String> USERS = ImmutableSet.of("user");
  private static final ImmutableSet<String> EVERYBODY = ImmutableSet.of("user", "guest");

  /**
   * @param path e.g. {@code /} or {@code /notes/:id}
   * @param roles whom it is for: {@code user}, {@code guest} or both
   * @param written as the app wrote it
   */
  public record Route(
      String path, ViewReference view, ImmutableSet<String> roles, JsonNode written) {

    /** A route of an older app, to one view. */
    private static Route to(String path, String view) {
      ObjectNode written = JsonNodeFactory.instance.objectNode().put("path", path);
      written.putObject("view").put("_type", "view").put("name", view);
      return new Route(path, ViewReference.named(view), EVERYBODY, written);
    }
  }

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
    if (manifest.has("lenra") || manifest.has("json")) {
      return new Manifest(Dialect.ROUTE, routes(manifest, "lenra"), routes(manifest, "json"));
    }
    ImmutableList<Route> jsonRoutes = routesByPath(manifest, "jsonRoutes");
    if (manifest.has("rootView")) {
      return new Manifest(
          Dialect.VIEW, ImmutableList.of(root(manifest, "rootView", "main")), jsonRoutes);
    }
    if (manifest.has("lenraRoutes")) {
      return new Manifest(Dialect.VIEW, routesByPath(manifest, "lenraRoutes"), jsonRoutes);
    }
    return new Manifest(
        Dialect.WIDGET, ImmutableList.of(root(manifest, "rootWidget", "main")), jsonRoutes);
  }

  private static ImmutableList<Route> routesByPath(JsonNode manifest, String key)
      throws AppException {
    ImmutableList.Builder<Route> routes = ImmutableList.builder();
    for (var route : manifest.path(key).properties()) {
      ViewReference view = view("manifest." + key + "." + route.getKey(), route.getValue());
      ObjectNode written = JsonNodeFactory.instance.objectNode().put("path", route.getKey());
      written.set("view", route.getValue());
      routes.add(new Route(route.getKey(), view, EVERYBODY, written));
    }
    return routes.build();
  }

  private static Route root(JsonNode manifest, String key, String otherwise) throws AppException {
    JsonNode name = manifest.path(key);
    if (name.isMissingNode()) {
      return Route.to("/", otherwise);
    }
    if (!name.isString()) {
      throw invalid("manifest." + key, "is not a view's name: " + name, "\"main\"");
    }
    return Route.to("/", name.stringValue());
  }

  private static ImmutableList<Route> routes(JsonNode manifest, String mode) throws AppException {
    if (!manifest.has(mode)) {
      return ImmutableList.of();
    }
    JsonNode written = manifest.path(mode).path("routes");
    if (!written.isArray()) {
      throw invalid("manifest." + mode + ".routes", "is not an array", routesExample());
    }
    ImmutableList.Builder<Route> routes = ImmutableList.builder();
    for (int i = 0; i < written.size(); i++) {
      routes.add(route("manifest.%s.routes[%d]".formatted(mode, i), written.get(i)));
    }
    return routes.build();
  }

  private static Route route(String place, JsonNode written) throws AppException {
    JsonNode path = written.path("path");
    if (!path.isString()) {
      throw invalid(place + ".path", "is missing", "\"/\"");
    }
    return new Route(
        path.stringValue(),
        view(place + ".view", written.path("view")),
        roles(place + ".roles", written.path("roles")),
        written);
  }

  private static ImmutableSet<String> roles(String place, JsonNode written) throws AppException {
    if (written.isMissingNode() || written.isNull()) {
      return USERS;
    }
    if (!written.isArray() || written.valueStream().anyMatch(role -> !role.isString())) {
      throw invalid(place, "is not an array of roles: " + written, "[\"user\", \"guest\"]");
    }
    return written.valueStream().map(JsonNode::stringValue).collect(ImmutableSet.toImmutableSet());
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

  /** The routes that are for a role, in the manifest's order. */
  public ImmutableList<Route> routes(Mode mode, String role) {
    ImmutableList<Route> all = mode == Mode.LENRA ? routes : jsonRoutes;
    return all.stream()
        .filter(route -> route.roles().contains(role))
        .collect(ImmutableList.toImmutableList());
  }

  /** The first route for a role that a path follows, segment by segment. */
  public Optional<Match> route(Mode mode, String role, String path) {
    List<String> segments = SEGMENTS.splitToList(path);
    return routes(mode, role).stream()
        .flatMap(route -> match(route, segments).stream())
        .findFirst();
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
