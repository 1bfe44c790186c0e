package dev.espalier.scenario;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.espalier.environment.Limits;
import dev.espalier.environment.Routing;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A story that can be played: an app, and what happens to it step by step.
 *
 * @param file where it is written
 * @param limits the design's, save for those the scenario sets
 * @param order in which processes take their turns; none when that is left to whoever plays it
 * @param routing who is told of a change; none when that is left to whoever plays it
 * @param invariants those of its own
 * @param without which of {@link Vocabulary#INVARIANTS} need not hold
 */
public record Scenario(
    Path file,
    String title,
    AppSource app,
    Limits limits,
    @Nullable Order order,
    @Nullable Routing routing,
    ImmutableList<StatedInvariant> invariants,
    ImmutableSet<String> without,
    ImmutableList<Step> steps) {

  /** The file of an app whose scenario does not say. */
  public static final String APP = "app.js";

  /** One that may be played in any order, with no invariants of its own; all others hold in it. */
  public Scenario(
      Path file, String title, AppSource app, Limits limits, ImmutableList<Step> steps) {
    this(file, title, app, limits, null, null, ImmutableList.of(), ImmutableSet.of(), steps);
  }

  /** The same app, limits, order, routing and invariants with other steps. */
  public Scenario withSteps(ImmutableList<Step> others) {
    return new Scenario(file, title, app, limits, order, routing, invariants, without, others);
  }

  /** The same, in which no invariant need hold. */
  public Scenario withoutInvariants() {
    return new Scenario(
        file,
        title,
        app,
        limits,
        order,
        routing,
        ImmutableList.of(),
        ImmutableSet.copyOf(Vocabulary.INVARIANTS.words()),
        steps);
  }

  /** The same with another title. */
  public Scenario withTitle(String other) {
    return new Scenario(file, other, app, limits, order, routing, invariants, without, steps);
  }

  /** The same steps in another order, or in any. */
  public Scenario inOrder(@Nullable Order other) {
    return new Scenario(file, title, app, limits, other, routing, invariants, without, steps);
  }

  /** Where the app is. */
  public sealed interface AppSource {
    Place place();

    /**
     * A script app, as it was when it was read: what becomes of its file makes no difference to a
     * scenario that is played again.
     *
     * @param path its file
     */
    record Script(Place place, Path path, String text) implements AppSource {

      /**
       * Reads a script.
       *
       * @param place where the path is written
       * @param path its file, or the folder that has it as {@code app.js}
       * @throws ScenarioException when there is none, or it cannot be read
       */
      public static Script read(Place place, Path path) throws ScenarioException {
        Path file = Files.isDirectory(path) ? path.resolve(APP) : path;
        if (!Files.isRegularFile(file)) {
          throw new ScenarioException(
              place,
              "there is no %s; write a folder with app.js, a .js file, or a URL".formatted(file));
        }
        try {
          return new Script(place, file, Files.readString(file));
        } catch (CharacterCodingException _) {
          throw new ScenarioException(
              place, "%s is not UTF-8; write it in that encoding".formatted(file));
        } catch (IOException e) {
          throw new ScenarioException(
              place, "%s cannot be read: %s".formatted(file, e.getMessage()));
        }
      }
    }

    /** A running app. */
    record Remote(Place place, URI url) implements AppSource {}
  }
}
