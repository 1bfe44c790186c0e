package dev.espalier.fx.inspector;

import static com.google.common.collect.ImmutableList.toImmutableList;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.annals.Viewpoint;
import dev.espalier.fx.text.Section;
import dev.espalier.fx.timeline.Life;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.fx.words.Counts;
import dev.espalier.fx.words.MessageWords;
import dev.espalier.fx.words.Phrase;
import dev.espalier.otp.Group;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.trace.TraceEvent;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Whom a process has to do with, and who was there before it. */
final class Surroundings {
  private Surroundings() {}

  static ImmutableList<Section> of(ProcessAt process, Viewpoint seen) {
    List<ProcessAt> all =
        seen.moment().processes().values().stream().collect(ImmutableList.toImmutableList());
    Pid self = process.pid();
    ImmutableList<Pid> children =
        all.stream()
            .filter(other -> self.equals(other.parent()))
            .map(ProcessAt::pid)
            .collect(toImmutableList());
    ImmutableList<Pid> linked =
        process.links().stream()
            .filter(other -> !other.equals(process.parent()) && !children.contains(other))
            .collect(toImmutableList());
    ImmutableList<Pid> monitoring =
        all.stream()
            .filter(other -> other.monitors().contains(self))
            .map(ProcessAt::pid)
            .collect(toImmutableList());
    return Stream.of(
            Section.of("Name", registered(process)),
            Section.of("Supervisor", Named.inLines(supervisor(process), seen::link)),
            Section.of(counted("Children", children), Named.inLines(children, seen::link)),
            Section.of(
                counted("Groups", process.groups()),
                Named.inLines(process.groups(), group -> group(group, all))),
            Section.of(counted("Linked to", linked), Named.inLines(linked, seen::link)),
            Section.of(
                counted("Monitors", process.monitors()),
                Named.inLines(process.monitors(), seen::link)),
            Section.of(counted("Monitored by", monitoring), Named.inLines(monitoring, seen::link)),
            Section.of(
                counted("Timers", process.timers()),
                Named.inLines(process.timers(), timer -> timer(timer, seen))),
            before(process, seen))
        .flatMap(Optional::stream)
        .collect(toImmutableList());
  }

  private static String counted(String title, Collection<?> all) {
    return all.size() < 2 ? title : "%s (%,d)".formatted(title, all.size());
  }

  private static ImmutableList<Phrase> registered(ProcessAt process) {
    return process.name() == null
        ? ImmutableList.of(Phrase.quiet("none: it is known by its pid only"))
        : ImmutableList.of(Phrase.code(process.name().toString()));
  }

  private static ImmutableList<Pid> supervisor(ProcessAt process) {
    return process.parent() == null ? ImmutableList.of() : ImmutableList.of(process.parent());
  }

  private static Phrase group(Group group, List<ProcessAt> all) {
    int members = (int) all.stream().filter(other -> other.groups().contains(group)).count();
    return Phrase.code(group.toString())
        .then(Phrase.quiet("  " + Counts.of(members, "member", "members")));
  }

  private static Phrase timer(long set, Viewpoint seen) {
    return seen.timeline()
        .event(set)
        .map(TraceEvent::event)
        .filter(ProcessEvent.TimerSet.class::isInstance)
        .map(ProcessEvent.TimerSet.class::cast)
        .map(timer ->
            Phrase.of(
                    "%s at %s, set at "
                        .formatted(MessageWords.what(timer.message()), seen.clock(timer.due())))
                .then(seen.time(set)))
        .orElse(Phrase.EMPTY);
  }

  /** Those that had its name before it, the last first. */
  private static Optional<Section> before(ProcessAt process, Viewpoint seen) {
    ImmutableList<Life> ended =
        seen.timeline().lives().all(process.identity()).reverse().stream()
            .filter(life -> life.died() > 0 && life.died() <= seen.at())
            .collect(toImmutableList());
    return Section.of(
        counted("Restarts", ended),
        Named.inLines(
            ended,
            life ->
                Phrase.of("after %s ended at ".formatted(life.pid()))
                    .then(seen.time(life.died() - 1))
                    .then(": ")
                    .then(
                        life.reason() != null && life.reason().isAbnormal()
                            ? Phrase.bad(String.valueOf(life.reason()))
                            : Phrase.of(String.valueOf(life.reason())))));
  }
}
