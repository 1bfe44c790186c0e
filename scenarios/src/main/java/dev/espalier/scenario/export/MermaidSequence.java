package dev.espalier.scenario.export;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.MultimapBuilder;
import com.google.common.collect.SetMultimap;
import com.google.common.escape.Escaper;
import com.google.common.escape.Escapers;
import dev.espalier.environment.Change;
import dev.espalier.environment.ChangeStream;
import dev.espalier.environment.DataRequest;
import dev.espalier.environment.QueryServer;
import dev.espalier.otp.ExitReason;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.scenario.Step;
import dev.espalier.scenario.play.PlayedStep;
import dev.espalier.scenario.story.Sentences;
import dev.espalier.scenario.story.Wording;
import dev.espalier.session.EventHandler;
import dev.espalier.session.ToClient;
import dev.espalier.trace.TraceEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A sequence diagram of how changes run through the tree (mermaid.js.org): what listeners write,
 * the change, who is asked, whom it concerns, what clients are sent, and processes that crash. The
 * rest of the messages is left out, and so is whatever is more than Mermaid draws.
 */
final class MermaidSequence {
  /** Mermaid draws texts of up to 50,000 characters; some are for the participants. */
  private static final int LONGEST = 40_000;

  private static final int LONGEST_VALUE = 60;
  private static final String MONGO = "MongoDB";
  private static final ImmutableSet<String> FLOW = ImmutableSet.of("Q → W", "SCM → UIBuilder");

  private static final Escaper ESCAPER =
      Escapers.builder()
          .addEscape('#', "#35;")
          .addEscape(';', "#59;")
          .addEscape('<', "#lt;")
          .addEscape('>', "#gt;")
          .addEscape('%', "#37;")
          .addEscape('\n', "<br/>")
          .build();

  /** The processes that take part, in the order in which a change runs through them. */
  private enum Column {
    DATABASE("database"),
    MANAGERS("asks"),
    QUERIES("queries"),
    WIDGETS("views"),
    BUILDERS("builds UIs"),
    CLIENTS("clients"),
    LISTENERS("runs listeners"),
    OTHERS("others");

    private final String title;

    Column(String title) {
      this.title = title;
    }

    static Column of(String kind) {
      return switch (kind) {
        case MONGO, "CS" -> DATABASE;
        case "SCM" -> MANAGERS;
        case "Q" -> QUERIES;
        case "W" -> WIDGETS;
        case "UIBuilder" -> BUILDERS;
        case "Client" -> CLIENTS;
        case "Session.EventHandler", "Environment.EventHandler" -> LISTENERS;
        default -> OTHERS;
      };
    }
  }

  private record Participant(String id, String name) {}

  private final Run run;
  private final Names names;
  private final Sentences sentences;
  private final SetMultimap<Column, Participant> participants =
      MultimapBuilder.enumKeys(Column.class).linkedHashSetValues().build();

  private MermaidSequence(Run run) {
    this.run = run;
    this.names = Names.of(run);
    this.sentences = new Sentences(new Wording(run.users(), LONGEST_VALUE));
  }

  static String of(Run run) {
    return new MermaidSequence(run).diagram();
  }

  private String diagram() {
    List<String> parts = new ArrayList<>();
    parts.add(lines(0, run.begun()));
    int length = parts.getFirst().length();
    int told = 0;
    for (PlayedStep step : run.steps()) {
      String part =
          (step.step() instanceof Step.Expect ? "" : note(sentence(step)))
              + lines(step.before(), step.after());
      length += part.length();
      if (length > LONGEST) {
        break;
      }
      parts.add(part);
      told++;
    }
    if (told < run.steps().size()) {
      parts.add(note("… and %d more steps".formatted(run.steps().size() - told)));
    }
    return head() + participants() + everywhere(String.join("", parts));
  }

  private String head() {
    return "---%ntitle: %s%n---%nsequenceDiagram%n"
        .formatted(JsonNodeFactory.instance.stringNode(run.title()));
  }

  private String participants() {
    StringBuilder text = new StringBuilder();
    participants
        .asMap()
        .forEach((column, members) -> {
          text.append("  box transparent ").append(column.title).append('\n');
          members.forEach(member ->
              text.append(
                  "    participant %s as %s\n".formatted(member.id(), escaped(member.name()))));
          text.append("  end\n");
        });
    return text.toString();
  }

  // A note stands over everybody, who is known only at the end.

  private static String note(String text) {
    return "  Note over *: %s\n".formatted(escaped(text));
  }

  private String everywhere(String text) {
    List<Participant> all = ImmutableList.copyOf(participants.values());
    return all.isEmpty()
        ? ""
        : text.replace(
            "Note over *:", "Note over %s,%s:".formatted(all.getFirst().id(), all.getLast().id()));
  }

  private String sentence(PlayedStep step) {
    return step.step() instanceof Step.Say say
        ? say.text()
        : "%d  %s".formatted(step.number(), sentences.of(step.step()));
  }

  private String lines(long after, long until) {
    return run.events().subList((int) after, (int) until).stream()
        .map(this::line)
        .flatMap(Optional::stream)
        .collect(Collectors.joining());
  }

  private Optional<String> line(TraceEvent event) {
    return switch (event.event()) {
      case ProcessEvent.Sent(Pid from, Pid to, ProcessEvent.Kind kind, Object message) ->
          kind == ProcessEvent.Kind.REPLY
              ? reply(event, from, to, message)
              : sent(from, to, message);
      case ProcessEvent.Exited(Pid pid, ExitReason reason) when reason.isAbnormal() ->
          Optional.of("  Note over %s: %s\n".formatted(id(pid), escaped(reason.toString())));
      default -> Optional.empty();
    };
  }

  private Optional<String> sent(@Nullable Pid from, Pid to, Object message) {
    String receiver = names.who(to).kind();
    return switch (message) {
      case Change change when receiver.equals("CS") ->
          Optional.of(arrow(mongo(), "->>", id(to), described(change)));
      case Change _, ChangeStream.Touching _ when receiver.equals("SCM") ->
          arrow(from, "->>", to, "Change");
      case QueryServer.MongoEvent _ -> arrow(from, "->>", to, "MongoEvent");
      case EventHandler.Run started -> arrow(from, "->>", to, "Run " + started.listener().name());
      case DataRequest.OfDocuments asked when from != null && writes(asked) ->
          Optional.of(
              arrow(id(from), "->>", mongo(), MessageWords.of(asked) + " " + asked.collection()));
      case DataRequest.Commit commit when from != null ->
          Optional.of(arrow(id(from), "->>", mongo(), MessageWords.of(commit)));
      case ToClient.Ran(_, ToClient.Problem problem) when problem == null -> Optional.empty();
      case ToClient sent when receiver.equals("Client") ->
          arrow(from, "->>", to, MessageWords.of(sent));
      default ->
          isFlow(from, receiver)
              ? arrow(from, "->>", to, MessageWords.of(message))
              : Optional.empty();
    };
  }

  private static boolean writes(DataRequest.OfDocuments asked) {
    return switch (asked) {
      case DataRequest.Create _,
          DataRequest.InsertMany _,
          DataRequest.Replace _,
          DataRequest.Delete _,
          DataRequest.UpdateMany _,
          DataRequest.Drop _ ->
          true;
      case DataRequest.List _, DataRequest.Get _, DataRequest.Find _ -> false;
    };
  }

  private boolean isFlow(@Nullable Pid from, String receiver) {
    return FLOW.contains(names.who(from).kind() + " → " + receiver);
  }

  /** What a Q says to a change: how many Ws of the session it concerns. */
  private Optional<String> reply(TraceEvent event, @Nullable Pid from, Pid to, Object answer) {
    return answer instanceof Set<?> widgets
            && event.cause() > 0
            && run.events().get((int) event.cause() - 1).event()
                instanceof ProcessEvent.Sent(_, _, _, QueryServer.MongoEvent _)
        ? arrow(from, "-->>", to, widgets.isEmpty() ? "no" : widgets.size() + " W")
        : Optional.empty();
  }

  private String described(Change change) {
    return change.events().stream()
        .map(each ->
            switch (each) {
              case Change.Put put -> put.operation() + " " + put.collection();
              case Change.Removed removed -> "delete " + removed.collection();
              case Change.Replaced replaced -> "drop " + replaced.collection();
            })
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private Optional<String> arrow(@Nullable Pid from, String sign, Pid to, String label) {
    return from == null ? Optional.empty() : Optional.of(arrow(id(from), sign, id(to), label));
  }

  private static String arrow(String from, String sign, String to, String label) {
    return "  %s%s%s: %s\n".formatted(from, sign, to, escaped(label));
  }

  private String id(Pid pid) {
    Participant participant = new Participant("p" + pid.number(), names.of(pid));
    participants.put(Column.of(names.who(pid).kind()), participant);
    return participant.id();
  }

  private String mongo() {
    participants.put(Column.DATABASE, new Participant(MONGO, MONGO));
    return MONGO;
  }

  /** Without what Mermaid takes for its own. */
  private static String escaped(String text) {
    return ESCAPER.escape(text);
  }
}
