package dev.espalier.scenario;

import dev.espalier.query.DocumentJson;
import dev.espalier.query.Filter;
import dev.espalier.query.InvalidQueryException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The fields of a mapping whose keys are known, each read as what it has to be.
 *
 * @param what the mapping is, for messages, e.g. {@code click}
 * @param example what to write, for messages
 */
record Fields(Yaml.Mapping mapping, String what, String example) {

  /**
   * @throws ScenarioException when it is no mapping, or has other keys than those known
   */
  static Fields of(Yaml written, String what, Vocabulary known, String example)
      throws ScenarioException {
    Yaml.Mapping mapping = written.mapping(what, example);
    for (Yaml.Entry entry : mapping.entries()) {
      if (!known.contains(entry.key())) {
        throw new ScenarioException(
            entry.place(),
            "%s knows no `%s`; %s".formatted(what, entry.key(), known.instead(entry.key())));
      }
    }
    return new Fields(mapping, what, example);
  }

  Optional<Yaml> get(String key) {
    return mapping.get(key);
  }

  Yaml required(String key) throws ScenarioException {
    Optional<Yaml> value = mapping.get(key);
    if (value.isEmpty()) {
      throw new ScenarioException(
          mapping.place(), "%s needs `%s`; write %s".formatted(what, key, example));
    }
    return value.get();
  }

  String text(String key) throws ScenarioException {
    return required(key).text(key);
  }

  String textOr(String key, String otherwise) throws ScenarioException {
    Optional<Yaml> value = mapping.get(key);
    return value.isPresent() ? value.get().text(key) : otherwise;
  }

  @Nullable String textOrNone(String key) throws ScenarioException {
    Optional<Yaml> value = mapping.get(key);
    return value.isPresent() ? value.get().text(key) : null;
  }

  int wholeOr(String key, int least, int otherwise) throws ScenarioException {
    Optional<Yaml> value = mapping.get(key);
    return value.isPresent() ? value.get().whole(key, least) : otherwise;
  }

  Duration durationOr(String key, Duration otherwise) throws ScenarioException {
    Optional<Yaml> value = mapping.get(key);
    return value.isPresent() ? value.get().duration(key) : otherwise;
  }

  JsonNode objectOr(String key, JsonNode otherwise) throws ScenarioException {
    Optional<Yaml> value = mapping.get(key);
    return value.isPresent() ? value.get().mapping(key, "{name: value}").json() : otherwise;
  }

  /** The filter of a query. */
  JsonNode filter(String key, String filterExample) throws ScenarioException {
    Yaml.Mapping written = required(key).mapping(key, filterExample);
    try {
      Filter.parse(DocumentJson.toDocument(written.json()));
    } catch (InvalidQueryException e) {
      throw new ScenarioException(
          written.place(), "%s is no filter: %s".formatted(key, e.getMessage()));
    }
    return written.json();
  }
}
