package dev.espalier.scenario;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.espalier.app.AppFaults;
import dev.espalier.scenario.Scenario.AppSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads the steps of one scenario, one after the other. */
final class StepReader {
  /** What an app fails with when nothing else is written. */
  static final String OUT_OF_ORDER = "out of order, as planned";

  private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();
  private static final String STEP = "say: Alice opens the app";
  private static final Pattern ONE_OF_THE_APP =
      Pattern.compile("(?<kind>view|listener) +(?<name>\\S+)");
  private static final Splitter OF = Splitter.on(" of ").trimResults().limit(2);
  private static final Vocabulary MOMENTS =
      Vocabulary.of(
          "open", "close", "click", "type", "submit", "run", "insert", "replace", "update",
          "delete", "drop", "kill");
  private static final Vocabulary TAKE_THEIR_TIME =
      Vocabulary.of(
          ImmutableSet.<String>builder()
              .addAll(MOMENTS.words())
              .add("wait", "suspend", "resume", "cut", "conflict", "stop", "start", "reload")
              .build());

  private final OpenSessions sessions;
  private final AppReader apps;
  private final AppSource app;
  private final ExpectationReader expectations;

  /**
   * @param sessions who has come and gone before the first step
   * @param app the scenario's
   */
  StepReader(OpenSessions sessions, AppReader apps, AppSource app) {
    this.sessions = sessions;
    this.apps = apps;
    this.app = app;
    this.expectations = new ExpectationReader(sessions);
  }

  /** Reads the next step. */
  Step read(Yaml written) throws ScenarioException {
    Yaml.Mapping step = written.mapping("a step", STEP);
    Verb verb = verb(step);
    Fields fields = Fields.of(step, verb.word(), verb.keys(), verb.example());
    Place place = step.place();
    return switch (verb) {
      case SAY -> new Step.Say(place, fields.text("say"), pointed(fields));
      case ASK -> ask(place, fields);
      case OPEN -> open(place, fields);
      case CLOSE -> close(place, fields);
      case CLICK -> new Step.Click(place, session(fields), target(fields, "click"));
      case TYPE ->
          new Step.Type(place, session(fields), target(fields, "into"), fields.text("type"));
      case SUBMIT ->
          new Step.Submit(
              place,
              session(fields),
              target(fields, "submit"),
              fields.get("values").map(Yaml::json).orElse(null));
      case RUN ->
          new Step.Run(
              place,
              session(fields),
              fields.text("run"),
              fields.get("props").isPresent() ? fields.objectOr("props", NOTHING) : null,
              fields.objectOr("event", NOTHING));
      case INSERT -> new Step.Insert(place, fields.text("into"), document(fields, "insert"));
      case REPLACE ->
          new Step.Replace(
              place, fields.text("of"), filter(fields, "where"), document(fields, "replace"));
      case UPDATE ->
          new Step.Update(place, fields.text("of"), filter(fields, "where"), update(fields));
      case DELETE -> new Step.Delete(place, fields.text("from"), filter(fields, "delete"));
      case DROP -> new Step.Drop(place, fields.text("drop"));
      case WAIT -> new Step.Wait(place, fields.required("wait").duration("wait"));
      case KILL -> kill(place, fields);
      case SUSPEND -> new Step.Suspend(place, victim(fields, "suspend"));
      case RESUME -> new Step.Resume(place, victim(fields, "resume"));
      case FAIL -> {
        Part part = part(fields, "fail");
        yield new Step.Fail(place, part.kind, part.name, fields.textOr("with", OUT_OF_ORDER));
      }
      case SLOW -> {
        Part part = part(fields, "slow");
        yield new Step.Slow(place, part.kind, part.name, fields.required("by").duration("by"));
      }
      case HEAL -> new Step.Heal(only("app", fields, place));
      case CUT -> new Step.Cut(only("change stream", fields, place));
      case CONFLICT -> new Step.Conflict(only("transaction", fields, place));
      case STOP -> new Step.Stop(only("database", fields, place));
      case START -> new Step.Start(only("database", fields, place));
      case RELOAD -> {
        String source = fields.text("reload");
        Place at = fields.required("reload").place();
        yield new Step.Reload(place, source.equals("app") ? app : apps.read(at, source));
      }
      case BEGIN -> begin(place, fields);
      case INTERRUPT ->
          new Step.Interrupt(
              place,
              inner(fields.required("interrupt"), "interrupt", TAKE_THEIR_TIME, "is under way in"),
              fields.required("after").whole("after", 1));
      case SHUFFLE ->
          new Step.Shuffle(
              place,
              fields.required("shuffle").number("shuffle", "a whole number", Long.MIN_VALUE));
      case TURNS -> new Step.Turns(place, TurnsReader.read(fields.required("turns")));
      case EXPECT -> new Step.Expect(place, expectations.read(fields.required("expect")));
    };
  }

  private ImmutableList<Step.Pointed> pointed(Fields fields) throws ScenarioException {
    Optional<Yaml> written = fields.get("point");
    if (written.isEmpty()) {
      return ImmutableList.of();
    }
    ImmutableList.Builder<Step.Pointed> pointed = ImmutableList.builder();
    for (Yaml each : written.get().list("point", "[CS, SCM of alice]")) {
      pointed.add(pointed(each));
    }
    return pointed.build();
  }

  private Step.Pointed pointed(Yaml written) throws ScenarioException {
    List<String> words = OF.splitToList(written.text("point"));
    ExpectationReader.requireProcess(written.place(), words.getFirst());
    if (words.size() == 1) {
      return new Step.Pointed(words.getFirst(), null);
    }
    sessions.requireKnown(written.place(), words.get(1));
    return new Step.Pointed(words.getFirst(), words.get(1));
  }

  private Step ask(Place place, Fields fields) throws ScenarioException {
    Step when = inner(fields.required("when"), "when", TAKE_THEIR_TIME, "is foretold of");
    Yaml.Mapping written =
        fields
            .required("choices")
            .mapping("choices", "only alice: {patches: {alice: 1, bob: none}}");
    if (written.entries().size() < 2) {
      throw new ScenarioException(
          written.place(),
          "there is nothing to choose from; write two choices or more, each with what it expects");
    }
    ImmutableList.Builder<Step.Choice> choices = ImmutableList.builder();
    for (Yaml.Entry choice : written.entries()) {
      choices.add(new Step.Choice(choice.key(), expectations.read(choice.value())));
    }
    return new Step.Ask(
        place, fields.text("ask"), when, choices.build(), fields.textOr("because", ""));
  }

  private static Verb verb(Yaml.Mapping step) throws ScenarioException {
    if (step.entries().isEmpty()) {
      throw new ScenarioException(step.place(), "a step is empty; write " + STEP);
    }
    Yaml.Entry first = step.entries().getFirst();
    Optional<Verb> verb = Verb.of(first.key());
    if (verb.isPresent()) {
      return verb.get();
    }
    for (Yaml.Entry later : step.entries()) {
      if (Verb.of(later.key()).isPresent()) {
        throw new ScenarioException(
            later.place(),
            "a step begins with its verb; write %s before %s".formatted(later.key(), first.key()));
      }
    }
    throw new ScenarioException(
        first.place(),
        "there is no step `%s`; %s".formatted(first.key(), Verb.WORDS.instead(first.key())));
  }

  private Step open(Place place, Fields fields) throws ScenarioException {
    String session = fields.text("open");
    sessions.open(fields.required("open"), session);
    String user = fields.textOr("user", session);
    sessions.seen(user);
    String path = fields.textOr("path", "/");
    if (!path.startsWith("/")) {
      throw fields.required("path").isNot("path", "a route from /", "/" + path);
    }
    return new Step.Open(place, session, user, path, fields.objectOr("context", NOTHING));
  }

  private Step close(Place place, Fields fields) throws ScenarioException {
    String session = sessions.requireOpen(fields.required("close"), "close");
    sessions.close(session);
    return new Step.Close(place, session);
  }

  private String session(Fields fields) throws ScenarioException {
    return sessions.requireOpen(fields.required("in"), "in");
  }

  private static Step.Target target(Fields fields, String key) throws ScenarioException {
    return new Step.Target(
        fields.text(key), fields.textOrNone("below"), fields.wholeOr("nth", 1, 1));
  }

  private JsonNode document(Fields fields, String key) throws ScenarioException {
    return object(fields, key, "{text: Buy milk}").json();
  }

  private JsonNode filter(Fields fields, String key) throws ScenarioException {
    sessions.requireUsers(fields.required(key));
    return fields.filter(key, "{text: Buy milk}, or {} for all");
  }

  private JsonNode update(Fields fields) throws ScenarioException {
    String example = "{$set: {done: true}}";
    Yaml.Mapping written = object(fields, "update", example);
    for (Yaml.Entry entry : written.entries()) {
      if (!entry.key().startsWith("$")) {
        throw new ScenarioException(
            entry.place(),
            "update has operators, not the field `%s`; write %s".formatted(entry.key(), example));
      }
    }
    return written.json();
  }

  private Yaml.Mapping object(Fields fields, String key, String example) throws ScenarioException {
    Yaml.Mapping written = fields.required(key).mapping(key, example);
    sessions.requireUsers(written);
    return written;
  }

  private Step kill(Place place, Fields fields) throws ScenarioException {
    Yaml kind = fields.required("kill");
    if (kind.text("kill").equals("Client")) {
      throw kind.isNot("kill", "a process of the tree", "close: alice to end a client");
    }
    Optional<Yaml> written = fields.get("during");
    Step during =
        written.isPresent() ? inner(written.get(), "during", MOMENTS, "is killed during") : null;
    return new Step.Kill(place, victim(fields, "kill"), during);
  }

  private Step.Victim victim(Fields fields, String key) throws ScenarioException {
    Yaml kind = fields.required(key);
    ExpectationReader.requireProcess(kind.place(), kind.text(key));
    Optional<Yaml> of = fields.get("of");
    return new Step.Victim(
        kind.text(key),
        of.isPresent() ? sessions.requireKnown(of.get(), "of") : null,
        fields.textOrNone("key"),
        fields.wholeOr("nth", 1, 1));
  }

  private Step begin(Place place, Fields fields) throws ScenarioException {
    Yaml begun = fields.required("begin");
    return new Step.Begin(
        place,
        inner(begun, "begin", TAKE_THEIR_TIME, "is under way in"),
        fields.required("until").number("until", "the number of an event", 1));
  }

  /**
   * A step in whose course something else happens.
   *
   * @param nothing what cannot happen in the course of others
   */
  private Step inner(Yaml written, String key, Vocabulary possible, String nothing)
      throws ScenarioException {
    Yaml.Mapping step = written.mapping(key, "{click: \"+\", in: alice}");
    Verb verb = verb(step);
    if (!possible.contains(verb.word())) {
      throw new ScenarioException(
          step.place(),
          "nothing %s %s; write one of %s"
              .formatted(nothing, verb.word(), String.join(", ", possible.words())));
    }
    return read(step);
  }

  private record Part(AppFaults.Kind kind, @Nullable String name) {}

  private static Part part(Fields fields, String key) throws ScenarioException {
    String text = fields.text(key);
    Matcher one = ONE_OF_THE_APP.matcher(text);
    if (one.matches()) {
      return new Part(
          one.group("kind").equals("view") ? AppFaults.Kind.VIEW : AppFaults.Kind.LISTENER,
          one.group("name"));
    }
    return switch (text) {
      case "views" -> new Part(AppFaults.Kind.VIEW, null);
      case "listeners" -> new Part(AppFaults.Kind.LISTENER, null);
      case "manifest" -> new Part(AppFaults.Kind.MANIFEST, null);
      default ->
          throw fields
              .required(key)
              .isNot(
                  key,
                  "a part of the app",
                  "view NAME, listener NAME, views, listeners or manifest");
    };
  }

  /** Checks the one thing that there is for a verb. */
  private static Place only(String thing, Fields fields, Place place) throws ScenarioException {
    String verb = fields.what();
    if (!fields.text(verb).equals(thing)) {
      throw fields.required(verb).isNot(verb, thing, verb + ": " + thing);
    }
    return place;
  }
}
