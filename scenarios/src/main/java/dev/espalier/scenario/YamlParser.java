package dev.espalier.scenario;

import com.google.common.base.CharMatcher;
import com.google.common.collect.ImmutableList;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.events.StreamStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.JsonSchema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Builds {@link Yaml} from the events of SnakeYAML. Takes YAML 1.2's JSON schema, in one document,
 * without tags and aliases: no text can make it construct objects or grow beyond its own size.
 */
final class YamlParser {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int DEEPEST = 50;

  private final String file;
  private final Iterator<Event> events;
  private final ScalarResolver scalars = new JsonSchema().getScalarResolver();
  private int depth;

  /** Where what was read last ends. */
  private Optional<Mark> read = Optional.empty();

  private YamlParser(String file, Iterator<Event> events) {
    this.file = file;
    this.events = events;
  }

  /**
   * @param file the name that places carry
   * @throws ScenarioException at the first thing that is wrong
   */
  static Yaml parse(String file, String text) throws ScenarioException {
    requireWholeCharacters(file, text);
    LoadSettings settings =
        LoadSettings.builder().setLabel(file).setCodePointLimit(Integer.MAX_VALUE).build();
    YamlParser parser = new YamlParser(file, new Parse(settings).parseString(text).iterator());
    try {
      return parser.document();
    } catch (MarkedYamlEngineException e) {
      Optional<Mark> mark = e.getProblemMark().or(e::getContextMark);
      String context = e.getContext() == null ? "" : e.getContext() + ": ";
      throw new ScenarioException(
          place(file, mark),
          "not YAML: %s%s; write texts with \": \" or \" #\" in quotes, and indent with spaces"
              .formatted(context, e.getProblem()));
    } catch (ReaderException e) {
      throw forbidden(file, text, text.offsetByCodePoints(0, e.getPosition()), e.getCodePoint());
    } catch (YamlEngineException e) {
      throw new ScenarioException(
          place(file, parser.read), "not YAML from here on: " + e.getMessage());
    }
  }

  /** Half a surrogate pair at the wrong place breaks the parser's reading. */
  private static void requireWholeCharacters(String file, String text) throws ScenarioException {
    for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
      if (Character.getType(text.codePointAt(i)) == Character.SURROGATE) {
        throw forbidden(file, text, i, text.codePointAt(i));
      }
    }
  }

  private static ScenarioException forbidden(String file, String text, int index, int codePoint) {
    String before = text.substring(0, index);
    Place place =
        new Place(
            file,
            CharMatcher.is('\n').countIn(before) + 1,
            before.length() - before.lastIndexOf('\n'));
    return new ScenarioException(
        place,
        "YAML allows no character U+%04X; leave it out, or write \"\\u%04X\" in quotes"
            .formatted(codePoint, codePoint));
  }

  private static Place place(String file, Optional<Mark> mark) {
    return mark.map(at -> new Place(file, at.getLine() + 1, at.getColumn() + 1))
        .orElse(Place.of(file));
  }

  private Place place(Event event) {
    return place(file, event.getStartMark());
  }

  private Event next() {
    Event event = events.next();
    read = event.getEndMark();
    return event;
  }

  private Yaml document() throws ScenarioException {
    Event event = next();
    while (event instanceof StreamStartEvent || event instanceof DocumentStartEvent) {
      event = next();
    }
    if (!(event instanceof NodeEvent)) {
      throw new ScenarioException(new Place(file, 1, 1), "is empty; write title: and steps:");
    }
    Yaml root = node(event);
    while (events.hasNext()) {
      if (next() instanceof DocumentStartEvent second) {
        throw new ScenarioException(
            place(second), "a second document begins here; write one scenario in each file");
      }
    }
    return root;
  }

  private Yaml node(Event event) throws ScenarioException {
    if (++depth > DEEPEST) {
      throw new ScenarioException(
          place(event), "nested deeper than %d levels; write it flatter".formatted(DEEPEST));
    }
    Yaml node =
        switch (event) {
          case ScalarEvent scalar -> scalar(scalar);
          case SequenceStartEvent start -> sequence(start);
          case MappingStartEvent start -> mapping(start);
          case AliasEvent alias ->
              throw new ScenarioException(
                  place(alias),
                  "the alias *%s is not part of the language; write its value out"
                      .formatted(alias.getAlias()));
          default -> throw new IllegalStateException("no node begins with " + event);
        };
    depth--;
    return node;
  }

  private Yaml sequence(SequenceStartEvent start) throws ScenarioException {
    refuseTag(start, start.getTag());
    ImmutableList.Builder<Yaml> items = ImmutableList.builder();
    for (Event event = next(); !(event instanceof SequenceEndEvent); event = next()) {
      items.add(node(event));
    }
    return new Yaml.Sequence(place(start), items.build());
  }

  private Yaml mapping(MappingStartEvent start) throws ScenarioException {
    refuseTag(start, start.getTag());
    ImmutableList.Builder<Yaml.Entry> entries = ImmutableList.builder();
    Set<String> keys = new HashSet<>();
    for (Event event = next(); !(event instanceof MappingEndEvent); event = next()) {
      Yaml key = node(event);
      if (!(key instanceof Yaml.Scalar(Place place, String text, JsonNode _))) {
        throw new ScenarioException(
            key.place(), "a key is a text, not %s; write it in quotes".formatted(key.describe()));
      }
      if (!keys.add(text)) {
        throw new ScenarioException(place, "`%s` stands here twice; write it once".formatted(text));
      }
      entries.add(new Yaml.Entry(place, text, node(next())));
    }
    return new Yaml.Mapping(place(start), entries.build());
  }

  private Yaml scalar(ScalarEvent event) throws ScenarioException {
    refuseTag(event, event.getTag());
    String text = event.getValue();
    Tag tag = event.isPlain() ? scalars.resolve(text, true) : Tag.STR;
    JsonNode json;
    if (tag.equals(Tag.NULL)) {
      json = JSON.nullNode();
    } else if (tag.equals(Tag.BOOL)) {
      json = JSON.booleanNode(Boolean.parseBoolean(text));
    } else if (tag.equals(Tag.INT)) {
      json = whole(new BigInteger(text));
    } else if (tag.equals(Tag.FLOAT) && !text.contains("n")) {
      json = JSON.numberNode(new BigDecimal(text).doubleValue());
    } else {
      json = JSON.stringNode(text);
    }
    return new Yaml.Scalar(place(event), text, json);
  }

  private static JsonNode whole(BigInteger number) {
    if (number.bitLength() < Integer.SIZE) {
      return JSON.numberNode(number.intValueExact());
    }
    return number.bitLength() < Long.SIZE
        ? JSON.numberNode(number.longValueExact())
        : JSON.numberNode(number);
  }

  private void refuseTag(Event event, Optional<String> tag) throws ScenarioException {
    if (tag.isPresent()) {
      throw new ScenarioException(
          place(event),
          "the tag %s is not part of the language; leave it out".formatted(tag.get()));
    }
  }
}
