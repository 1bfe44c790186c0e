package dev.espalier.scenario.export;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Ordering;
import dev.espalier.otp.Address;
import dev.espalier.otp.ExitReason;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.scenario.play.PlayedStep;
import dev.espalier.scenario.story.Sentences;
import dev.espalier.scenario.story.Wording;
import dev.espalier.trace.TraceEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A log for ShiViz (bestchai.bitbucket.io/shiviz): a line an event, with its process, the vector
 * clock there, the time, and what happened. The first line is the expression that ShiViz is to read
 * the others with, the second the delimiter between runs, of which there is one.
 */
final class ShivizLog {
  static final String EXPRESSION =
      "(?<host>[^\\t\\n]+)\\t(?<clock>\\{.*\\})\\t(?<time>[^\\t\\n]*)\\t(?<event>.*)";

  private static final String OUTSIDE = "scenario";
  private static final int LONGEST_VALUE = 120;

  private final Run run;
  private final Names names;
  private final Sentences sentences;

  /** By the number of an event, the clock after it. */
  private final List<ImmutableSortedMap<String, Integer>> clocks = new ArrayList<>();

  private final StringBuilder log = new StringBuilder(EXPRESSION).append("\n\n");

  /** The clock of the scenario: after its last step, or what it last did. */
  private ImmutableSortedMap<String, Integer> outside = ImmutableSortedMap.of();

  private int steps;

  private ShivizLog(Run run) {
    this.run = run;
    this.names = Names.of(run);
    this.sentences = new Sentences(new Wording(run.users(), LONGEST_VALUE));
  }

  /** An event that is in the log. */
  record Entry(long number, String host, ImmutableSortedMap<String, Integer> clock) {}

  static String of(Run run) {
    ShivizLog log = new ShivizLog(run);
    log.write();
    return log.log.toString();
  }

  /** The events in the log, in its order. */
  static ImmutableList<Entry> entries(Run run) {
    ShivizLog log = new ShivizLog(run);
    return log.write();
  }

  private ImmutableList<Entry> write() {
    ImmutableList.Builder<Entry> entries = ImmutableList.builder();
    CausalOrder.walk(
        run.events(),
        (event, before) -> {
          writeStepsBefore(event.number(), event.at());
          Optional<String> words = words(event);
          Pid line = CausalOrder.line(event);
          ImmutableSortedMap<String, Integer> clock = clock(line, before, words.isPresent());
          clocks.add(clock);
          if (CausalOrder.OUTSIDE.equals(line)) {
            outside = clock;
          }
          if (line != null && words.isPresent()) {
            entries.add(new Entry(event.number(), host(line), clock));
            write(host(line), clock, event.at(), words.get());
          }
        });
    if (!run.events().isEmpty()) {
      writeStepsBefore(Long.MAX_VALUE, run.events().getLast().at());
    }
    return entries.build();
  }

  private void writeStepsBefore(long number, Instant at) {
    while (steps < run.steps().size() && run.steps().get(steps).before() < number) {
      PlayedStep step = run.steps().get(steps++);
      outside = merged(OUTSIDE, ImmutableList.of(outside), true);
      write(OUTSIDE, outside, at, sentences.of(step.step()));
    }
  }

  /** Of all that came before an event, and one more where it is shown. */
  private ImmutableSortedMap<String, Integer> clock(
      @Nullable Pid line, ImmutableSortedSet<Long> before, boolean shown) {
    List<ImmutableSortedMap<String, Integer>> known = new ArrayList<>();
    before.forEach(number -> known.add(clocks.get((int) (number - 1))));
    if (CausalOrder.OUTSIDE.equals(line)) {
      known.add(outside);
    }
    return line == null ? merged("", known, false) : merged(host(line), known, shown);
  }

  private static ImmutableSortedMap<String, Integer> merged(
      String host, List<ImmutableSortedMap<String, Integer>> known, boolean ticks) {
    Map<String, Integer> merged = new HashMap<>();
    known.forEach(clock -> clock.forEach((name, count) -> merged.merge(name, count, Math::max)));
    if (ticks) {
      merged.merge(host, 1, Integer::sum);
    }
    return ImmutableSortedMap.copyOf(merged, Ordering.natural());
  }

  private void write(
      String host, ImmutableSortedMap<String, Integer> clock, Instant at, String words) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    clock.forEach(json::put);
    log.append(host).append('\t').append(json).append('\t').append(at).append('\t');
    log.append(words.replace('\n', ' ')).append('\n');
  }

  private String host(Pid pid) {
    return pid.equals(CausalOrder.OUTSIDE) ? OUTSIDE : names.of(pid);
  }

  /** What happened; nothing of what only keeps books. */
  private Optional<String> words(TraceEvent event) {
    return switch (event.event()) {
      case ProcessEvent.Spawned(Pid pid, _, _, _) -> Optional.of("starts " + names.of(pid));
      case ProcessEvent.Started _ -> Optional.of("is ready");
      case ProcessEvent.Sent(_, Pid to, ProcessEvent.Kind kind, Object message) ->
          Optional.of("%s %s to %s".formatted(verb(kind), MessageWords.of(message), names.of(to)));
      case ProcessEvent.Dropped(_, Address to, ProcessEvent.Kind kind, Object message) ->
          Optional.of(
              "%s %s to %s, who is not there"
                  .formatted(
                      verb(kind),
                      MessageWords.of(message),
                      to instanceof Pid pid ? names.of(pid) : to));
      case ProcessEvent.Received(_, long message) ->
          Optional.of("takes up " + MessageWords.of(run.message(message)));
      case ProcessEvent.Exited(_, ExitReason reason) -> Optional.of("ends: " + reason);
      case ProcessEvent.Suspended _ -> Optional.of("is suspended");
      case ProcessEvent.Resumed _ -> Optional.of("goes on");
      case ProcessEvent.TimerFired _ -> Optional.of("its timer comes due");
      default -> Optional.empty();
    };
  }

  private static String verb(ProcessEvent.Kind kind) {
    return switch (kind) {
      case CALL -> "calls";
      case REPLY -> "replies";
      case CAST -> "casts";
      case PUBLISH -> "publishes";
      case INFO -> "sends";
      case SIGNAL -> "signals";
    };
  }
}
