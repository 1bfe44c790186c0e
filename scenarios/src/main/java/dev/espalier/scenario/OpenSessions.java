package dev.espalier.scenario;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Who has come and gone in the steps read so far. */
final class OpenSessions {
  private static final Pattern USER = Pattern.compile("@([A-Za-z_$][A-Za-z_$0-9]*)");

  private final Set<String> known = new LinkedHashSet<>();
  private final Set<String> open = new LinkedHashSet<>();
  private final Set<String> users = new LinkedHashSet<>();

  /** As when these sessions, each of the user of its name, are open and no others ever were. */
  static OpenSessions of(Set<String> names) {
    OpenSessions sessions = new OpenSessions();
    sessions.known.addAll(names);
    sessions.open.addAll(names);
    sessions.users.addAll(names);
    return sessions;
  }

  /**
   * @throws ScenarioException when one of that name is open
   */
  void open(Yaml written, String session) throws ScenarioException {
    known.add(session);
    if (!open.add(session)) {
      throw new ScenarioException(
          written.place(),
          "%s is open already; write another name, or close: %s before"
              .formatted(session, session));
    }
  }

  /** Notes that a user has opened a session. */
  void seen(String user) {
    users.add(user);
  }

  void close(String session) {
    open.remove(session);
  }

  /** The name of a session that is open. */
  String requireOpen(Yaml written, String what) throws ScenarioException {
    String session = requireKnown(written, what);
    if (!open.contains(session)) {
      throw new ScenarioException(
          written.place(),
          "the session %s is closed by now; write open: %s before".formatted(session, session));
    }
    return session;
  }

  /** The name of a session that was opened, and may be closed again. */
  String requireKnown(Yaml written, String what) throws ScenarioException {
    String session = written.text(what);
    requireKnown(written.place(), session);
    return session;
  }

  void requireKnown(Place place, String session) throws ScenarioException {
    if (!known.contains(session)) {
      String there = known.isEmpty() ? "" : ", only " + Vocabulary.and(known);
      String instead =
          Vocabulary.of(known)
              .nearest(session)
              .map(near -> "did you mean `%s`?".formatted(near))
              .orElse("write open: %s before".formatted(session));
      throw new ScenarioException(
          place, "no session %s was opened%s; %s".formatted(session, there, instead));
    }
  }

  /** Checks that every {@code "@name"} in a document names a user who has opened a session. */
  void requireUsers(Yaml written) throws ScenarioException {
    switch (written) {
      case Yaml.Mapping mapping -> {
        for (Yaml.Entry entry : mapping.entries()) {
          requireUsers(entry.value());
        }
      }
      case Yaml.Sequence sequence -> {
        for (Yaml item : sequence.items()) {
          requireUsers(item);
        }
      }
      case Yaml.Scalar(Place place, String text, JsonNode _) -> {
        Matcher user = USER.matcher(text);
        if (user.matches() && !users.contains(user.group(1))) {
          throw new ScenarioException(
              place, "no user %s has opened a session; write open: first".formatted(user.group(1)));
        }
      }
    }
  }
}
