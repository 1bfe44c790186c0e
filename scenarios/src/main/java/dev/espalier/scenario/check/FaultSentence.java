package dev.espalier.scenario.check;

import static java.util.stream.Collectors.joining;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableSet;
import dev.espalier.scenario.Vocabulary;
import dev.espalier.ui.ComponentFault.MissingProperty;
import dev.espalier.ui.ComponentFault.NoComponent;
import dev.espalier.ui.ComponentFault.NoneOfThem;
import dev.espalier.ui.ComponentFault.NotAmong;
import dev.espalier.ui.ComponentFault.OtherThan;
import dev.espalier.ui.ComponentFault.UnknownProperty;
import dev.espalier.ui.ComponentFault.UnknownType;
import dev.espalier.ui.ComponentFault.Unmatched;
import dev.espalier.ui.ComponentFault.WrongType;
import dev.espalier.ui.ComponentProblem;
import tools.jackson.databind.JsonNode;

/** What is wrong with a component and what to write instead, in plain words. */
final class FaultSentence {
  private static final int LONGEST = 40;

  private FaultSentence() {}

  static String of(ComponentProblem problem) {
    return switch (problem.fault()) {
      case NoComponent(JsonNode received) ->
          "a component goes here, not %s; write {_type: 'text', value: '…'} or another"
              .formatted(shortened(received));
      case UnknownType(String type, ImmutableSet<String> known) ->
          "there is no component %s; %s".formatted(type, Vocabulary.of(known).instead(type));
      case UnknownProperty(String name, ImmutableSet<String> known) ->
          "%s has no %s here; %s"
              .formatted(problem.component(), name, Vocabulary.of(known).instead(name));
      case MissingProperty(String name) ->
          "%s needs %s; write %s: …".formatted(problem.component(), name, name);
      case WrongType(ImmutableSet<String> expected, JsonNode received) ->
          "%s is no %s; write one"
              .formatted(shortened(received), expected.stream().collect(joining(" or ")));
      case NotAmong(ImmutableSet<String> allowed, JsonNode received) ->
          "%s may not stand here; %s"
              .formatted(
                  shortened(received), Vocabulary.of(allowed).instead(received.asString("")));
      case OtherThan(JsonNode expected, JsonNode received) ->
          "%s may not stand here; write %s".formatted(shortened(received), expected);
      case NoneOfThem(JsonNode received) ->
          "%s may not stand here; docs/components.md has what may".formatted(shortened(received));
      case Unmatched(String pattern, JsonNode received) ->
          "%s is not written as it has to be; write what matches %s"
              .formatted(shortened(received), pattern);
    };
  }

  private static String shortened(JsonNode node) {
    return Ascii.truncate(node.toString(), LONGEST, "…");
  }
}
