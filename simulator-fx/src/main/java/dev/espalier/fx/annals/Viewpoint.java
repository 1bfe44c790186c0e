package dev.espalier.fx.annals;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.espalier.fx.arrangement.Labels;
import dev.espalier.fx.timeline.Life;
import dev.espalier.fx.timeline.Moment;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.fx.timeline.Timeline;
import dev.espalier.fx.words.MessageWords;
import dev.espalier.fx.words.Phrase;
import dev.espalier.fx.words.Target;
import dev.espalier.fx.words.TimeWords;
import dev.espalier.otp.Address;
import dev.espalier.otp.Name;
import dev.espalier.otp.Pid;
import dev.espalier.trace.TraceEvent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A recording at one moment, and what is said of it.
 *
 * @param at the last event that has happened
 */
public record Viewpoint(Annals annals, Labels labels, long at) {

  public Timeline timeline() {
    return annals.timeline();
  }

  public Moment moment() {
    return timeline().at(at);
  }

  /** The process with this identity, if it lives at the moment. */
  public Optional<ProcessAt> process(Address identity) {
    return Optional.ofNullable(timeline().lives().last(identity, at))
        .map(life -> moment().process(life.pid()));
  }

  /** What a process is called, also when it lives no more or not yet; the world outside by that. */
  public String name(@Nullable Pid pid) {
    if (pid == null) {
      return "outside";
    }
    ProcessAt process = moment().process(pid);
    return process != null
        ? named(process)
        : life(pid).map(this::asLast).map(this::named).orElse(pid.toString());
  }

  public String name(Address address) {
    return switch (address) {
      case Pid pid -> name(pid);
      case Name name -> {
        Life last = timeline().lives().last(name, Long.MAX_VALUE);
        yield last == null ? name.toString() : name(last.pid());
      }
    };
  }

  private Optional<Life> life(Pid pid) {
    return Optional.ofNullable(timeline().lives().of(pid));
  }

  private String named(ProcessAt process) {
    String label = labels.full(process);
    return label.isEmpty() ? process.kind() : process.kind() + " " + label;
  }

  /** As it was last, so far as names go. */
  private ProcessAt asLast(Life life) {
    List<TraceEvent> states = annals.states(life.pid(), Long.MAX_VALUE, 1);
    return new ProcessAt(
        life.pid(),
        life.kind(),
        life.name(),
        life.parent(),
        ImmutableSet.of(),
        ImmutableSet.of(),
        ImmutableSet.of(),
        ImmutableList.of(),
        0,
        0,
        false,
        ImmutableList.of(),
        states.isEmpty() ? null : Annals.state(states.getFirst()));
  }

  /** The name of a process, leading to it. */
  public Phrase link(@Nullable Pid pid) {
    return pid == null
        ? Phrase.of("outside")
        : Phrase.link(name(pid), new Target.ToProcess(life(pid).map(Life::identity).orElse(pid)));
  }

  /** What a message is, leading to it. */
  public Phrase message(long number) {
    return timeline()
        .message(number)
        .map(sent -> Phrase.link(MessageWords.of(sent), new Target.ToMessage(number)))
        .orElse(Phrase.of("a message"));
  }

  /** When an event was, leading to it. */
  public Phrase time(long event) {
    return Phrase.link(stamp(event), new Target.ToMoment(event));
  }

  /**
   * When an event was and which it is: many happen at the same time, e.g. {@code 00:00.412 #87}.
   */
  public String stamp(long event) {
    return "%s #%d".formatted(clock(event), event);
  }

  /** When an event was, since the beginning. */
  public String clock(long event) {
    return timeline().event(event).map(found -> clock(found.at())).orElse("00:00.000");
  }

  /** A time of the node's clock, since the beginning. */
  public String clock(Instant at) {
    return timeline().event(1).map(first -> TimeWords.since(first.at(), at)).orElse("00:00.000");
  }
}
