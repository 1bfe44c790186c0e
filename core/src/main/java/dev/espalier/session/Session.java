package dev.espalier.session;

import dev.espalier.environment.Environment;
import dev.espalier.otp.Group;
import dev.espalier.otp.Name;
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
 * @param path the route it shows, e.g. {@code /}
 * @param context what its client told of itself, an object
 */
public record Session(String id, @Nullable String user, String path, JsonNode context) {

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

  Name changeManager() {
    return new Name("SCM", id);
  }

  public Name uiBuilder() {
    return new Name("UIBuilder", id);
  }

  Name lifecycle(String event) {
    return new Name(event, id);
  }

  /** The Qs that its views use. */
  Group queries() {
    return new Group("q", id);
  }

  /** Whoever shows it: its clients. */
  public Group clients() {
    return new Group("client", id);
  }
}
