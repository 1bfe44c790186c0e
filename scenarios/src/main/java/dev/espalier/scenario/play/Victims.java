package dev.espalier.scenario.play;

import dev.espalier.otp.Name;
import dev.espalier.otp.ProcessInfo;
import dev.espalier.scenario.Step.Victim;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds the process that a scenario means. */
final class Victims {
  private Victims() {}

  static Optional<ProcessInfo> find(Victim victim, List<ProcessInfo> processes) {
    return ofKind(victim, processes).skip(victim.nth() - 1L).findFirst();
  }

  private static Stream<ProcessInfo> ofKind(Victim victim, List<ProcessInfo> processes) {
    return processes.stream()
        .filter(process -> process.kind().equals(victim.kind()))
        .filter(process -> victim.session() == null || belongs(process, victim.session()))
        .filter(process -> victim.key() == null || key(process).contains(victim.key()));
  }

  private static boolean belongs(ProcessInfo process, String session) {
    return key(process).equals(session)
        || process.groups().stream().anyMatch(group -> group.key().equals(session));
  }

  static String described(Victim victim) {
    String session = victim.session() == null ? "" : " of " + victim.session();
    String key = victim.key() == null ? "" : " with \"%s\" in its name".formatted(victim.key());
    String nth = victim.nth() == 1 ? "" : ", number %d of them".formatted(victim.nth());
    return victim.kind() + session + key + nth;
  }

  private static String key(ProcessInfo process) {
    Name name = process.name();
    return name == null ? "" : name.key();
  }
}
