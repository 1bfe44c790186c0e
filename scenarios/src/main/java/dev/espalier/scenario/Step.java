package dev.espalier.scenario;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import dev.espalier.app.AppFaults;
import dev.espalier.scenario.Scenario.AppSource;
import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * One thing that happens in a scenario. After it everything settles, save after {@link Begin}.
 *
 * <p>Documents, filters and updates are JSON as apps write it: {@code "ObjectId(24 hex digits)"} is
 * an id, and {@code "@alice"} stands for what {@code "@me"} is for the user alice. Sessions are
 * named as {@link Open} names them.
 */
public sealed interface Step {

  Place place();

  /** This step, after those that are done in its course. */
  default Stream<Step> all() {
    return switch (this) {
      case Kill(_, _, Step during) when during != null ->
          Stream.concat(during.all(), Stream.of(this));
      case Begin(_, Step begun, _) -> Stream.concat(begun.all(), Stream.of(this));
      case Ask(_, _, Step when, _, _) -> Stream.concat(when.all(), Stream.of(this));
      case Interrupt(_, Step begun, _) -> Stream.concat(begun.all(), Stream.of(this));
      default -> Stream.of(this);
    };
  }

  /** Whether something happens in it, and not only something is said, arranged or expected. */
  default boolean isAct() {
    return !(this instanceof Say || this instanceof Turns || this instanceof Expect);
  }

  /**
   * Tells the reader something; nothing happens.
   *
   * @param point at whom to look meanwhile
   */
  record Say(Place place, String text, ImmutableList<Pointed> point) implements Step {
    public Say(Place place, String text) {
      this(place, text, ImmutableList.of());
    }
  }

  /**
   * Lets the reader foretell what a step leads to. Which choice is right is not written: it is the
   * one that turns out to hold, and no other may.
   *
   * @param when what is done once the reader has answered
   * @param because what is told then; may be empty
   */
  record Ask(Place place, String question, Step when, ImmutableList<Choice> choices, String because)
      implements Step {

    /** The sessions of whose errors a choice speaks. */
    public Stream<String> ofErrors() {
      return choices.stream().flatMap(choice -> Expectation.ofErrors(choice.expectations()));
    }
  }

  /**
   * Starts a client, whose session shows a route.
   *
   * @param session its name from here on; no other open session has it
   * @param path the route, e.g. {@code /}
   * @param context what the client tells of itself, an object
   */
  record Open(Place place, String session, String user, String path, JsonNode context)
      implements Step {}

  /** Ends a client and its session. */
  record Close(Place place, String session) implements Step {}

  /** Runs {@code onPressed} of a component. */
  record Click(Place place, String session, Target target) implements Step {}

  /** Runs {@code onChanged} of a component with {@code {"value": text}}. */
  record Type(Place place, String session, Target target, String text) implements Step {}

  /**
   * Runs {@code onSubmit} of a form, or {@code onSubmitted} of a text field, with {@code {"value":
   * value}}.
   *
   * @param target for a form also the text or name of a component in it, such as its button
   * @param value for a form an object with a value for each field, for a text field its text; none
   *     for what the UI shows in them
   */
  record Submit(Place place, String session, Target target, @Nullable JsonNode value)
      implements Step {}

  /**
   * Runs a listener that the UI holds, wherever it stands in it.
   *
   * @param props only one with exactly these, to choose between several of that name
   * @param event an object
   */
  record Run(Place place, String session, String listener, @Nullable JsonNode props, JsonNode event)
      implements Step {}

  /** Puts a document into the environment's database, past the app. */
  record Insert(Place place, String collection, JsonNode document) implements Step {}

  /**
   * Replaces the first document (by {@code _id}) that matches.
   *
   * @param where a filter
   */
  record Replace(Place place, String collection, JsonNode where, JsonNode document)
      implements Step {}

  /**
   * Updates every document that matches.
   *
   * @param update operators such as {@code $set}
   */
  record Update(Place place, String collection, JsonNode where, JsonNode update) implements Step {}

  /** Deletes every document that matches. */
  record Delete(Place place, String collection, JsonNode where) implements Step {}

  /** Drops a collection. */
  record Drop(Place place, String collection) implements Step {}

  /** Lets time pass on the node's clock. */
  record Wait(Place place, Duration duration) implements Step {}

  /**
   * Kills a process.
   *
   * @param during a step that is begun first: the process is killed as soon as there is one, and
   *     only then does the node settle. For processes that live no longer than a step, such as MS
   */
  record Kill(Place place, Victim victim, @Nullable Step during) implements Step {}

  /** Has a process handle no more messages until it is resumed; what is sent to it waits. */
  record Suspend(Place place, Victim victim) implements Step {}

  /** Has a suspended process go on with what waits for it. */
  record Resume(Place place, Victim victim) implements Step {}

  /**
   * Makes the app fail.
   *
   * @param name of the view or listener; none for all of that kind
   */
  record Fail(Place place, AppFaults.Kind kind, @Nullable String name, String message)
      implements Step {}

  /**
   * Makes the app take longer.
   *
   * @param name of the view or listener; none for all of that kind
   */
  record Slow(Place place, AppFaults.Kind kind, @Nullable String name, Duration by)
      implements Step {}

  /** Ends every failure and slowness of the app. */
  record Heal(Place place) implements Step {}

  /** Breaks the connection of the change stream once. */
  record Cut(Place place) implements Step {}

  /** Has another transaction be first where the next one writes. */
  record Conflict(Place place) implements Step {}

  /** Takes the database down, data staying, until it is started. */
  record Stop(Place place) implements Step {}

  /** Has the database answer again. */
  record Start(Place place) implements Step {}

  /**
   * Replaces the app of the running environment, all data and sessions staying. One that cannot be
   * used is not taken.
   */
  record Reload(Place place, AppSource app) implements Step {}

  /**
   * Begins a step and leaves it in the midst of things, without settling: the next step that does
   * something is done there, and then everything settles. What is still to happen in the step then
   * (of a {@link Wait} the rest of its time, of a {@link Kill} the kill) happens after that.
   *
   * @param step not this or one in which nothing runs
   * @param until it is left when the event of the run with this number has happened, or as soon
   *     after it as the world can be entered
   */
  record Begin(Place place, Step step, long until) implements Step {}

  /**
   * The same as {@link Begin}, with events counted from the beginning of the step.
   *
   * @param events after how many of them it is left, at least 1; a step with fewer is done as usual
   */
  record Interrupt(Place place, Step step, int events) implements Step {

    /** As it is when there have been that many events before it. */
    public Begin from(long before) {
      return new Begin(place, step, before + events);
    }
  }

  /** From here on the seed decides in which order processes run. */
  record Shuffle(Place place, long seed) implements Step {}

  /**
   * Says in which order processes run in the next step that does something: whoever has waited
   * longest is next, save at a few turns. A turn is a moment at which more than one could run.
   *
   * @param turns by the turn's number, counted from 1 in each step, who runs then instead: 2 is who
   *     has waited second longest. Where so few wait, it is who has waited longest
   */
  record Turns(Place place, ImmutableSortedMap<Integer, Integer> turns) implements Step {}

  /** Says how things are to stand; nothing happens. */
  record Expect(Place place, ImmutableList<Expectation> expectations) implements Step {

    /** The sessions of whose errors something is expected. */
    public Stream<String> ofErrors() {
      return Expectation.ofErrors(expectations);
    }
  }

  /**
   * What a reader may foretell.
   *
   * @param expectations how things stand then, if it is right
   */
  record Choice(String text, ImmutableList<Expectation> expectations) {}

  /**
   * Processes that are pointed at.
   *
   * @param kind e.g. {@code SCM}
   * @param session only those of this session
   */
  record Pointed(String kind, @Nullable String session) {}

  /**
   * A component of a UI, among those that have the listener that is to be run.
   *
   * @param name its text, label or name; or, when it begins with a slash, its JSON pointer
   * @param below only components after the first one with this text, in document order
   * @param nth which one of those, counted from 1
   */
  record Target(String name, @Nullable String below, int nth) {}

  /**
   * A process of the tree.
   *
   * @param kind e.g. {@code Q}
   * @param session only one of this session: one of its own (SCM …), or one of its groups (Q, W)
   * @param key only one whose name contains this
   * @param nth which one of those, oldest first, counted from 1
   */
  record Victim(String kind, @Nullable String session, @Nullable String key, int nth) {}
}
