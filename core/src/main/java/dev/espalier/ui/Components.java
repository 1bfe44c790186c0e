package dev.espalier.ui;

import static com.google.common.collect.ImmutableMap.toImmutableMap;
import static java.util.stream.Collectors.joining;

import com.google.common.base.Supplier;
import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Maps;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import dev.espalier.ui.ComponentFault.MissingProperty;
import dev.espalier.ui.ComponentFault.NoComponent;
import dev.espalier.ui.ComponentFault.NoneOfThem;
import dev.espalier.ui.ComponentFault.NotAmong;
import dev.espalier.ui.ComponentFault.OtherThan;
import dev.espalier.ui.ComponentFault.UnknownProperty;
import dev.espalier.ui.ComponentFault.UnknownType;
import dev.espalier.ui.ComponentFault.Unmatched;
import dev.espalier.ui.ComponentFault.WrongType;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The components that a dialect has, and what is wrong with those that a view drew. Each is checked
 * on its own, and then those in it, as Lenra's runner does (docs/decisions/0015).
 */
public final class Components {
  private static final String ONE_OF = "oneOf";

  /** Read when first used, which takes some tenths of a second. */
  private static final ImmutableMap<Dialect, Supplier<Components>> ALL =
      Maps.toMap(
          List.of(Dialect.values()), dialect -> Suppliers.memoize(() -> new Components(dialect)));

  /**
   * One type of component.
   *
   * @param slots the properties in which components of any type stand, alone or in an array
   */
  private record Type(Schema schema, ImmutableSet<String> slots) {

    static Type of(Schema schema) {
      return new Type(
          schema,
          schema.getSchemaNode().path("properties").properties().stream()
              .filter(property -> isSlot(property.getValue()))
              .map(Map.Entry::getKey)
              .collect(ImmutableSet.toImmutableSet()));
    }

    private static boolean isSlot(JsonNode property) {
      JsonNode single = property.path("$ref");
      JsonNode each = property.path("items").path("$ref");
      return ComponentSchemas.COMPONENT.equals(single.asString(""))
          || ComponentSchemas.COMPONENT.equals(each.asString(""));
    }
  }

  private final Dialect dialect;
  private final ComponentSchemas schemas;
  private final ImmutableMap<String, Type> types;

  private Components(Dialect dialect) {
    this.dialect = dialect;
    this.schemas = new ComponentSchemas(dialect);
    this.types =
        schemas.schemas().entrySet().stream()
            .collect(toImmutableMap(Map.Entry::getKey, entry -> Type.of(entry.getValue())));
  }

  /**
   * Refuses what is no UI. In JSON mode, where there are no components, everything is right.
   *
   * @throws BuildException when there is anything wrong in what the view drew; its message has all
   *     of it, in the words of Lenra's runner
   */
  public static void check(String view, JsonNode drawn, Dialect dialect) throws BuildException {
    ImmutableList<ComponentProblem> problems = problems(view, drawn, dialect);
    if (problems.isEmpty()) {
      return;
    }
    ComponentProblem first = problems.getFirst();
    if (first.component().isEmpty()) {
      throw ViewTemplate.malformed(view, drawn, dialect);
    }
    ObjectNode metadata = JsonNodeFactory.instance.objectNode();
    metadata.put("view", view).put("at", first.at());
    if (first.fault() instanceof NoComponent(JsonNode received)) {
      metadata.set("receive", received);
    }
    throw new BuildException(
        first.fault() instanceof NoComponent ? "components_malformated" : "build_errors",
        problems.stream().map(problem -> problem.message() + "\n\n").collect(joining()),
        metadata);
  }

  /** Everything that is wrong in what a view drew, in the order of the document. */
  public static ImmutableList<ComponentProblem> problems(
      String view, JsonNode drawn, Dialect dialect) {
    return dialect == Dialect.JSON
        ? ImmutableList.of()
        : Objects.requireNonNull(ALL.get(dialect)).get().problems(view, drawn);
  }

  private ImmutableList<ComponentProblem> problems(String view, JsonNode drawn) {
    Reading reading = new Reading();
    String path = "\n@%s:%s".formatted(dialect.viewType(), view);
    if (isComponent(drawn)) {
      reading.read(drawn, "", path);
    } else {
      reading.problems.add(new ComponentProblem("", "", path, new NoComponent(drawn)));
    }
    return reading.problems.build();
  }

  private boolean isComponent(JsonNode node) {
    return node.path(dialect.typeKey()).isString();
  }

  /** One walk over a component tree. */
  private final class Reading {
    private final ImmutableList.Builder<ComponentProblem> problems = ImmutableList.builder();

    void read(JsonNode component, String at, String path) {
      String name = component.path(dialect.typeKey()).stringValue();
      Type type = types.get(name);
      if (type == null) {
        problems.add(new ComponentProblem(name, at, path, new UnknownType(name, types.keySet())));
        return;
      }
      List<Error> errors = type.schema().validate(component);
      if (!errors.isEmpty()) {
        report(name, errors, at, path);
      }
      for (var property : component.properties()) {
        if (type.slots().contains(property.getKey())) {
          String place = at + "/" + property.getKey();
          slot(property.getValue(), place, "%s/%s#%s".formatted(path, name, property.getKey()));
        }
      }
    }

    /** What is no component has been found by the schema of the one around it. */
    private void slot(JsonNode content, String at, String path) {
      if (isComponent(content)) {
        read(content, at, path);
      }
      if (content.isArray()) {
        for (int i = 0; i < content.size(); i++) {
          if (isComponent(content.get(i))) {
            read(content.get(i), at + "/" + i, path + "/" + i);
          }
        }
      }
    }

    private void report(String component, List<Error> errors, String at, String path) {
      for (Error error : errors) {
        if (!isInsideOneOf(error)) {
          String within = place(error);
          problems.add(new ComponentProblem(component, at + within, path + within, fault(error)));
        }
      }
    }
  }

  /** Why each of several forms is none is not told, only that none is. */
  private static boolean isInsideOneOf(Error error) {
    return !error.getKeyword().equals(ONE_OF) && error.getEvaluationPath().contains(ONE_OF);
  }

  private static String place(Error error) {
    String place = error.getInstanceLocation().toString();
    return switch (error.getKeyword()) {
      case "additionalProperties" -> place + "/" + error.getProperty();
      default -> place;
    };
  }

  private ComponentFault fault(Error error) {
    JsonNode received = error.getInstanceNode();
    JsonNode wanted = error.getSchemaNode();
    if (error.getSchemaLocation().toString().contains(ComponentSchemas.COMPONENT)) {
      return new NoComponent(received);
    }
    return switch (error.getKeyword()) {
      case "additionalProperties" ->
          new UnknownProperty(
              error.getProperty(), schemas.properties(around(error.getSchemaLocation())));
      case "required" -> new MissingProperty(error.getProperty());
      case "type" -> new WrongType(words(wanted), received);
      case "enum" -> new NotAmong(words(wanted), received);
      case "pattern" -> new Unmatched(wanted.stringValue(), received);
      case ONE_OF -> new NoneOfThem(received);
      default -> new OtherThan(wanted, received);
    };
  }

  private static SchemaLocation around(SchemaLocation keyword) {
    String location = keyword.toString();
    return SchemaLocation.of(location.substring(0, location.lastIndexOf('/')));
  }

  private static ImmutableSet<String> words(JsonNode oneOrMore) {
    return oneOrMore.isArray()
        ? oneOrMore.valueStream().map(JsonNode::asString).collect(ImmutableSet.toImmutableSet())
        : ImmutableSet.of(oneOrMore.asString());
  }
}
