package dev.espalier.fx.arrangement;

import com.google.common.collect.ImmutableSet;
import dev.espalier.fx.timeline.Cast;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.otp.Address;
import dev.espalier.otp.Group;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What belongs to an environment, by the part it has in the flow, everything in the design's order.
 *
 * @param id empty for what belongs to no environment
 * @param queries by the one session that uses them; under {@link #SHARED} those of several or none
 * @param widgets as the queries
 * @param sessions what belongs to each
 */
record Household(
    String id,
    List<ProcessAt> streams,
    Map<String, List<ProcessAt>> queries,
    Map<String, List<ProcessAt>> widgets,
    Map<String, List<ProcessAt>> sessions,
    List<ProcessAt> rest) {
  static final String SHARED = "";

  private static final ImmutableSet<String> OF_SESSIONS =
      ImmutableSet.of(
          "SCM",
          "UIBuilder",
          "Client",
          "Session.Supervisor",
          "Session.Agent.Token",
          "Session.EventHandler",
          "Event.OnUserFirstJoin",
          "Event.OnSessionStart");

  private Household(String id) {
    this(
        id,
        new ArrayList<>(),
        new HashMap<>(),
        new HashMap<>(),
        new TreeMap<>(Comparator.comparing(Siblings::inOrder)),
        new ArrayList<>());
  }

  /** By their ids, what belongs to none last. */
  static List<Household> read(Cast cast) {
    Reading reading = new Reading(cast);
    cast.members().values().stream().sorted(Siblings.DESIGN).forEach(reading::read);
    return reading.homes.values().stream()
        .sorted(
            Comparator.<Household, Boolean>comparing(home -> home.id().isEmpty())
                .thenComparing(Household::id))
        .toList();
  }

  /**
   * The queries that only this session uses; for {@link #SHARED} those of several, none or gone.
   */
  List<ProcessAt> queriesOf(String session) {
    return of(queries, session);
  }

  List<ProcessAt> widgetsOf(String session) {
    return of(widgets, session);
  }

  private List<ProcessAt> of(Map<String, List<ProcessAt>> processes, String session) {
    return session.equals(SHARED)
        ? processes.entrySet().stream()
            .filter(entry -> !sessions.containsKey(entry.getKey()))
            .flatMap(entry -> entry.getValue().stream())
            .toList()
        : processes.getOrDefault(session, List.of());
  }

  /** Those of a kind in a session. */
  List<ProcessAt> members(String session, String kind) {
    return sessions.getOrDefault(session, List.of()).stream()
        .filter(process -> process.kind().equals(kind))
        .toList();
  }

  private void add(ProcessAt process, Set<Group> groups) {
    switch (process.kind()) {
      case "CS" -> streams.add(process);
      case "Q" -> queries.computeIfAbsent(user(groups, "q"), _ -> new ArrayList<>()).add(process);
      case "W" -> widgets.computeIfAbsent(user(groups, "w"), _ -> new ArrayList<>()).add(process);
      case String kind when OF_SESSIONS.contains(kind) && process.name() != null ->
          sessions.computeIfAbsent(process.name().key(), _ -> new ArrayList<>()).add(process);
      default -> rest.add(process);
    }
  }

  private static String user(Set<Group> groups, String kind) {
    List<String> sessions =
        groups.stream().filter(group -> group.kind().equals(kind)).map(Group::key).toList();
    return sessions.size() == 1 ? sessions.getFirst() : SHARED;
  }

  /** Finds out what belongs where. */
  private static final class Reading {
    private final Cast cast;
    private final Map<String, Household> homes = new LinkedHashMap<>();
    private final Map<Address, String> environments = new HashMap<>();
    private final Map<String, String> ofSessions;

    Reading(Cast cast) {
      this.cast = cast;
      this.ofSessions =
          cast.members().values().stream()
              .filter(process -> process.kind().equals("Session.Supervisor"))
              .filter(process -> process.name() != null)
              .collect(
                  Collectors.toMap(
                      process -> Objects.requireNonNull(process.name()).key(), this::environment));
    }

    void read(ProcessAt process) {
      String home = environment(process);
      if (home.isEmpty() && process.name() != null && OF_SESSIONS.contains(process.kind())) {
        home = ofSessions.getOrDefault(process.name().key(), onlyOne());
      }
      homes
          .computeIfAbsent(home, Household::new)
          .add(process, cast.groups().get(process.identity()));
    }

    /** The environment of a session that has no supervisor any more, if that is clear. */
    private String onlyOne() {
      return homes.keySet().stream().filter(id -> !id.isEmpty()).findFirst().orElse("");
    }

    private String environment(@Nullable ProcessAt process) {
      if (process == null) {
        return "";
      }
      String known = environments.get(process.identity());
      if (known == null) {
        known =
            process.kind().equals("Environment.Supervisor") && process.name() != null
                ? process.name().key()
                : environment(cast.parent(process));
        environments.put(process.identity(), known);
      }
      return known;
    }
  }
}
