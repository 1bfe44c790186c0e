package dev.espalier.scenario.export;

import static java.util.Objects.requireNonNull;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.html.HtmlEscapers;
import com.google.common.io.Resources;
import dev.espalier.otp.ExitReason;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.scenario.Step;
import dev.espalier.scenario.play.Outcome;
import dev.espalier.scenario.play.PlayedStep;
import dev.espalier.scenario.story.Sentences;
import dev.espalier.scenario.story.Wording;
import dev.espalier.session.ToClient;
import dev.espalier.trace.TraceEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A page that replays the run in a browser, with nothing but itself: the tree, messages, clients'
 * UIs and their diffs at any event. It holds what happened and not how things stood, which the page
 * works out; {@code run.js} says how an event is written.
 */
final class HtmlPage {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int LONGEST_VALUE = 120;
  private static final int OUTSIDE = -1;
  private static final Pattern PART = Pattern.compile("\\{\\{(\\w+)}}");
  private static final ImmutableList<String> SCRIPTS =
      ImmutableList.of("run.js", "client.js", "tree.js", "page.js");

  private final Run run;
  private final Names names;
  private final Sentences sentences;
  private final Map<Pid, Integer> processes = new HashMap<>();
  private final Map<String, Integer> words = new LinkedHashMap<>();

  private HtmlPage(Run run) {
    this.run = run;
    this.names = Names.of(run);
    this.sentences = new Sentences(new Wording(run.users(), LONGEST_VALUE));
  }

  static String of(Run run) {
    String script = SCRIPTS.stream().map(HtmlPage::resource).collect(Collectors.joining("\n"));
    ImmutableMap<String, String> parts =
        ImmutableMap.of(
            "title",
            HtmlEscapers.htmlEscaper().escape(run.title()),
            "css",
            resource("page.css"),
            "js",
            script,
            "run",
            embedded(new HtmlPage(run).json()));
    return PART.matcher(resource("page.html"))
        .replaceAll(part ->
            Matcher.quoteReplacement(requireNonNull(parts.get(part.group(1)), part.group())));
  }

  private static String resource(String name) {
    try {
      return Resources.toString(
          Resources.getResource(HtmlPage.class, name), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** No {@code </script>} or comment in it can end the element it stands in. */
  private static String embedded(ObjectNode json) {
    return json.toString()
        .replace("<", "\\u003c")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  private ObjectNode json() {
    ObjectNode json = JSON.objectNode();
    json.put("begun", run.begun());
    processes(json.putArray("processes"));
    steps(json.putArray("steps"));
    times(json.putArray("times"));
    ArrayNode events = json.putArray("events");
    run.events().forEach(event -> event(event.event(), events));
    ArrayNode all = json.putArray("words");
    words.keySet().forEach(all::add);
    return json;
  }

  private void processes(ArrayNode json) {
    for (TraceEvent event : run.events()) {
      if (event.event() instanceof ProcessEvent.Spawned(Pid pid, Pid parent, String kind, _)) {
        String name = names.of(pid);
        processes.put(pid, processes.size());
        json.addObject()
            .put("name", name)
            .put("kind", kind)
            .put("key", names.who(pid).key())
            .put("label", name.substring(kind.length()).strip())
            .put("session", names.session(pid))
            .put("parent", index(parent));
      }
    }
  }

  private int index(@Nullable Pid pid) {
    return pid == null ? OUTSIDE : processes.getOrDefault(pid, OUTSIDE);
  }

  private int word(String word) {
    return words.computeIfAbsent(word, _ -> words.size());
  }

  private void steps(ArrayNode json) {
    Pointing pointing = new Pointing(run);
    for (PlayedStep step : run.steps()) {
      ObjectNode written =
          json.addObject()
              .put("number", step.number())
              .put("before", step.before())
              .put("after", step.after());
      String sentence = sentences.of(step.step());
      switch (step.step()) {
        case Step.Say say -> {
          written.put("is", "say").put("text", sentence);
          ArrayNode at = written.putArray("point");
          pointing.of(say, step).forEach(pid -> at.add(index(pid)));
        }
        case Step.Ask ask -> question(ask, step.outcome(), written.put("text", sentence));
        case Step.Expect expect -> {
          written.put("is", "expect").put("text", sentence).put("title", sentence);
          if (expect.expectations().size() > 1) {
            written.put("things", expect.expectations().size());
          }
        }
        default -> written.put("is", "act").put("text", sentence);
      }
      trouble(step.outcome(), written);
    }
  }

  /** What is asked, and which of the choices turned out to be right. */
  private static void question(Step.Ask ask, Outcome outcome, ObjectNode step) {
    step.put("is", "ask").put("question", ask.question()).put("because", ask.because());
    ArrayNode choices = step.putArray("choices");
    ask.choices().forEach(choice -> choices.add(choice.text()));
    if (outcome instanceof Outcome.Done(Step.Choice right)) {
      step.put("right", ask.choices().indexOf(right));
    }
  }

  private static void trouble(Outcome outcome, ObjectNode step) {
    switch (outcome) {
      case Outcome.Done _ -> {}
      case Outcome.Impossible impossible -> step.put("trouble", impossible.why());
      case Outcome.Unmet(var differences) ->
          step.put(
              "trouble",
              differences.stream()
                  .map(each ->
                      "%s%n+ %s%n− %s".formatted(each.what(), each.expected(), each.actual()))
                  .collect(Collectors.joining("\n")));
    }
  }

  /** From which event on it is how many milliseconds after the beginning. */
  private void times(ArrayNode json) {
    Instant start = run.events().isEmpty() ? Instant.EPOCH : run.events().getFirst().at();
    Instant last = start;
    for (TraceEvent event : run.events()) {
      if (!event.at().equals(last)) {
        last = event.at();
        json.addArray().add(event.number()).add(Duration.between(start, last).toMillis());
      }
    }
  }

  private void event(ProcessEvent event, ArrayNode events) {
    switch (event) {
      case ProcessEvent.Spawned spawned -> written("+", spawned.pid(), events);
      case ProcessEvent.Started started -> written("ready", started.pid(), events);
      case ProcessEvent.Received(Pid pid, long message) -> written("r", pid, events).add(message);
      case ProcessEvent.Handled handled -> written("h", handled.pid(), events);
      case ProcessEvent.Exited(Pid pid, ExitReason reason) ->
          written("-", pid, events).add(word(reason.toString()));
      case ProcessEvent.Suspended suspended -> written("pause", suspended.pid(), events);
      case ProcessEvent.Resumed resumed -> written("resume", resumed.pid(), events);
      case ProcessEvent.Sent(Pid from, Pid to, ProcessEvent.Kind kind, Object message) -> {
        ArrayNode written =
            events
                .addArray()
                .add("m")
                .add(kindOf(kind))
                .add(index(from))
                .add(index(to))
                .add(word(MessageWords.of(message)));
        payload(message, written);
      }
      default -> events.add(0);
    }
  }

  private ArrayNode written(String what, Pid pid, ArrayNode events) {
    return events.addArray().add(what).add(index(pid));
  }

  /** Its place in the page's list of kinds. */
  private static int kindOf(ProcessEvent.Kind kind) {
    return switch (kind) {
      case CALL -> 0;
      case REPLY -> 1;
      case CAST -> 2;
      case PUBLISH -> 3;
      case INFO -> 4;
      case SIGNAL -> 5;
    };
  }

  /** What a client makes its UI of. */
  private static void payload(Object message, ArrayNode written) {
    switch (message) {
      case ToClient.Ui(var ui) -> written.addObject().set("ui", ui);
      case ToClient.PatchUi(var patch) -> written.addObject().set("patch", patch.toJson());
      case ToClient.Failed(ToClient.Problem problem) -> problem(problem, written);
      case ToClient.Ran(_, ToClient.Problem problem) when problem != null ->
          problem(problem, written);
      default -> {}
    }
  }

  private static void problem(ToClient.Problem problem, ArrayNode written) {
    written.addObject().put("problem", "%s: %s".formatted(problem.reason(), problem.message()));
  }
}
