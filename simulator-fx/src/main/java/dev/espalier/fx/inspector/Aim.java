package dev.espalier.fx.inspector;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.timeline.Moment;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.otp.Group;
import dev.espalier.otp.Name;
import dev.espalier.scenario.Step.Victim;
import dev.espalier.scenario.play.Victims;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Names a process as scenarios do, so that exactly it is meant. */
public final class Aim {
  private static final String SESSION = "Session.Supervisor";
  private static final String ENVIRONMENT = "Environment.Supervisor";

  private Aim() {}

  /**
   * The shortest name of a process that lives at a moment: its kind, then with its session, then
   * with what stands in its name; and which of several it is only where nothing else tells them
   * apart.
   */
  public static Victim at(ProcessAt process, Moment moment) {
    ImmutableList<ProcessAt> all =
        moment.processes().values().stream().collect(ImmutableList.toImmutableList());
    return names(process, all)
        .filter(victim -> found(victim, all).size() == 1)
        .findFirst()
        .orElseGet(() -> counted(process, all));
  }

  private static Stream<Victim> names(ProcessAt process, List<ProcessAt> all) {
    String kind = process.kind();
    Optional<String> session = session(process, all);
    String key = key(process, all);
    return Stream.of(
            Optional.of(new Victim(kind, null, null, 1)),
            session.map(id -> new Victim(kind, id, null, 1)),
            Optional.of(new Victim(kind, null, key, 1)).filter(_ -> !key.isEmpty()),
            session.map(id -> new Victim(kind, id, key, 1)).filter(_ -> !key.isEmpty()))
        .flatMap(Optional::stream);
  }

  private static Victim counted(ProcessAt process, List<ProcessAt> all) {
    Victim first =
        names(process, all)
            .reduce((_, last) -> last)
            .orElse(new Victim(process.kind(), null, null, 1));
    int nth = found(first, all).indexOf(process) + 1;
    return new Victim(first.kind(), first.session(), first.key(), nth);
  }

  /** The processes that a name fits, oldest first. */
  private static ImmutableList<ProcessAt> found(Victim victim, List<ProcessAt> all) {
    return all.stream()
        .filter(process -> Victims.fits(victim, process.kind(), process.name(), process.groups()))
        .collect(ImmutableList.toImmutableList());
  }

  /** A session of the process: its own, or the first whose groups it is in. */
  private static Optional<String> session(ProcessAt process, List<ProcessAt> all) {
    return Stream.concat(Stream.of(nameOf(process)), process.groups().stream().map(Group::key))
        .filter(id -> has(SESSION, id, all))
        .findFirst();
  }

  /** What stands in its name besides the environment, which is the same for all. */
  private static String key(ProcessAt process, List<ProcessAt> all) {
    String key = nameOf(process);
    int space = key.indexOf(' ');
    return space > 0 && has(ENVIRONMENT, key.substring(0, space), all)
        ? key.substring(space + 1)
        : key;
  }

  private static boolean has(String kind, String key, List<ProcessAt> all) {
    Name name = new Name(kind, key);
    return all.stream().anyMatch(other -> Objects.equals(other.name(), name));
  }

  private static String nameOf(ProcessAt process) {
    @Nullable Name name = process.name();
    return name == null ? "" : name.key();
  }
}
