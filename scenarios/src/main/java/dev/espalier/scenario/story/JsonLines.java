package dev.espalier.scenario.story;

import dev.espalier.environment.Change;
import dev.espalier.query.DocumentJson;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.Step;
import dev.espalier.scenario.Vocabulary;
import dev.espalier.scenario.play.Cast.Member;
import dev.espalier.scenario.play.ChangePath;
import dev.espalier.scenario.play.Episode;
import dev.espalier.scenario.play.Meter;
import dev.espalier.scenario.play.Outcome;
import dev.espalier.scenario.play.PlayedStep;
import dev.espalier.session.ToClient;
import dev.espalier.ui.JsonPatch;
import java.util.Collection;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A run told to other programs: a JSON object a line, each with what it is under {@code is}. */
public final class JsonLines implements Teller {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Sentences sentences;

  public JsonLines(Wording wording) {
    this.sentences = new Sentences(wording);
  }

  @Override
  public String opening(Scenario scenario, Episode start) {
    ObjectNode line = is("scenario");
    line.put("file", scenario.file().toString()).put("title", scenario.title());
    tell(start, line);
    return line + "\n";
  }

  /** It is part of the step's line. */
  @Override
  public String question(int number, Step.Ask ask) {
    return "";
  }

  @Override
  public String step(PlayedStep played, Episode episode) {
    ObjectNode line = is("step");
    line.put("number", played.number())
        .put("line", played.step().place().line())
        .put("does", played.step().getClass().getSimpleName())
        .put("sentence", sentences.of(played.step()));
    if (played.step() instanceof Step.Ask ask) {
      line.put("question", ask.question());
      ArrayNode choices = line.putArray("choices");
      ask.choices().forEach(choice -> choices.add(choice.text()));
    }
    tell(played.outcome(), line);
    line.put("events", played.after() - played.before());
    tell(episode, line);
    return line + "\n";
  }

  private static void tell(Outcome outcome, ObjectNode line) {
    switch (outcome) {
      case Outcome.Done(Step.Choice answer) -> {
        line.put("outcome", "done");
        if (answer != null) {
          line.put("answer", answer.text());
        }
      }
      case Outcome.Impossible(var place, String why) ->
          line.put("outcome", "impossible").put("place", place.toString()).put("why", why);
      case Outcome.Unmet(var differences) -> {
        ArrayNode array = line.put("outcome", "unmet").putArray("differences");
        differences.forEach(difference ->
            array
                .addObject()
                .put("place", difference.place().toString())
                .put("what", difference.what())
                .put("expected", difference.expected())
                .put("actual", difference.actual()));
      }
    }
  }

  private static void tell(Episode episode, ObjectNode line) {
    members(line.putArray("started"), episode.started());
    ArrayNode exited = line.putArray("exited");
    episode
        .exited()
        .forEach(ending ->
            exited
                .addObject()
                .put("process", ending.member().toString())
                .put("reason", ending.reason().toString()));
    ArrayNode changes = line.putArray("changes");
    episode.changes().forEach(path -> tell(path, changes.addObject()));
    ArrayNode views = line.putArray("views");
    episode
        .renderings()
        .forEach(rendering ->
            views.addObject().put("view", rendering.view()).put("failed", rendering.failed()));
    ArrayNode received = line.putArray("received");
    episode.deliveries().forEach(delivery -> tell(delivery, received.addObject()));
    line.put("messages", episode.messages().size());
    line.set("meter", json(episode.meter()));
  }

  private static void members(ArrayNode array, Collection<Member> members) {
    members.forEach(member -> array.add(member.toString()));
  }

  private static void tell(ChangePath path, ObjectNode change) {
    ArrayNode events = change.putArray("events");
    path.change().events().forEach(event -> tell(event, events.addObject()));
    members(change.putArray("scm"), path.managers());
    members(change.putArray("asked"), path.asked());
    members(change.putArray("concerned"), path.moved());
    members(change.putArray("w"), path.widgets());
    members(change.putArray("uiBuilder"), path.builders());
    members(change.putArray("fetched"), path.fetched());
    members(change.putArray("clients"), path.clients());
  }

  private static void tell(Change.Event event, ObjectNode json) {
    switch (event) {
      case Change.Put(String operation, String collection, var document) ->
          json.put("operation", operation)
              .put("collection", collection)
              .set("document", DocumentJson.toJson(document));
      case Change.Removed(String collection, var id) ->
          json.put("operation", "delete")
              .put("collection", collection)
              .set("id", DocumentJson.toJson(id));
      case Change.Replaced(String collection) ->
          json.put("operation", "drop").put("collection", collection);
    }
  }

  private static void tell(Episode.Delivery delivery, ObjectNode json) {
    json.put("session", delivery.session());
    switch (delivery.content()) {
      case ToClient.Ui(JsonNode ui) -> json.put("what", "ui").set("ui", ui);
      case ToClient.PatchUi(JsonPatch patch) ->
          json.put("what", "patch")
              .put("bytes", Meter.bytes(patch.toJson()))
              .set("patch", patch.toJson());
      case ToClient.Failed(ToClient.Problem problem) -> tell(problem, json.put("what", "error"));
      case ToClient.Ran(_, ToClient.Problem problem) -> {
        json.put("what", "ran");
        if (problem != null) {
          tell(problem, json);
        }
      }
      case ToClient.Closed(String why) -> json.put("what", "closed").put("why", why);
    }
  }

  private static void tell(ToClient.Problem problem, ObjectNode json) {
    json.put("reason", problem.reason())
        .put("message", problem.message())
        .set("metadata", problem.metadata());
  }

  @Override
  public String ending(Totals totals, boolean failed, String again) {
    ObjectNode line = is("end");
    line.put("outcome", failed ? "failed" : "done")
        .put("steps", totals.steps())
        .put("changes", totals.meter().writes())
        .put("views", totals.meter().views())
        .put("patches", totals.meter().patches())
        .put("bytes", totals.meter().bytes())
        .put("again", again)
        .set("meter", json(totals.meter()));
    return line + "\n";
  }

  /** By the names that scenarios have for them. */
  private static ObjectNode json(Meter meter) {
    ObjectNode gauges = JSON.objectNode();
    Vocabulary.GAUGES.words().forEach(gauge -> gauges.put(gauge, meter.reading(gauge)));
    return gauges;
  }

  private static ObjectNode is(String what) {
    return JSON.objectNode().put("is", what);
  }
}
