package dev.espalier.scenario.story;

import static java.util.stream.Collectors.joining;

import com.google.common.collect.Range;
import dev.espalier.app.AppFaults;
import dev.espalier.scenario.Expectation;
import dev.espalier.scenario.Scenario.AppSource;
import dev.espalier.scenario.Step;
import dev.espalier.scenario.play.Amount;
import dev.espalier.ui.JsonPatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Steps and expectations in plain English. */
public final class Sentences {
  private final Wording wording;

  public Sentences(Wording wording) {
    this.wording = wording;
  }

  /** What happens in a step. */
  public String of(Step step) {
    return switch (step) {
      case Step.Say say -> say.text();
      case Step.Ask ask -> of(ask.when());
      case Step.Open open -> opens(open);
      case Step.Close close -> close.session() + " leaves";
      case Step.Click click -> "%s clicks %s".formatted(click.session(), of(click.target()));
      case Step.Type type ->
          "%s types “%s” into %s".formatted(type.session(), type.text(), of(type.target()));
      case Step.Submit submit ->
          "%s submits %s%s"
              .formatted(
                  submit.session(),
                  of(submit.target()),
                  submit.value() == null ? "" : " with " + wording.value(submit.value()));
      case Step.Run run ->
          "%s runs the listener %s%s"
              .formatted(
                  run.session(),
                  run.listener(),
                  run.props() == null ? "" : " of " + wording.value(run.props()));
      case Step.Insert insert ->
          "%s gets a document, past the app: %s"
              .formatted(insert.collection(), wording.value(insert.document()));
      case Step.Replace replace ->
          "in %s, past the app, the document with %s becomes %s"
              .formatted(
                  replace.collection(),
                  wording.value(replace.where()),
                  wording.value(replace.document()));
      case Step.Update update ->
          "in %s, past the app, documents with %s are updated: %s"
              .formatted(
                  update.collection(),
                  wording.value(update.where()),
                  wording.value(update.update()));
      case Step.Delete delete ->
          "from %s, past the app, documents with %s are deleted"
              .formatted(delete.collection(), wording.value(delete.where()));
      case Step.Drop drop -> "the collection %s is dropped".formatted(drop.collection());
      case Step.Wait wait -> of(wait.duration()) + " pass";
      case Step.Kill kill -> kills(kill);
      case Step.Suspend suspend -> process(suspend.victim()) + " is suspended";
      case Step.Resume resume -> process(resume.victim()) + " goes on";
      case Step.Fail fail ->
          "from now on %s fails: %s".formatted(asked(fail.kind(), fail.name()), fail.message());
      case Step.Slow slow ->
          "from now on %s takes %s longer"
              .formatted(asked(slow.kind(), slow.name()), of(slow.by()));
      case Step.Heal _ -> "the app is well again";
      case Step.Cut _ -> "the change stream is cut";
      case Step.Conflict _ -> "the next transaction meets a write conflict";
      case Step.Stop _ -> "the database stops";
      case Step.Start _ -> "the database starts again";
      case Step.Reload(_, AppSource.Script script) ->
          "the app is replaced by " + script.path().getFileName();
      case Step.Reload(_, AppSource.Remote remote) ->
          "the app at %s is asked again what it is".formatted(remote.url());
      case Step.Begin begin ->
          "%s, stopped short at event %d".formatted(of(begin.step()), begin.until());
      case Step.Interrupt interrupt ->
          "%s, and after %s of it"
              .formatted(of(interrupt.step()), count(interrupt.events(), "event", "events"));
      case Step.Shuffle shuffle ->
          "from now on chance decides who runs next (seed %d)".formatted(shuffle.seed());
      case Step.Turns(_, var turns) ->
          "in the next step %s"
              .formatted(
                  count(turns.size(), "turn is taken by another", "turns are taken by others"));
      case Step.Expect expect ->
          expect.expectations().stream().map(this::of).collect(joining("; "));
    };
  }

  /** What an operation of a patch does to a UI. */
  public String of(JsonPatch.Operation operation) {
    return switch (operation) {
      case JsonPatch.Operation.Add(String path, JsonNode value) ->
          "add %s %s".formatted(path, wording.value(value));
      case JsonPatch.Operation.Remove(String path) -> "remove " + path;
      case JsonPatch.Operation.Replace(String path, JsonNode value) ->
          "replace %s %s".formatted(path, wording.value(value));
      case JsonPatch.Operation.Move(String from, String path) ->
          "move %s to %s".formatted(from, path);
      case JsonPatch.Operation.Copy(String from, String path) ->
          "copy %s to %s".formatted(from, path);
      case JsonPatch.Operation.Test(String path, JsonNode value) ->
          "test %s %s".formatted(path, wording.value(value));
    };
  }

  private static String opens(Step.Open open) {
    String user = open.user().equals(open.session()) ? "" : " as " + open.user();
    return "%s opens %s%s"
        .formatted(open.session(), open.path().equals("/") ? "the app" : open.path(), user);
  }

  private static String of(Step.Target target) {
    String nth = target.nth() == 1 ? "" : " number %d".formatted(target.nth());
    String below = target.below() == null ? "" : " below “%s”".formatted(target.below());
    return "“%s”%s%s".formatted(target.name(), nth, below);
  }

  private String kills(Step.Kill kill) {
    String during = kill.during() == null ? "" : ", while " + of(kill.during());
    return "%s is killed%s".formatted(process(kill.victim()), during);
  }

  private String process(Step.Victim victim) {
    String session = victim.session() == null ? "" : " of " + victim.session();
    String key = victim.key() == null ? "" : " " + wording.text(victim.key());
    String nth = victim.nth() == 1 ? "" : " number %d".formatted(victim.nth());
    return victim.kind() + key + session + nth;
  }

  private static String asked(AppFaults.Kind kind, @Nullable String name) {
    return switch (kind) {
      case MANIFEST -> "the manifest";
      case VIEW -> name == null ? "every view" : "the view " + name;
      case LISTENER -> name == null ? "every listener" : "the listener " + name;
    };
  }

  /** E.g. {@code 10 min 1 s}. */
  public static String of(Duration duration) {
    List<String> parts = new ArrayList<>();
    part(parts, duration.toHours(), "h");
    part(parts, duration.toMinutesPart(), "min");
    part(parts, duration.toSecondsPart(), "s");
    part(parts, duration.toMillisPart(), "ms");
    return parts.isEmpty() ? "0 s" : String.join(" ", parts);
  }

  private static void part(List<String> parts, long amount, String unit) {
    if (amount > 0) {
      parts.add(amount + " " + unit);
    }
  }

  /** What is expected. */
  public String of(Expectation expectation) {
    return switch (expectation) {
      case Expectation.Ui ui -> sees(ui);
      case Expectation.PatchCount patches ->
          "%s got %s"
              .formatted(
                  patches.session(), range(Range.singleton(patches.count()), "patch", "patches"));
      case Expectation.Patches patches ->
          patches.operations().isEmpty()
              ? patches.session() + " got no patches"
              : "%s got just this: %s"
                  .formatted(
                      patches.session(),
                      patches.operations().stream().map(this::of).collect(joining(", ")));
      case Expectation.Tree tree -> "there %s %s".formatted(are(tree.count()), tree.kind());
      case Expectation.Group group ->
          "{%s, %s} has %s"
              .formatted(
                  group.group(),
                  Objects.requireNonNullElse(group.session(), "env"),
                  range(group.count(), "member", "members"));
      case Expectation.Messages messages -> wasSent(messages);
      case Expectation.Views views ->
          views.names().isEmpty()
              ? "the app was asked for no view"
              : "the app was asked for the %s %s"
                  .formatted(
                      views.names().size() == 1 ? "view" : "views",
                      String.join(", ", views.names()));
      case Expectation.Documents documents ->
          documents.documents().isEmpty()
              ? documents.collection() + " is empty"
              : "%s holds %s"
                  .formatted(
                      documents.collection(),
                      documents.documents().stream().map(wording::value).collect(joining(", ")));
      case Expectation.Matching matching ->
          "%s holds %s with %s"
              .formatted(
                  matching.collection(),
                  range(matching.count(), "document", "documents"),
                  wording.value(matching.where()));
      case Expectation.Meter meter ->
          "the meter counted %s %s".formatted(Amount.of(meter.amount()), meter.gauge());
      case Expectation.Errors errors ->
          errors.problems().isEmpty()
              ? errors.session() + " got no error"
              : "%s got %s"
                  .formatted(
                      errors.session(),
                      errors.problems().stream()
                          .map(Sentences::problem)
                          .collect(joining(", then ", "the error ", "")));
      case Expectation.Sessions session ->
          "the session of %s is %s"
              .formatted(session.session(), session.joined() ? "there" : "gone");
    };
  }

  private String of(Expectation.Operation operation) {
    JsonNode value = operation.value();
    return "%s %s%s"
        .formatted(
            operation.op(), operation.path(), value == null ? "" : " " + wording.value(value));
  }

  private static String problem(Expectation.Problem problem) {
    return Stream.of(problem.reason(), problem.message())
        .filter(Objects::nonNull)
        .collect(joining(": "));
  }

  private String sees(Expectation.Ui ui) {
    List<String> parts = new ArrayList<>();
    if (!ui.texts().isEmpty()) {
      parts.add(
          "sees " + ui.texts().stream().map(text -> "“" + text + "”").collect(joining(", then ")));
    }
    ui.lacks().forEach(text -> parts.add("does not see “%s”".formatted(text)));
    ui.at().forEach((at, value) -> parts.add("has %s at %s".formatted(wording.value(value), at)));
    return parts.isEmpty()
        ? ui.session() + " has a UI"
        : ui.session() + " " + String.join(" and ", parts);
  }

  private static String wasSent(Expectation.Messages messages) {
    String one = messages.type() == null ? "message" : messages.type();
    String type = messages.type() != null || isOne(messages.count()) ? one : "messages";
    String from = messages.from() == null ? "" : " from " + messages.from();
    String to = messages.to() == null ? "" : " to " + messages.to();
    return "there %s %s%s%s".formatted(were(messages.count()), type, from, to);
  }

  private static String are(Range<Integer> range) {
    return (isOne(range) ? "is " : "are ") + Amount.of(range);
  }

  private static String were(Range<Integer> range) {
    return (isOne(range) ? "was " : "were ") + Amount.of(range);
  }

  private static boolean isOne(Range<Integer> range) {
    return Amount.of(range).equals("1");
  }

  private static String range(Range<Integer> range, String one, String many) {
    return Amount.of(range) + " " + (isOne(range) ? one : many);
  }

  /** E.g. {@code 1 step}, {@code 2 steps}. */
  public static String count(long count, String one, String many) {
    return count == 1 ? "1 " + one : count + " " + many;
  }
}
