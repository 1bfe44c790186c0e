package dev.espalier.scenario;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Range;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/** Reads what stands under {@code expect}. */
final class ExpectationReader {
  /** What can be expected something of. */
  static final Vocabulary SUBJECTS =
      Vocabulary.of(
          "ui",
          "patches",
          "tree",
          "groups",
          "messages",
          "views",
          "meter",
          "database",
          "errors",
          "sessions");

  /** What can be said of every moment. */
  private static final Vocabulary INVARIANT = Vocabulary.of("name", "ui", "database");

  private static final Vocabulary GROUPS = Vocabulary.of("scm", "q", "w", "client");
  private static final Vocabulary OPERATIONS =
      Vocabulary.of("add", "remove", "replace", "move", "copy", "test");
  private static final Pattern GROUP = Pattern.compile("\\{ *(?<group>\\S+) *, *(?<key>\\S+) *}");
  private static final Pattern BOUND =
      Pattern.compile("at (?<which>most|least) (?<number>\\d{1,9})");
  private static final String ENVIRONMENT = "env";
  private static final String NONE = "none";

  private final OpenSessions sessions;

  ExpectationReader(OpenSessions sessions) {
    this.sessions = sessions;
  }

  ImmutableList<Expectation> read(Yaml written) throws ScenarioException {
    Fields fields = Fields.of(written, "expect", SUBJECTS, "{ui: {alice: [\"Hello\"]}}");
    if (fields.mapping().entries().isEmpty()) {
      throw new ScenarioException(
          written.place(), "expect is empty; write " + Verb.EXPECT.example());
    }
    ImmutableList.Builder<Expectation> expectations = ImmutableList.builder();
    for (Yaml.Entry entry : fields.mapping().entries()) {
      expectations.addAll(about(entry.key(), entry.value()));
    }
    return expectations.build();
  }

  /** What stands under {@code invariants}. */
  StatedInvariant invariant(Yaml written) throws ScenarioException {
    String example = "{name: Nobody overdraws, ui: {alice: {lacks: [\"-\"]}}}";
    Fields fields = Fields.of(written, "an invariant", INVARIANT, example);
    String name = fields.text("name");
    if (Vocabulary.INVARIANTS.contains(name)) {
      throw new ScenarioException(
          fields.required("name").place(),
          "there is an invariant %s already; write another name".formatted(name));
    }
    ImmutableList.Builder<Expectation> expectations = ImmutableList.builder();
    for (Yaml.Entry entry : fields.mapping().entries()) {
      if (!entry.key().equals("name")) {
        expectations.addAll(about(entry.key(), entry.value()));
      }
    }
    ImmutableList<Expectation> all = expectations.build();
    if (all.isEmpty()) {
      throw new ScenarioException(
          written.place(),
          "the invariant %s says nothing of ui or database; write %s".formatted(name, example));
    }
    return new StatedInvariant(written.place(), name, all);
  }

  private ImmutableList<Expectation> about(String subject, Yaml written) throws ScenarioException {
    return switch (subject) {
      case "ui" -> each(subject, written, "{alice: [\"Hello\"]}", this::ui);
      case "patches" -> each(subject, written, "{alice: none}", this::patches);
      case "tree" -> each(subject, written, "{W: 3}", ExpectationReader::tree);
      case "groups" -> each(subject, written, "{\"{q, alice}\": 2}", this::group);
      case "messages" -> messages(written);
      case "views" -> ImmutableList.of(views(written));
      case "meter" -> each(subject, written, "{views: at most 3}", ExpectationReader::meter);
      case "database" -> each(subject, written, "{counter: [{count: 1}]}", this::documents);
      case "errors" -> each(subject, written, "{alice: none}", this::errors);
      default -> each(subject, written, "{alice: joined}", this::session);
    };
  }

  private interface EntryReader {
    Expectation read(Yaml.Entry entry) throws ScenarioException;
  }

  private static ImmutableList<Expectation> each(
      String subject, Yaml written, String example, EntryReader reader) throws ScenarioException {
    ImmutableList.Builder<Expectation> expectations = ImmutableList.builder();
    for (Yaml.Entry entry : written.mapping(subject, example).entries()) {
      expectations.add(reader.read(entry));
    }
    return expectations.build();
  }

  private static boolean isNone(Yaml written) {
    return written instanceof Yaml.Scalar(Place _, String text, JsonNode _) && text.equals(NONE);
  }

  private static ImmutableList<Yaml> noneOrList(Yaml written, String what, String example)
      throws ScenarioException {
    if (written instanceof Yaml.Sequence(Place _, ImmutableList<Yaml> items)) {
      return items;
    }
    if (isNone(written)) {
      return ImmutableList.of();
    }
    throw written.isNot(what, "none or a list", "none or [%s]".formatted(example));
  }

  private Expectation ui(Yaml.Entry entry) throws ScenarioException {
    String session = session(entry.place(), entry.key());
    if (entry.value() instanceof Yaml.Sequence) {
      return new Expectation.Ui(
          entry.place(),
          session,
          texts(entry.value(), "ui"),
          ImmutableList.of(),
          ImmutableMap.of());
    }
    Fields fields =
        Fields.of(
            entry.value(),
            "the ui of " + session,
            Vocabulary.of("texts", "lacks", "at"),
            "[\"Hello\"] or {texts: [\"Hello\"], lacks: [\"Bye\"]}");
    Optional<Yaml> texts = fields.get("texts");
    Optional<Yaml> lacks = fields.get("lacks");
    Optional<Yaml> at = fields.get("at");
    return new Expectation.Ui(
        entry.place(),
        session,
        texts.isPresent() ? texts(texts.get(), "texts") : ImmutableList.of(),
        lacks.isPresent() ? texts(lacks.get(), "lacks") : ImmutableList.of(),
        at.isPresent() ? at(at.get()) : ImmutableMap.of());
  }

  private static ImmutableList<String> texts(Yaml written, String what) throws ScenarioException {
    ImmutableList.Builder<String> texts = ImmutableList.builder();
    for (Yaml item : written.list(what, "[\"Hello\"]")) {
      texts.add(item.text("each of " + what));
    }
    return texts.build();
  }

  private static ImmutableMap<JsonPointer, JsonNode> at(Yaml written) throws ScenarioException {
    ImmutableMap.Builder<JsonPointer, JsonNode> at = ImmutableMap.builder();
    for (Yaml.Entry entry : written.mapping("at", "{/root/value: Hello}").entries()) {
      requirePointer(entry.place(), entry.key());
      at.put(JsonPointer.compile(entry.key()), entry.value().json());
    }
    return at.buildOrThrow();
  }

  private static void requirePointer(Place place, String pointer) throws ScenarioException {
    if (!pointer.startsWith("/") && !pointer.isEmpty()) {
      throw new ScenarioException(
          place, "`%s` is no JSON pointer; write /%s".formatted(pointer, pointer));
    }
  }

  private Expectation patches(Yaml.Entry entry) throws ScenarioException {
    String session = session(entry.place(), entry.key());
    if (isNone(entry.value())) {
      return new Expectation.PatchCount(entry.place(), session, 0);
    }
    if (entry.value().json().isInt()) {
      return new Expectation.PatchCount(entry.place(), session, entry.value().whole("patches", 0));
    }
    if (!(entry.value() instanceof Yaml.Sequence(Place _, ImmutableList<Yaml> items))) {
      throw entry
          .value()
          .isNot(
              "patches",
              "none, a number or operations",
              "none, 1 or [{op: replace, path: /root/value}]");
    }
    ImmutableList.Builder<Expectation.Operation> operations = ImmutableList.builder();
    for (Yaml item : items) {
      operations.add(operation(item));
    }
    return new Expectation.Patches(entry.place(), session, operations.build());
  }

  private static Expectation.Operation operation(Yaml written) throws ScenarioException {
    Fields fields =
        Fields.of(
            written,
            "an operation",
            Vocabulary.of("op", "path", "from", "value"),
            "{op: replace, path: /root/value}");
    String op = fields.text("op");
    if (!OPERATIONS.contains(op)) {
      throw new ScenarioException(
          fields.required("op").place(),
          "no patch has the operation `%s`; %s".formatted(op, OPERATIONS.instead(op)));
    }
    String path = fields.text("path");
    requirePointer(fields.required("path").place(), path);
    return new Expectation.Operation(
        op, path, fields.textOrNone("from"), fields.get("value").map(Yaml::json).orElse(null));
  }

  private static Expectation tree(Yaml.Entry entry) throws ScenarioException {
    String kind = requireProcess(entry.place(), entry.key());
    return new Expectation.Tree(entry.place(), kind, count(entry.value(), kind));
  }

  /** The kind of a process, which has to be one of the tree or the client. */
  static String requireProcess(Place place, String kind) throws ScenarioException {
    if (!Vocabulary.PROCESSES.contains(kind)) {
      throw new ScenarioException(
          place,
          "there is no process `%s`; %s".formatted(kind, Vocabulary.PROCESSES.instead(kind)));
    }
    return kind;
  }

  private static Range<Integer> count(Yaml written, String what) throws ScenarioException {
    if (isNone(written)) {
      return Range.singleton(0);
    }
    if (written instanceof Yaml.Scalar(Place _, String text, JsonNode _) && text.equals("some")) {
      return Range.atLeast(1);
    }
    if (written.json().isInt()) {
      return Range.singleton(written.whole(what, 0));
    }
    Matcher bound = BOUND.matcher(written instanceof Yaml.Scalar scalar ? scalar.text() : "");
    if (bound.matches()) {
      int number = Integer.parseInt(bound.group("number"));
      return bound.group("which").equals("most") ? Range.atMost(number) : Range.atLeast(number);
    }
    throw written.isNot(what, "a count", "2, none, some, at most 2 or at least 2");
  }

  private static Expectation meter(Yaml.Entry entry) throws ScenarioException {
    String gauge = entry.key();
    if (!Vocabulary.GAUGES.contains(gauge)) {
      throw new ScenarioException(
          entry.place(),
          "the meter counts no `%s`; %s".formatted(gauge, Vocabulary.GAUGES.instead(gauge)));
    }
    return new Expectation.Meter(entry.place(), gauge, count(entry.value(), gauge));
  }

  private Expectation group(Yaml.Entry entry) throws ScenarioException {
    Matcher name = GROUP.matcher(entry.key());
    if (!name.matches()) {
      throw new ScenarioException(
          entry.place(),
          "`%s` is no group; write \"{q, alice}\" or \"{scm, env}\"".formatted(entry.key()));
    }
    String group = name.group("group");
    if (!GROUPS.contains(group)) {
      throw new ScenarioException(
          entry.place(), "there is no group `%s`; %s".formatted(group, GROUPS.instead(group)));
    }
    boolean ofEnvironment = group.equals("scm");
    String key = name.group("key");
    if (ofEnvironment && !key.equals(ENVIRONMENT)) {
      throw new ScenarioException(
          entry.place(), "the group scm is the environment's; write \"{scm, env}\"");
    }
    return new Expectation.Group(
        entry.place(),
        group,
        ofEnvironment ? null : session(entry.place(), key),
        count(entry.value(), entry.key()));
  }

  private static ImmutableList<Expectation> messages(Yaml written) throws ScenarioException {
    String example = "{from: CS, to: SCM, count: 2}";
    ImmutableList.Builder<Expectation> messages = ImmutableList.builder();
    for (Yaml item : written.list("messages", "[%s]".formatted(example))) {
      Fields fields =
          Fields.of(item, "messages", Vocabulary.of("from", "to", "type", "count"), example);
      messages.add(
          new Expectation.Messages(
              item.place(),
              process(fields, "from"),
              process(fields, "to"),
              fields.textOrNone("type"),
              count(fields.required("count"), "count")));
    }
    return messages.build();
  }

  private static @Nullable String process(Fields fields, String key) throws ScenarioException {
    Optional<Yaml> kind = fields.get(key);
    return kind.isPresent() ? requireProcess(kind.get().place(), kind.get().text(key)) : null;
  }

  private static Expectation views(Yaml written) throws ScenarioException {
    ImmutableList.Builder<String> names = ImmutableList.builder();
    for (Yaml name : noneOrList(written, "views", "counter")) {
      names.add(name.text("each of views"));
    }
    return new Expectation.Views(written.place(), names.build());
  }

  private Expectation documents(Yaml.Entry entry) throws ScenarioException {
    if (entry.value() instanceof Yaml.Mapping) {
      return matching(entry);
    }
    String example = "{count: 1}";
    ImmutableList.Builder<JsonNode> documents = ImmutableList.builder();
    for (Yaml document : noneOrList(entry.value(), entry.key(), example)) {
      sessions.requireUsers(document);
      documents.add(document.mapping("each of " + entry.key(), example).json());
    }
    return new Expectation.Documents(entry.place(), entry.key(), documents.build());
  }

  private Expectation matching(Yaml.Entry entry) throws ScenarioException {
    Fields fields =
        Fields.of(
            entry.value(),
            entry.key(),
            Vocabulary.of("where", "count"),
            "a list of documents, or {where: {count: {$lt: 0}}, count: none}");
    sessions.requireUsers(fields.required("where"));
    JsonNode filter = fields.filter("where", "{count: {$lt: 0}}");
    return new Expectation.Matching(
        entry.place(), entry.key(), filter, count(fields.required("count"), "count"));
  }

  private Expectation errors(Yaml.Entry entry) throws ScenarioException {
    String session = session(entry.place(), entry.key());
    String example = "{reason: error_500, message: out of order}";
    ImmutableList.Builder<Expectation.Problem> problems = ImmutableList.builder();
    for (Yaml item : noneOrList(entry.value(), "errors", example)) {
      Fields fields = Fields.of(item, "an error", Vocabulary.of("reason", "message"), example);
      problems.add(
          new Expectation.Problem(fields.textOrNone("reason"), fields.textOrNone("message")));
    }
    return new Expectation.Errors(entry.place(), session, problems.build());
  }

  private Expectation session(Yaml.Entry entry) throws ScenarioException {
    String session = session(entry.place(), entry.key());
    return switch (entry.value().text("sessions")) {
      case "joined" -> new Expectation.Sessions(entry.place(), session, true);
      case "closed" -> new Expectation.Sessions(entry.place(), session, false);
      default -> throw entry.value().isNot(session, "joined or closed", session + ": joined");
    };
  }

  private String session(Place place, String session) throws ScenarioException {
    sessions.requireKnown(place, session);
    return session;
  }
}
