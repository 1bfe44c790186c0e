package dev.espalier.scenario;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Range;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * How something is to stand. "Since the last step" means since the last one that was neither said
 * nor expected, so that expectations in a row look at the same thing.
 */
public sealed interface Expectation {

  /** The sessions of whose errors something is expected. */
  static Stream<String> ofErrors(List<Expectation> expectations) {
    return expectations.stream()
        .flatMap(each -> each instanceof Errors errors ? Stream.of(errors.session()) : Stream.of());
  }

  Place place();

  /**
   * The UI of a session, as its client holds it.
   *
   * @param texts whole texts of components, in document order; others may stand between them
   * @param lacks no component's text contains any of these
   * @param at what stands at these places of {@code {"root": …}}, exactly
   */
  record Ui(
      Place place,
      String session,
      ImmutableList<String> texts,
      ImmutableList<String> lacks,
      ImmutableMap<JsonPointer, JsonNode> at)
      implements Expectation {}

  /** How many patches a session's client was sent since the last step. */
  record PatchCount(Place place, String session, int count) implements Expectation {}

  /** The operations of all the patches a client was sent since the last step, in order. */
  record Patches(Place place, String session, ImmutableList<Operation> operations)
      implements Expectation {}

  /** How many processes of a kind there are. */
  record Tree(Place place, String kind, Range<Integer> count) implements Expectation {}

  /**
   * How many members a group has.
   *
   * @param group {@code scm}, {@code q}, {@code w} or {@code client}
   * @param session whose group it is; none for {@code {scm, env}}, the environment's
   */
  record Group(Place place, String group, @Nullable String session, Range<Integer> count)
      implements Expectation {}

  /**
   * How many messages (casts, calls, published ones; no replies) were sent since the last step.
   *
   * @param from the sender's kind; none for any
   * @param to the receiver's kind; none for any
   * @param type the simple name of the message's class, e.g. {@code Change}; none for any
   */
  record Messages(
      Place place,
      @Nullable String from,
      @Nullable String to,
      @Nullable String type,
      Range<Integer> count)
      implements Expectation {}

  /** Names of the views the app was asked for since the last step, in any order. */
  record Views(Place place, ImmutableList<String> names) implements Expectation {}

  /**
   * All documents of a collection, by ascending {@code _id}.
   *
   * @param documents as in a {@link Step}; compared without {@code _id} where it is not written
   */
  record Documents(Place place, String collection, ImmutableList<JsonNode> documents)
      implements Expectation {}

  /**
   * How many documents of a collection match a filter.
   *
   * @param where as in a {@link Step}
   */
  record Matching(Place place, String collection, JsonNode where, Range<Integer> count)
      implements Expectation {}

  /**
   * What the last step cost.
   *
   * @param gauge what is counted, one of {@link Vocabulary#GAUGES}
   */
  record Meter(Place place, String gauge, Range<Integer> amount) implements Expectation {}

  /**
   * The errors a client was sent since the last step: each of these at least once, and no others.
   */
  record Errors(Place place, String session, ImmutableList<Problem> problems)
      implements Expectation {}

  /** Whether a session is there. */
  record Sessions(Place place, String session, boolean joined) implements Expectation {}

  /**
   * @param op {@code add}, {@code remove}, {@code replace}, {@code move}, {@code copy}, {@code
   *     test}
   * @param from where a move or a copy comes from; none when that does not matter
   * @param value none when it does not matter
   */
  record Operation(String op, String path, @Nullable String from, @Nullable JsonNode value) {}

  /**
   * @param reason Lenra's name for it, e.g. {@code error_500}; none for any
   * @param message a part of the message; none for any
   */
  record Problem(@Nullable String reason, @Nullable String message) {}
}
