package dev.espalier.scenario;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import dev.espalier.app.AppFaults;
import dev.espalier.scenario.Scenario.AppSource;
import dev.espalier.scenario.Step.Target;
import dev.espalier.scenario.Step.Victim;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Steps as they are written: objects whose first key is the verb, without what goes without saying.
 *
 * @param app how an app is named
 */
record StepWriter(Function<AppSource, String> app) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** Several only for expectations that do not fit into one mapping. */
  ImmutableList<ObjectNode> write(Step step) {
    return step instanceof Step.Expect(_, ImmutableList<Expectation> expectations)
        ? ExpectationWriter.write(expectations).stream()
            .map(each -> with("expect", each))
            .collect(ImmutableList.toImmutableList())
        : ImmutableList.of(one(step));
  }

  private ObjectNode one(Step step) {
    return switch (step) {
      case Step.Say say -> say(say);
      case Step.Ask ask -> ask(ask);
      case Step.Open open -> open(open);
      case Step.Close close -> with("close", close.session());
      case Step.Click(_, String session, Target target) ->
          put(target, with("click", target.name())).put("in", session);
      case Step.Type(_, String session, Target target, String text) ->
          put(target, with("type", text).put("into", target.name())).put("in", session);
      case Step.Submit(_, String session, Target target, JsonNode value) -> {
        ObjectNode written = put(target, with("submit", target.name())).put("in", session);
        yield value == null ? written : set(written, "values", value);
      }
      case Step.Run run -> run(run);
      case Step.Insert(_, String collection, JsonNode document) ->
          with("insert", document).put("into", collection);
      case Step.Replace(_, String collection, JsonNode where, JsonNode document) ->
          set(with("replace", document), "where", where).put("of", collection);
      case Step.Update(_, String collection, JsonNode where, JsonNode update) ->
          set(with("update", update), "where", where).put("of", collection);
      case Step.Delete(_, String collection, JsonNode where) ->
          with("delete", where).put("from", collection);
      case Step.Drop(_, String collection) -> with("drop", collection);
      case Step.Wait(_, Duration duration) -> with("wait", written(duration));
      case Step.Kill(_, Victim victim, Step during) -> {
        ObjectNode written = victim("kill", victim);
        yield during == null ? written : set(written, "during", one(during));
      }
      case Step.Suspend(_, Victim victim) -> victim("suspend", victim);
      case Step.Resume(_, Victim victim) -> victim("resume", victim);
      case Step.Fail(_, AppFaults.Kind kind, String name, String message) -> {
        ObjectNode written = with("fail", part(kind, name));
        yield message.equals(StepReader.OUT_OF_ORDER) ? written : written.put("with", message);
      }
      case Step.Slow(_, AppFaults.Kind kind, String name, Duration by) ->
          with("slow", part(kind, name)).put("by", written(by));
      case Step.Heal _ -> with("heal", "app");
      case Step.Cut _ -> with("cut", "change stream");
      case Step.Conflict _ -> with("conflict", "transaction");
      case Step.Stop _ -> with("stop", "database");
      case Step.Start _ -> with("start", "database");
      case Step.Reload(_, AppSource source) -> with("reload", app.apply(source));
      case Step.Begin(_, Step begun, long until) -> with("begin", one(begun)).put("until", until);
      case Step.Interrupt(_, Step begun, int events) ->
          with("interrupt", one(begun)).put("after", events);
      case Step.Shuffle(_, long seed) -> JSON.objectNode().put("shuffle", seed);
      case Step.Turns(_, var turns) -> with("turns", written(turns));
      case Step.Expect _ -> throw new IllegalStateException("nothing is expected within a step");
    };
  }

  static ObjectNode written(Map<Integer, Integer> turns) {
    ObjectNode written = JSON.objectNode();
    turns.forEach((turn, place) -> written.put(turn.toString(), place));
    return written;
  }

  private static ObjectNode with(String key, String text) {
    return JSON.objectNode().put(key, text);
  }

  private static ObjectNode with(String key, JsonNode value) {
    return set(JSON.objectNode(), key, value);
  }

  private static ObjectNode set(ObjectNode written, String key, JsonNode value) {
    written.set(key, value);
    return written;
  }

  private static ObjectNode say(Step.Say say) {
    ObjectNode written = with("say", say.text());
    if (!say.point().isEmpty()) {
      ArrayNode point = written.putArray("point");
      say.point()
          .forEach(each ->
              point.add(
                  each.session() == null
                      ? each.kind()
                      : "%s of %s".formatted(each.kind(), each.session())));
    }
    return written;
  }

  private ObjectNode ask(Step.Ask ask) {
    ObjectNode written = set(with("ask", ask.question()), "when", one(ask.when()));
    ObjectNode choices = written.putObject("choices");
    for (Step.Choice choice : ask.choices()) {
      choices.set(choice.text(), ExpectationWriter.write(choice.expectations()).getFirst());
    }
    return ask.because().isEmpty() ? written : written.put("because", ask.because());
  }

  private static ObjectNode open(Step.Open open) {
    ObjectNode written = with("open", open.session());
    if (!open.user().equals(open.session())) {
      written.put("user", open.user());
    }
    if (!open.path().equals("/")) {
      written.put("path", open.path());
    }
    return open.context().isEmpty() ? written : set(written, "context", open.context());
  }

  private static ObjectNode put(Target target, ObjectNode written) {
    if (target.below() != null) {
      written.put("below", target.below());
    }
    return target.nth() == 1 ? written : written.put("nth", target.nth());
  }

  private static ObjectNode run(Step.Run run) {
    ObjectNode written = with("run", run.listener()).put("in", run.session());
    if (run.props() != null) {
      written.set("props", run.props());
    }
    return run.event().isEmpty() ? written : set(written, "event", run.event());
  }

  private static ObjectNode victim(String verb, Victim victim) {
    ObjectNode written = with(verb, victim.kind());
    if (victim.session() != null) {
      written.put("of", victim.session());
    }
    if (victim.key() != null) {
      written.put("key", victim.key());
    }
    return victim.nth() == 1 ? written : written.put("nth", victim.nth());
  }

  private static String part(AppFaults.Kind kind, @Nullable String name) {
    String one = Ascii.toLowerCase(kind.name());
    if (kind == AppFaults.Kind.MANIFEST) {
      return one;
    }
    return name == null ? one + "s" : one + " " + name;
  }

  /** In the largest unit of which it is a whole number. */
  static String written(Duration duration) {
    long millis = duration.toMillis();
    if (millis == 0 || millis % 1_000 != 0) {
      return millis + " ms";
    }
    long seconds = millis / 1_000;
    if (seconds % 60 != 0) {
      return seconds + " s";
    }
    return seconds % 3_600 == 0 ? seconds / 3_600 + " h" : seconds / 60 + " min";
  }
}
