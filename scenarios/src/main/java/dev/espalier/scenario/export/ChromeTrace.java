package dev.espalier.scenario.export;

import com.google.common.collect.ImmutableList;
import dev.espalier.otp.Address;
import dev.espalier.otp.ExitReason;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.scenario.play.PlayedStep;
import dev.espalier.scenario.story.Sentences;
import dev.espalier.scenario.story.Wording;
import dev.espalier.session.ToClient;
import dev.espalier.trace.TraceEvent;
import dev.espalier.ui.JsonPatch;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Chrome's trace event format
 * (docs.google.com/document/d/1CvAClvFfyA5R-PhYUmn5OOQtYMH4h6I0nSsKchNAySU): sessions and the
 * environment are its processes, the tree's processes its threads. Handling a message is a slice,
 * and an arrow leads from where the message was sent.
 *
 * <p>Times are microseconds. As most happens at one moment of the virtual clock, every event is at
 * least one after the event before it: the length of a slice says what happened meanwhile, and not
 * how long it took.
 */
final class ChromeTrace {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int LONGEST_VALUE = 120;

  /** Of the microsecond between two events. */
  private static final double PART = 0.25;

  // The groups of threads; sessions come after these.
  private static final int SCENARIO = 1;
  private static final int ENVIRONMENT = 2;

  /**
   * What a process is at: its init, or a message.
   *
   * @param since the number of the event it began with
   * @param content the message
   */
  private record Work(String name, long since, @Nullable Object content) {}

  private final Run run;
  private final Names names;
  private final double[] times;
  private final ArrayNode events = JSON.arrayNode();
  private final Map<String, Integer> groups = new LinkedHashMap<>();
  private final Map<Pid, Work> working = new HashMap<>();
  private final Set<Long> received = new HashSet<>();

  private ChromeTrace(Run run) {
    this.run = run;
    this.names = Names.of(run);
    this.times = times(run.events());
  }

  static String of(Run run) {
    ChromeTrace trace = new ChromeTrace(run);
    trace.write();
    ObjectNode file = JSON.objectNode();
    file.put("displayTimeUnit", "ms");
    file.putObject("otherData").put("title", run.title());
    file.set("traceEvents", trace.events);
    return file.toString() + "\n";
  }

  private static double[] times(ImmutableList<TraceEvent> events) {
    double[] times = new double[events.size() + 1];
    Instant start = events.isEmpty() ? Instant.EPOCH : events.getFirst().at();
    for (TraceEvent event : events) {
      int number = (int) event.number();
      double at = Duration.between(start, event.at()).toNanos() / 1000.0;
      times[number] = Math.max(times[number - 1] + 1, at);
    }
    return times;
  }

  private double time(long number) {
    return times[(int) number];
  }

  private void write() {
    group(SCENARIO, "scenario");
    thread(SCENARIO, 0, "steps");
    groups.put("", ENVIRONMENT);
    group(ENVIRONMENT, "environment");
    writeSteps();
    run.events().stream()
        .map(TraceEvent::event)
        .mapMulti(ChromeTrace::received)
        .forEach(received::add);
    run.events().forEach(this::write);
    for (Pid pid : ImmutableList.copyOf(working.keySet())) {
      end(pid, run.events().size());
    }
  }

  private static void received(ProcessEvent event, Consumer<Long> found) {
    if (event instanceof ProcessEvent.Received(_, long message)) {
      found.accept(message);
    }
  }

  private void group(int number, String name) {
    metadata("process_name", number, 0).putObject("args").put("name", name);
    metadata("process_sort_index", number, 0).putObject("args").put("sort_index", number);
  }

  private void thread(int group, long number, String name) {
    metadata("thread_name", group, number).putObject("args").put("name", name);
    metadata("thread_sort_index", group, number).putObject("args").put("sort_index", number);
  }

  private ObjectNode metadata(String what, int group, long thread) {
    return events.addObject().put("ph", "M").put("name", what).put("pid", group).put("tid", thread);
  }

  // The scenario.

  private void writeSteps() {
    Sentences sentences = new Sentences(new Wording(run.users(), LONGEST_VALUE));
    writeStep("the environment starts", 0, run.begun());
    for (PlayedStep step : run.steps()) {
      String sentence = "%d  %s".formatted(step.number(), sentences.of(step.step()));
      writeStep(sentence, step.before(), step.after());
    }
  }

  /** From just before its first event to just after its last; what takes no time is a point. */
  private void writeStep(String sentence, long before, long after) {
    if (after == before) {
      instant(sentence, SCENARIO, 0, time(before) + 3 * PART);
    } else {
      double since = time(before + 1) - PART;
      slice(sentence, "step", SCENARIO, 0, since, time(after) + PART);
    }
  }

  // The processes.

  private int group(Pid pid) {
    return groups.computeIfAbsent(
        names.session(pid),
        session -> {
          int number = ENVIRONMENT + groups.size();
          group(number, "session " + session);
          return number;
        });
  }

  private void write(TraceEvent event) {
    double at = time(event.number());
    switch (event.event()) {
      case ProcessEvent.Spawned(Pid pid, Pid parent, _, _) -> {
        thread(group(pid), pid.number(), names.of(pid));
        working.put(pid, new Work("starts", event.number(), null));
        arrow("start", event.number(), parent, at, pid, at + PART);
      }
      case ProcessEvent.Started(Pid pid, _) -> end(pid, event.number());
      case ProcessEvent.Received(Pid pid, long message) -> {
        end(pid, event.number());
        Object content = run.message(message);
        working.put(pid, new Work(MessageWords.of(content), event.number(), content));
        flow("f", "message", message, pid, at + PART).put("bp", "e");
      }
      case ProcessEvent.Handled(Pid pid, _, _) -> end(pid, event.number());
      case ProcessEvent.Sent(Pid from, Pid to, ProcessEvent.Kind kind, Object message) -> {
        if (kind == ProcessEvent.Kind.REPLY) {
          arrow("reply", event.number(), from, at, to, at + PART);
        } else if (received.contains(event.number())) {
          send(event, from, MessageWords.of(message));
        }
      }
      case ProcessEvent.Dropped(Pid from, Address to, _, Object message) ->
          instant("%s to %s, who is not there".formatted(MessageWords.of(message), to), from, at);
      case ProcessEvent.Exited(Pid pid, ExitReason reason) -> {
        end(pid, event.number());
        instant("ends: " + reason, pid, at);
      }
      case ProcessEvent.Suspended(Pid pid) -> instant("suspended", pid, at);
      case ProcessEvent.Resumed(Pid pid) -> instant("goes on", pid, at);
      case ProcessEvent.Noted(Pid pid, Object note) -> instant(MessageWords.of(note), pid, at);
      default -> {}
    }
  }

  /** An arrow begins in a slice; whoever sends while it handles nothing gets one for that. */
  private void send(TraceEvent event, @Nullable Pid from, String message) {
    double at = time(event.number());
    if (from != null && !working.containsKey(from)) {
      slice("sends " + message, "sending", group(from), from.number(), at, at + PART);
    }
    flow("s", "message", event.number(), from, at);
  }

  /** Between two slices that are going on. */
  private void arrow(
      String category, long number, @Nullable Pid from, double since, Pid to, double until) {
    if (from != null && working.containsKey(from) && working.containsKey(to)) {
      flow("s", category, number, from, since);
      flow("f", category, number, to, until).put("bp", "e");
    }
  }

  private ObjectNode flow(
      String phase, String category, long number, @Nullable Pid pid, double at) {
    return events
        .addObject()
        .put("ph", phase)
        .put("cat", category)
        .put("name", category)
        .put("id", number)
        .put("pid", pid == null ? SCENARIO : group(pid))
        .put("tid", pid == null ? 0 : pid.number())
        .put("ts", at);
  }

  private void end(Pid pid, long number) {
    Work work = working.remove(pid);
    if (work == null) {
      return;
    }
    ObjectNode arguments =
        slice(work.name(), "work", group(pid), pid.number(), time(work.since()), time(number))
            .putObject("args")
            .put("event", work.since());
    if (work.content() instanceof ToClient.PatchUi(JsonPatch patch)) {
      arguments.set("patch", patch.toJson());
    }
  }

  private ObjectNode slice(
      String name, String category, int group, long thread, double since, double until) {
    return events
        .addObject()
        .put("ph", "X")
        .put("cat", category)
        .put("name", name)
        .put("pid", group)
        .put("tid", thread)
        .put("ts", since)
        .put("dur", until - since);
  }

  private void instant(String name, @Nullable Pid pid, double at) {
    instant(name, pid == null ? SCENARIO : group(pid), pid == null ? 0 : pid.number(), at);
  }

  private void instant(String name, int group, long thread, double at) {
    events
        .addObject()
        .put("ph", "i")
        .put("s", "t")
        .put("name", name)
        .put("pid", group)
        .put("tid", thread)
        .put("ts", at);
  }
}
