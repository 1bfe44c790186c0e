package dev.espalier.scenario;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A part of a YAML file, which knows where it is written. What it has to be is asked of it: {@code
 * what} is then what it stands for and {@code example} what to write, for the message if it is
 * something else.
 */
sealed interface Yaml {

  Place place();

  /** The same as JSON. */
  JsonNode json();

  /** What it is, for a message: {@code a list}, or the text itself. */
  String describe();

  /** A scalar, as it is written. */
  default String text(String what) throws ScenarioException {
    if (this instanceof Scalar(Place _, String text, JsonNode json) && !json.isNull()) {
      return text;
    }
    throw isNot(what, "a text", "some text");
  }

  default int whole(String what, int least) throws ScenarioException {
    if (json().isInt() && json().intValue() >= least) {
      return json().intValue();
    }
    throw isNot(what, "a whole number from " + least, "2");
  }

  default long number(String what, String wanted, long least) throws ScenarioException {
    if (json().isIntegralNumber() && json().canConvertToLong() && json().longValue() >= least) {
      return json().longValue();
    }
    throw isNot(what, wanted, "7");
  }

  default Duration duration(String what) throws ScenarioException {
    Matcher duration = Scalar.DURATION.matcher(this instanceof Scalar scalar ? scalar.text : "");
    if (!duration.matches()) {
      throw isNot(what, "a duration", "500 ms, 2 s, 10 min or 1 h");
    }
    ChronoUnit unit =
        switch (duration.group("unit")) {
          case "ms" -> ChronoUnit.MILLIS;
          case "s" -> ChronoUnit.SECONDS;
          case "min" -> ChronoUnit.MINUTES;
          default -> ChronoUnit.HOURS;
        };
    return Duration.of(Long.parseLong(duration.group("number")), unit);
  }

  default ImmutableList<Yaml> list(String what, String example) throws ScenarioException {
    if (this instanceof Sequence(Place _, ImmutableList<Yaml> items)) {
      return items;
    }
    throw isNot(what, "a list", example);
  }

  default Mapping mapping(String what, String example) throws ScenarioException {
    if (this instanceof Mapping mapping) {
      return mapping;
    }
    throw isNot(what, "a mapping", example);
  }

  /** The error that this is not what it has to be. */
  default ScenarioException isNot(String what, String wanted, String example) {
    return new ScenarioException(
        place(), "%s has to be %s, not %s; write %s".formatted(what, wanted, describe(), example));
  }

  /**
   * @param text as it is written, e.g. {@code 1.10}
   * @param json the text, number, truth value or null that YAML takes it for
   */
  record Scalar(Place place, String text, JsonNode json) implements Yaml {
    private static final Pattern DURATION =
        Pattern.compile("(?<number>\\d{1,9}) ?(?<unit>ms|s|min|h)");
    private static final int SHOWN = 60;

    @Override
    public String describe() {
      return json.isNull() ? "nothing" : "`%s`".formatted(Ascii.truncate(text, SHOWN, "…"));
    }
  }

  record Sequence(Place place, ImmutableList<Yaml> items) implements Yaml {
    @Override
    public JsonNode json() {
      ArrayNode array = JsonNodeFactory.instance.arrayNode(items.size());
      items.forEach(item -> array.add(item.json()));
      return array;
    }

    @Override
    public String describe() {
      return "a list";
    }
  }

  /**
   * @param entries as they are written; no two have the same key
   */
  record Mapping(Place place, ImmutableList<Entry> entries) implements Yaml {
    Optional<Yaml> get(String key) {
      return entries.stream()
          .filter(entry -> entry.key().equals(key))
          .map(Entry::value)
          .findFirst();
    }

    @Override
    public JsonNode json() {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      entries.forEach(entry -> object.set(entry.key(), entry.value().json()));
      return object;
    }

    @Override
    public String describe() {
      return "a mapping";
    }
  }

  /**
   * @param place of the key
   */
  record Entry(Place place, String key, Yaml value) {}
}
