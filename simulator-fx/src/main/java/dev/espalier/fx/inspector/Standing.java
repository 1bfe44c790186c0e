package dev.espalier.fx.inspector;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.annals.Viewpoint;
import dev.espalier.fx.timeline.Life;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.fx.words.Counts;
import dev.espalier.fx.words.Phrase;
import dev.espalier.otp.Address;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent.Kind;
import dev.espalier.otp.ProcessEvent.Sent;
import dev.espalier.trace.TraceEvent;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a process does at the moment, in a sentence. */
final class Standing {
  private static final int MESSAGES_LOOKED_AT = 200;

  private Standing() {}

  static Phrase of(ProcessAt process, Viewpoint seen) {
    Phrase does =
        process.handling() > 0
            ? Phrase.of("handles ").then(seen.message(process.handling()))
            : process.state() == null
                ? Phrase.of("is starting")
                : process.suspended()
                    ? Phrase.of("is suspended: it takes no message until it is resumed")
                    : Phrase.of("waits for messages");
    Set<Pid> awaited =
        process.handling() > 0 || process.state() == null ? awaited(process, seen) : Set.of();
    return awaited.isEmpty()
        ? does
        : does.then(", and waits for an answer of ").then(Named.inLine(awaited, seen));
  }

  /** Whom it has called since it took its message, and who has not answered. */
  private static Set<Pid> awaited(ProcessAt process, Viewpoint seen) {
    Set<Pid> answered = new HashSet<>();
    Set<Pid> awaited = new LinkedHashSet<>();
    for (TraceEvent event :
        seen.timeline().messages(process.pid(), seen.at(), MESSAGES_LOOKED_AT)) {
      if (event.number() <= process.handling()) {
        break;
      }
      if (event.event() instanceof Sent(Pid from, Pid to, Kind kind, _)) {
        if (kind == Kind.REPLY && to.equals(process.pid()) && from != null) {
          answered.add(from);
        } else if (kind == Kind.CALL && process.pid().equals(from) && !answered.contains(to)) {
          awaited.add(to);
        }
      }
    }
    return awaited;
  }

  /** Of one that does not live at the moment: when it did. */
  static ImmutableList<Phrase> ofAbsent(Address identity, Viewpoint seen) {
    List<Life> lives = seen.timeline().lives().all(identity);
    ImmutableList.Builder<Phrase> lines = ImmutableList.builder();
    if (lives.isEmpty()) {
      return ImmutableList.of(Phrase.of(identity + " has not lived so far."));
    }
    Optional<Life> before =
        lives.reversed().stream().filter(life -> life.born() <= seen.at()).findFirst();
    Optional<Life> after = lives.stream().filter(life -> life.born() > seen.at()).findFirst();
    lines.add(
        Phrase.of(
            before.isEmpty()
                ? "It does not live yet at this moment."
                : "It does not live at this moment."));
    before.ifPresent(life -> lines.add(lived(life, seen)));
    after.ifPresent(life ->
        lines.add(
            Phrase.of(before.isEmpty() ? "It lives from " : "It lives again from ")
                .then(seen.time(life.born()))
                .then(".")));
    if (lives.size() > 2) {
      lines.add(
          Phrase.quiet("In all it has %s.".formatted(Counts.of(lives.size(), "life", "lives"))));
    }
    return lines.build();
  }

  private static Phrase lived(Life life, Viewpoint seen) {
    Phrase span =
        Phrase.of("It lived from ")
            .then(seen.time(life.born()))
            .then(" to ")
            .then(seen.time(life.died() - 1));
    return life.reason() != null && life.reason().isAbnormal()
        ? span.then(", when it ended: ").then(Phrase.bad(String.valueOf(life.reason())))
        : span.then(", when it ended: " + life.reason());
  }
}
