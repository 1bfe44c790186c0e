package dev.espalier.ui;

import static java.util.stream.Collectors.joining;

import com.google.common.base.Ascii;
import dev.espalier.ui.ComponentFault.MissingProperty;
import dev.espalier.ui.ComponentFault.NoComponent;
import dev.espalier.ui.ComponentFault.NoneOfThem;
import dev.espalier.ui.ComponentFault.NotAmong;
import dev.espalier.ui.ComponentFault.OtherThan;
import dev.espalier.ui.ComponentFault.UnknownProperty;
import dev.espalier.ui.ComponentFault.UnknownType;
import dev.espalier.ui.ComponentFault.Unmatched;
import dev.espalier.ui.ComponentFault.WrongType;
import java.util.Collection;
import tools.jackson.databind.JsonNode;

/**
 * Something wrong in what a view drew.
 *
 * @param component the type of the component it is in; empty when that is none
 * @param at a JSON pointer into what the view drew
 * @param path the same as Lenra's runner writes it, e.g. {@code
 *     \n@view:main/flex#children/0/onClick}
 */
public record ComponentProblem(String component, String at, String path, ComponentFault fault) {

  /** The problem in the words of Lenra's runner, with its path. */
  String message() {
    return words() + path;
  }

  private String words() {
    return switch (fault) {
      case NoComponent(JsonNode received) -> mismatch("Component", received);
      case UnknownType _ -> "Invalid component type";
      case UnknownProperty _ -> "Schema does not allow additional properties.";
      case MissingProperty(String name) -> "Required property %s was not present.".formatted(name);
      case WrongType(Collection<String> expected, JsonNode received) ->
          mismatch(
              expected.stream().map(ComponentProblem::capitalized).collect(joining(", ")),
              received);
      case NotAmong _ -> "Value is not allowed in enum.";
      case OtherThan(JsonNode expected, JsonNode received) ->
          "%s is invalid. Should have been %s".formatted(received, expected);
      case NoneOfThem _ -> "Expected exactly one of the schemata to match, but none of them did.";
      case Unmatched(String pattern, _) -> "Does not match pattern \"%s\".".formatted(pattern);
    };
  }

  private static String mismatch(String expected, JsonNode received) {
    String type =
        received.isIntegralNumber() ? "integer" : Ascii.toLowerCase(received.getNodeType().name());
    return "Type mismatch. Expected %s but got %s.".formatted(expected, capitalized(type));
  }

  private static String capitalized(String word) {
    return Ascii.toUpperCase(word.substring(0, 1)) + word.substring(1);
  }
}
