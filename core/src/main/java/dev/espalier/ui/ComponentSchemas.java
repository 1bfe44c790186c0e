package dev.espalier.ui;

import static com.google.common.collect.ImmutableMap.toImmutableMap;
import static java.util.function.Function.identity;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.io.Resources;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The JSON schemas of all components in one dialect. The files are in the latest; the older ones
 * have the type in {@code type}, and listeners and views of their own.
 */
final class ComponentSchemas {
  private static final String BASE = "https://espalier.dev/components/";
  private static final String SUFFIX = ".schema.json";

  /** A component of any type, as the schemas refer to it. */
  static final String COMPONENT = "component" + SUFFIX;

  /** The types that all dialects have, in the order of the alphabet. */
  static final ImmutableSet<String> TYPES =
      ImmutableSet.of(
          "actionable",
          "button",
          "carousel",
          "checkbox",
          "container",
          "dropdownButton",
          "flex",
          "flexible",
          "form",
          "icon",
          "image",
          "menu",
          "menuItem",
          "overlayEntry",
          "radio",
          "slider",
          "stack",
          "statusSticker",
          "text",
          "textfield",
          "toggle",
          "wrap");

  /** What the older dialects have instead. */
  private static final ImmutableMap<String, String> OLDER =
      ImmutableMap.of("listener", "action", "view", "widget");

  private final Dialect dialect;
  private final SchemaRegistry registry;
  private final ImmutableMap<String, Schema> schemas;

  ComponentSchemas(Dialect dialect) {
    this.dialect = dialect;
    this.registry =
        SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(this::text));
    this.schemas =
        Stream.concat(TYPES.stream(), Stream.of(dialect.viewType()))
            .collect(
                toImmutableMap(
                    identity(),
                    type -> registry.getSchema(SchemaLocation.of(BASE + type + SUFFIX))));
  }

  /** The text of the schema at an address, if it is one of these. */
  private @Nullable String text(String address) {
    if (!address.startsWith(BASE)) {
      return null;
    }
    String name = address.substring(BASE.length(), address.length() - SUFFIX.length());
    if (dialect == Dialect.ROUTE) {
      return file(name);
    }
    return file(OLDER.getOrDefault(name, name))
        .replace("\"_type\"", "\"%s\"".formatted(dialect.typeKey()))
        .replace("\"const\": \"widget\"", "\"const\": \"%s\"".formatted(dialect.viewType()));
  }

  /** The schema in a file as it is. */
  static String file(String name) {
    try {
      return Resources.toString(
          Resources.getResource(ComponentSchemas.class, "components/" + name + SUFFIX),
          StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** By type. */
  ImmutableMap<String, Schema> schemas() {
    return schemas;
  }

  /** What an object may have, besides its type, by the schema at this place, e.g. a style. */
  ImmutableSet<String> properties(SchemaLocation place) {
    JsonNode schema = registry.getSchema(place).getSchemaNode();
    return schema.path("properties").properties().stream()
        .map(Map.Entry::getKey)
        .filter(name -> !name.equals(dialect.typeKey()))
        .collect(ImmutableSet.toImmutableSet());
  }
}
