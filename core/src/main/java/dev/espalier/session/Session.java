package dev.espalier.session;

import dev.espalier.app.Mode;
import dev.espalier.environment.Environment;
import dev.espalier.otp.Group;
import dev.espalier.otp.Name;
import dev.espalier.ui.ListenerCodes;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What every process of a session knows.
 *
 * @param id its name among the sessions of the node, e.g. {@code alice}
 * @param user who uses it; none for a guest
 * @param path the route it shows, e.g. {@code /}; if its clients open routes, the one whose
 *     processes are named as the session
 * @param context what its client told of itself, an object
 * @param codes what its clients call its listeners
 */
public record Session(
    String id, @Nullable String user, String path, JsonNode context, ListenerCodes codes) {

  /** A session inside this JVM, where nobody has to guess codes. */
  public Session(String id, @Nullable String user, String path, JsonNode context) {
    this(id, user, path, context, ListenerCodes.PLAIN);
  }

  /** As a client sees it that is at another path. */
  public Session at(String otherPath) {
    return new Session(id, user, otherPath, context, codes);
  }

  /** As routes name those they are for. */
  public String role() {
    return user == null ? "guest" : "user";
  }

  /**
   * The user as the app knows them, what {@code "@me"} stands for: a UUID that is the same in every
   * session of the environment and tells nothing about the user. None for a guest.
   */
  public Optional<String> me(Environment environment) {
    return Optional.ofNullable(user)
        .map(known -> environment.id() + "/" + known)
        .map(known -> UUID.nameUUIDFromBytes(known.getBytes(StandardCharsets.UTF_8)).toString());
  }

  public Name supervisor() {
    return new Name("Session.Supervisor", id);
  }

  Name tokens() {
    return new Name("Session.Agent.Token", id);
  }

  public Name eventHandler() {
    return new Name("Session.EventHandler", id);
  }

  public Name changeManager() {
    return new Name("SCM", id);
  }

  public Name uiBuilder() {
    return new Name("UIBuilder", id);
  }

  /** Supervises the UIBuilders of a session whose clients open routes. */
  public Name routes() {
    return new Name("RDS", id);
  }

  /** The route that it shows by itself. */
  public OpenRoute own() {
    return new OpenRoute(new Route(Mode.LENRA, path), uiBuilder(), clients());
  }

  /** A route that a client opens in it. */
  public OpenRoute opened(Route route) {
    return new OpenRoute(
        route, new Name("UIBuilder", key(route)), new Group("client", id + " " + route));
  }

  /** What the processes of a route are named by. */
  public String key(Route route) {
    return route.equals(own().route()) ? id : id + " " + route;
  }

  Name lifecycle(String event) {
    return new Name(event, id);
  }

  /** The Qs that its views use. */
  Group queries() {
    return new Group("q", id);
  }

  /** Whoever shows it: its clients, at whatever route. */
  public Group clients() {
    return new Group("client", id);
  }

  /** The UIBuilders of routes that clients have opened. */
  Group openedBuilders() {
    return new Group("ui", id);
  }

  /** Whoever takes its clients to other routes. */
  public Group navigators() {
    return new Group("routes", id);
  }
}
