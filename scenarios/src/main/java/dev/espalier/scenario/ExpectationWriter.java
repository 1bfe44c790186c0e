package dev.espalier.scenario;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Range;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Expectations as they are written: objects with a field for what something is expected of. */
final class ExpectationWriter {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final JsonNode NONE = JSON.stringNode("none");

  private final ImmutableList.Builder<ObjectNode> written = ImmutableList.builder();
  private ObjectNode current = JSON.objectNode();
  private String last = "";

  private ExpectationWriter() {}

  /**
   * In their order. There are several objects when the order comes back to a subject, or when the
   * same is expected of twice.
   */
  static ImmutableList<ObjectNode> write(List<Expectation> expectations) {
    ExpectationWriter writer = new ExpectationWriter();
    expectations.forEach(writer::add);
    if (!writer.current.isEmpty()) {
      writer.written.add(writer.current);
    }
    return writer.written.build();
  }

  /** An invariant, as it is written: each subject once, as it was read. */
  static ObjectNode write(StatedInvariant invariant) {
    ObjectNode written = JSON.objectNode().put("name", invariant.name());
    write(invariant.expectations()).forEach(written::setAll);
    return written;
  }

  private void add(Expectation expectation) {
    switch (expectation) {
      case Expectation.Ui ui -> put("ui", ui.session(), written(ui));
      case Expectation.PatchCount patches ->
          put("patches", patches.session(), count(patches.count()));
      case Expectation.Patches patches ->
          put("patches", patches.session(), operations(patches.operations()));
      case Expectation.Tree tree -> put("tree", tree.kind(), count(tree.count()));
      case Expectation.Group group ->
          put(
              "groups",
              "{%s, %s}"
                  .formatted(group.group(), Objects.requireNonNullElse(group.session(), "env")),
              count(group.count()));
      case Expectation.Messages messages -> {
        begin("messages", last.equals("messages"));
        current.withArray("messages").add(written(messages));
      }
      case Expectation.Views views -> {
        begin("views", false);
        ArrayNode names = JSON.arrayNode();
        views.names().forEach(names::add);
        current.set("views", noneOr(names));
      }
      case Expectation.Documents documents ->
          put(
              "database",
              documents.collection(),
              noneOr(JSON.arrayNode().addAll(documents.documents())));
      case Expectation.Matching matching -> {
        ObjectNode written = JSON.objectNode();
        written.set("where", matching.where());
        written.set("count", count(matching.count()));
        put("database", matching.collection(), written);
      }
      case Expectation.Meter meter -> put("meter", meter.gauge(), count(meter.amount()));
      case Expectation.Errors errors -> put("errors", errors.session(), noneOr(written(errors)));
      case Expectation.Sessions session ->
          put(
              "sessions",
              session.session(),
              JSON.stringNode(session.joined() ? "joined" : "closed"));
    }
  }

  private void put(String subject, String key, JsonNode value) {
    begin(subject, last.equals(subject) && !current.path(subject).has(key));
    current.withObject("/" + subject).set(key, value);
  }

  /** Begins another object unless the subject is new to this one, or this goes on with it. */
  private void begin(String subject, boolean goesOn) {
    if (current.has(subject) && !goesOn) {
      written.add(current);
      current = JSON.objectNode();
    }
    last = subject;
  }

  private static JsonNode noneOr(ArrayNode list) {
    return list.isEmpty() ? NONE : list;
  }

  private static JsonNode written(Expectation.Ui ui) {
    ArrayNode texts = JSON.arrayNode();
    ui.texts().forEach(texts::add);
    if (ui.lacks().isEmpty() && ui.at().isEmpty()) {
      return texts;
    }
    ObjectNode written = JSON.objectNode();
    if (!texts.isEmpty()) {
      written.set("texts", texts);
    }
    if (!ui.lacks().isEmpty()) {
      ui.lacks().forEach(written.putArray("lacks")::add);
    }
    if (!ui.at().isEmpty()) {
      ObjectNode at = written.putObject("at");
      ui.at().forEach((pointer, value) -> at.set(pointer.toString(), value));
    }
    return written;
  }

  private static JsonNode operations(List<Expectation.Operation> operations) {
    ArrayNode written = JSON.arrayNode();
    for (Expectation.Operation operation : operations) {
      ObjectNode object = written.addObject().put("op", operation.op());
      object.put("path", operation.path());
      ifThere(operation.from(), from -> object.put("from", from));
      ifThere(operation.value(), value -> object.set("value", value));
    }
    return written;
  }

  private static ObjectNode written(Expectation.Messages messages) {
    ObjectNode written = JSON.objectNode();
    ifThere(messages.from(), from -> written.put("from", from));
    ifThere(messages.to(), to -> written.put("to", to));
    ifThere(messages.type(), type -> written.put("type", type));
    written.set("count", count(messages.count()));
    return written;
  }

  private static ArrayNode written(Expectation.Errors errors) {
    ArrayNode written = JSON.arrayNode();
    for (Expectation.Problem problem : errors.problems()) {
      ObjectNode object = written.addObject();
      ifThere(problem.reason(), reason -> object.put("reason", reason));
      ifThere(problem.message(), message -> object.put("message", message));
    }
    return written;
  }

  private static <T> void ifThere(@Nullable T value, Consumer<T> action) {
    if (value != null) {
      action.accept(value);
    }
  }

  private static JsonNode count(int count) {
    return count == 0 ? NONE : JSON.numberNode(count);
  }

  private static JsonNode count(Range<Integer> count) {
    if (count.equals(Range.atLeast(1))) {
      return JSON.stringNode("some");
    }
    if (count.hasLowerBound() && count.equals(Range.singleton(count.lowerEndpoint()))) {
      return count(count.lowerEndpoint());
    }
    return JSON.stringNode(
        count.hasLowerBound()
            ? "at least " + count.lowerEndpoint()
            : "at most " + count.upperEndpoint());
  }
}
