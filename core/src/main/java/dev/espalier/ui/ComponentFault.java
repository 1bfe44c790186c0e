package dev.espalier.ui;

import com.google.common.collect.ImmutableSet;
import tools.jackson.databind.JsonNode;

/** What can be wrong with a component. */
public sealed interface ComponentFault {

  /** Something else stands where a component goes. */
  record NoComponent(JsonNode received) implements ComponentFault {}

  record UnknownType(String type, ImmutableSet<String> known) implements ComponentFault {}

  record UnknownProperty(String name, ImmutableSet<String> known) implements ComponentFault {}

  record MissingProperty(String name) implements ComponentFault {}

  /**
   * @param expected JSON types, e.g. {@code string}
   */
  record WrongType(ImmutableSet<String> expected, JsonNode received) implements ComponentFault {}

  record NotAmong(ImmutableSet<String> allowed, JsonNode received) implements ComponentFault {}

  record OtherThan(JsonNode expected, JsonNode received) implements ComponentFault {}

  /** None of several forms that a value may have. */
  record NoneOfThem(JsonNode received) implements ComponentFault {}

  /**
   * @param pattern a regular expression
   */
  record Unmatched(String pattern, JsonNode received) implements ComponentFault {}
}
