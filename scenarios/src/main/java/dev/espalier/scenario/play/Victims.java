package dev.espalier.scenario.play;

import dev.espalier.otp.Group;
import dev.espalier.otp.Name;
import dev.espalier.otp.ProcessInfo;
import dev.espalier.scenario.Step.Victim;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds the process that a scenario means. */
public final class Victims {
  private Victims() {}

  static Optional<ProcessInfo> find(Victim victim, List<ProcessInfo> processes) {
    return ofKind(victim, processes).skip(victim.nth() - 1L).findFirst();
  }

  private static Stream<ProcessInfo> ofKind(Victim victim, List<ProcessInfo> processes) {
    return processes.stream()
        .filter(process -> fits(victim, process.kind(), process.name(), process.groups()));
  }

  /**
   * Whether a process of that kind and name, in those groups, is one of those that may be meant.
   */
  public static boolean fits(
      Victim victim, String kind, @Nullable Name name, Collection<Group> groups) {
    String key = name == null ? "" : name.key();
    return kind.equals(victim.kind())
        && (victim.session() == null || belongs(key, groups, victim.session()))
        && (victim.key() == null || key.contains(victim.key()));
  }

  private static boolean belongs(String key, Collection<Group> groups, String session) {
    return key.equals(session) || groups.stream().anyMatch(group -> group.key().equals(session));
  }

  static String described(Victim victim) {
    String session = victim.session() == null ? "" : " of " + victim.session();
    String key = victim.key() == null ? "" : " with \"%s\" in its name".formatted(victim.key());
    String nth = victim.nth() == 1 ? "" : ", number %d of them".formatted(victim.nth());
    return victim.kind() + session + key + nth;
  }
}
