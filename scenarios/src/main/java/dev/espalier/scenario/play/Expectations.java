package dev.espalier.scenario.play;

import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Range;
import dev.espalier.gateway.Client;
import dev.espalier.otp.Node;
import dev.espalier.query.DocumentJson;
import dev.espalier.query.Filter;
import dev.espalier.query.InvalidQueryException;
import dev.espalier.scenario.Expectation;
import dev.espalier.scenario.play.Outcome.Difference;
import dev.espalier.session.ToClient;
import dev.espalier.ui.JsonPatch;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Compares how things stand with what a scenario expects.
 *
 * @param since what happened since the last step that did something
 * @param environment the environment's id
 */
record Expectations(
    Node node, String environment, Clients clients, Documents documents, Episode since) {

  /** 1 and 1.0 are the same number. */
  private static final Comparator<JsonNode> NUMBERS_BY_VALUE =
      (one, other) ->
          one.isNumber() && other.isNumber()
              ? one.decimalValue().compareTo(other.decimalValue())
              : one.equals(other) ? 0 : 1;

  /** What is not as expected; nothing when all is. */
  ImmutableList<Difference> unmet(List<Expectation> expectations) {
    return expectations.stream().flatMap(this::unmet).collect(ImmutableList.toImmutableList());
  }

  private Stream<Difference> unmet(Expectation expectation) {
    return switch (expectation) {
      case Expectation.Ui ui -> ui(ui);
      case Expectation.PatchCount count ->
          one(
              count,
              "the number of patches %s got".formatted(count.session()),
              String.valueOf(count.count()),
              String.valueOf(patches(count.session()).count()));
      case Expectation.Patches patches -> patches(patches);
      case Expectation.Tree tree ->
          range(tree, "the number of processes " + tree.kind(), tree.count(), living(tree.kind()));
      case Expectation.Group group -> group(group);
      case Expectation.Messages messages ->
          range(messages, described(messages), messages.count(), sent(messages));
      case Expectation.Views views ->
          one(
              views,
              "the views the app was asked for",
              sorted(views.names().stream()),
              sorted(since.renderings().stream().map(Episode.Rendering::view)));
      case Expectation.Documents expected ->
          documents(expected, documents::resolved, documents.all(expected.collection()));
      case Expectation.Matching expected ->
          matching(expected, documents::resolved, documents.all(expected.collection()));
      case Expectation.Meter meter ->
          range(
              meter,
              "the meter's " + meter.gauge(),
              meter.amount(),
              since.meter().reading(meter.gauge()));
      case Expectation.Errors errors -> errors(errors);
      case Expectation.Sessions session ->
          one(
              session,
              "the session of " + session.session(),
              session.joined() ? "there" : "gone",
              isJoined(session.session()) ? "there" : "gone");
    };
  }

  private static Stream<Difference> one(
      Expectation expectation, String what, String expected, String actual) {
    return expected.equals(actual)
        ? Stream.empty()
        : Stream.of(new Difference(expectation.place(), what, expected, actual));
  }

  private static Stream<Difference> range(
      Expectation expectation, String what, Range<Integer> expected, int actual) {
    return expected.contains(actual)
        ? Stream.empty()
        : one(expectation, what, Amount.of(expected), actual == 0 ? "no" : String.valueOf(actual));
  }

  private static String sorted(Stream<String> names) {
    String sorted = names.sorted().collect(joining(", "));
    return sorted.isEmpty() ? "none" : sorted;
  }

  // A client's UI.

  private Stream<Difference> ui(Expectation.Ui expected) {
    String what = "the UI of " + expected.session();
    Optional<JsonNode> held = clients.ui(expected.session());
    if (held.isEmpty()) {
      return one(expected, what, "a UI", "none");
    }
    return ui(expected, held.get());
  }

  /** How a UI is not as expected. */
  static Stream<Difference> ui(Expectation.Ui expected, JsonNode ui) {
    String what = "the UI of " + expected.session();
    List<String> texts = Component.texts(ui);
    return Stream.of(
            shows(expected, what, texts), lacks(expected, what, texts), at(expected, what, ui))
        .flatMap(differences -> differences);
  }

  private static Stream<Difference> shows(
      Expectation.Ui expected, String what, List<String> texts) {
    Iterator<String> rest = texts.iterator();
    for (String text : expected.texts()) {
      boolean found = false;
      while (!found && rest.hasNext()) {
        found = rest.next().equals(text);
      }
      if (!found) {
        return Stream.of(
            new Difference(expected.place(), what, quoted(expected.texts()), quoted(texts)));
      }
    }
    return Stream.empty();
  }

  private static Stream<Difference> lacks(
      Expectation.Ui expected, String what, List<String> texts) {
    return expected.lacks().stream()
        .filter(lacked -> texts.stream().anyMatch(text -> text.contains(lacked)))
        .map(lacked ->
            new Difference(
                expected.place(), what, "no text with \"%s\"".formatted(lacked), quoted(texts)));
  }

  private static Stream<Difference> at(Expectation.Ui expected, String what, JsonNode ui) {
    return expected.at().entrySet().stream()
        .filter(entry -> !same(entry.getValue(), ui.at(entry.getKey())))
        .map(entry -> difference(expected, what, entry.getKey(), entry.getValue(), ui));
  }

  private static Difference difference(
      Expectation.Ui expected, String what, JsonPointer at, JsonNode value, JsonNode ui) {
    JsonNode actual = ui.at(at);
    return new Difference(
        expected.place(),
        "%s at %s".formatted(what, at),
        value.toString(),
        actual.isMissingNode() ? "nothing" : actual.toString());
  }

  private static boolean same(JsonNode one, JsonNode other) {
    return one.equals(NUMBERS_BY_VALUE, other);
  }

  private static String quoted(List<String> texts) {
    return texts.isEmpty()
        ? "no texts"
        : texts.stream().map(text -> '"' + text + '"').collect(joining(", "));
  }

  // What a client was sent.

  private Stream<JsonPatch> patches(String session) {
    return since
        .sentTo(session)
        .flatMap(sent ->
            sent instanceof ToClient.PatchUi(JsonPatch patch) ? Stream.of(patch) : Stream.of());
  }

  private Stream<Difference> patches(Expectation.Patches expected) {
    List<JsonNode> actual =
        patches(expected.session()).flatMap(patch -> patch.toJson().valueStream()).toList();
    boolean met = actual.size() == expected.operations().size();
    for (int i = 0; met && i < actual.size(); i++) {
      met = isMet(expected.operations().get(i), actual.get(i));
    }
    return met
        ? Stream.empty()
        : one(
            expected,
            "the patches %s got".formatted(expected.session()),
            lines(expected.operations().stream().map(Expectations::described)),
            lines(actual.stream().map(JsonNode::toString)));
  }

  private static boolean isMet(Expectation.Operation expected, JsonNode actual) {
    JsonNode value = expected.value();
    return expected.op().equals(actual.path("op").asString())
        && expected.path().equals(actual.path("path").asString())
        && (expected.from() == null || expected.from().equals(actual.path("from").asString("")))
        && (value == null || same(value, actual.path("value")));
  }

  private static String described(Expectation.Operation operation) {
    String from = operation.from() == null ? "" : ",\"from\":\"%s\"".formatted(operation.from());
    String value = operation.value() == null ? "" : ",\"value\":" + operation.value();
    return "{\"op\":\"%s\",\"path\":\"%s\"%s%s}"
        .formatted(operation.op(), operation.path(), from, value);
  }

  private static String lines(Stream<String> each) {
    String lines = each.collect(joining("\n"));
    return lines.isEmpty() ? "none" : lines;
  }

  private Stream<Difference> errors(Expectation.Errors expected) {
    List<ToClient.Problem> actual = since.problems(expected.session()).toList();
    boolean met =
        expected.problems().stream()
                .allMatch(problem -> actual.stream().anyMatch(each -> isMet(problem, each)))
            && actual.stream()
                .allMatch(
                    each -> expected.problems().stream().anyMatch(problem -> isMet(problem, each)));
    return met
        ? Stream.empty()
        : one(
            expected,
            "the errors %s got".formatted(expected.session()),
            lines(expected.problems().stream().map(Expectations::described)),
            lines(actual.stream().map(Expectations::described)));
  }

  private static boolean isMet(Expectation.Problem expected, ToClient.Problem actual) {
    return (expected.reason() == null || expected.reason().equals(actual.reason()))
        && (expected.message() == null || actual.message().contains(expected.message()));
  }

  private static String described(Expectation.Problem problem) {
    return described(
        Objects.requireNonNullElse(problem.reason(), "any reason"),
        Objects.requireNonNullElse(problem.message(), ""));
  }

  static String described(ToClient.Problem problem) {
    return problem.line();
  }

  private static String described(String reason, String message) {
    return message.isEmpty() ? reason : reason + ": " + message;
  }

  // The tree.

  private int living(String kind) {
    return (int) node.processes().stream().filter(process -> process.kind().equals(kind)).count();
  }

  private Stream<Difference> group(Expectation.Group expected) {
    String key = Objects.requireNonNullElse(expected.session(), environment);
    dev.espalier.otp.Group group = new dev.espalier.otp.Group(expected.group(), key);
    return range(
        expected,
        "the number of members of " + group,
        expected.count(),
        node.members(group).size());
  }

  private int sent(Expectation.Messages expected) {
    return (int)
        since.messages().stream()
            .filter(message -> isOrAny(expected.from(), message.from().kind()))
            .filter(message -> isOrAny(expected.to(), message.to().kind()))
            .filter(
                message -> isOrAny(expected.type(), message.content().getClass().getSimpleName()))
            .count();
  }

  private static boolean isOrAny(@Nullable String expected, String actual) {
    return expected == null || expected.equals(actual);
  }

  private static String described(Expectation.Messages expected) {
    return "the number of %s from %s to %s"
        .formatted(
            Objects.requireNonNullElse(expected.type(), "messages"),
            Objects.requireNonNullElse(expected.from(), "anyone"),
            Objects.requireNonNullElse(expected.to(), "anyone"));
  }

  private boolean isJoined(String session) {
    return clients
        .client(session)
        .filter(client -> client.standing() == Client.Standing.JOINED)
        .isPresent();
  }

  // The database.

  /**
   * How documents are not as expected.
   *
   * @param resolved what a scenario writes, with users in the places of {@code "@name"}
   */
  static Stream<Difference> documents(
      Expectation.Documents expected,
      Function<JsonNode, JsonNode> resolved,
      List<JsonNode> actual) {
    List<JsonNode> wanted = expected.documents().stream().map(resolved).toList();
    boolean met = wanted.size() == actual.size();
    for (int i = 0; met && i < actual.size(); i++) {
      met = same(wanted.get(i), asWritten(actual.get(i), wanted.get(i)));
    }
    return met
        ? Stream.empty()
        : one(
            expected,
            "the documents of " + expected.collection(),
            lines(wanted.stream().map(JsonNode::toString)),
            lines(actual.stream().map(JsonNode::toString)));
  }

  /** The same of how many there are that match. */
  static Stream<Difference> matching(
      Expectation.Matching expected, Function<JsonNode, JsonNode> resolved, List<JsonNode> actual) {
    Filter filter = filter(resolved.apply(expected.where()));
    List<JsonNode> matching =
        actual.stream()
            .filter(document -> filter.matches(DocumentJson.toDocument(document)))
            .toList();
    return expected.count().contains(matching.size())
        ? Stream.empty()
        : one(
            expected,
            "the documents of %s with %s".formatted(expected.collection(), expected.where()),
            Amount.of(expected.count()),
            lines(matching.stream().map(JsonNode::toString)));
  }

  private static Filter filter(JsonNode written) {
    try {
      return Filter.parse(DocumentJson.toDocument(written));
    } catch (InvalidQueryException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static JsonNode asWritten(JsonNode actual, JsonNode wanted) {
    return wanted.has("_id") ? actual : ((ObjectNode) actual.deepCopy()).without("_id");
  }
}
