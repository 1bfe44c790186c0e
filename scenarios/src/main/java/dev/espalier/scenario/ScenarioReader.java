package dev.espalier.scenario;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import dev.espalier.environment.Limits;
import dev.espalier.environment.Routing;
import dev.espalier.scenario.Scenario.AppSource;
import dev.espalier.scenario.ScenarioException.Problem;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Reads scenarios; the language is described in {@code scenario.schema.json}. */
public final class ScenarioReader {
  private static final String FILE = "scenario.yaml";
  private static final long LARGEST = 1 << 20;
  private static final Vocabulary KEYS =
      Vocabulary.of(
          "title", "app", "limits", "seed", "turns", "routing", "invariants", "without", "steps");
  private static final Vocabulary ROUTINGS = Vocabulary.of("broadcast", "indexed");
  private static final Vocabulary LIMITS = Vocabulary.of("session", "environment", "widget");
  private static final String EXAMPLE = "title: A counter for two and, below it, steps:";

  private final Path file;
  private final AppReader apps;
  private final ImmutableList.Builder<Problem> problems = ImmutableList.builder();

  private ScenarioReader(Path file, AppReader apps) {
    this.file = file;
    this.apps = apps;
  }

  /**
   * Reads a scenario.
   *
   * @param path its file, or a folder with {@code scenario.yaml} in it
   * @throws ScenarioException when there is none or it is wrong: what is wrong in each step
   */
  public static Scenario read(Path path) throws ScenarioException {
    Path file = Files.isDirectory(path) ? path.resolve(FILE) : path;
    return read(file, text(path, file), AppSource.Script::read);
  }

  /**
   * Reads a scenario's text.
   *
   * @param file where it stands, or once stood
   * @throws ScenarioException when it is wrong: what is wrong in each step
   */
  public static Scenario read(Path file, String text, ScriptSource scripts)
      throws ScenarioException {
    return new ScenarioReader(file, new AppReader(file, scripts))
        .scenario(YamlParser.parse(file.toString(), text));
  }

  /**
   * Reads one step, as it is done by hand: {@code click: "+", in: alice}.
   *
   * @param scenario what it is done in the course of
   * @param open the sessions that are open
   * @throws ScenarioException when it is wrong; where in {@code written} is in its place
   */
  public static Step readStep(String written, Scenario scenario, Set<String> open)
      throws ScenarioException {
    Yaml step = YamlParser.parse(Place.BY_HAND.file(), "{" + written + "}");
    AppReader apps = new AppReader(scenario.file());
    return new StepReader(OpenSessions.of(open), apps, scenario.app()).read(step);
  }

  private static String text(Path path, Path file) throws ScenarioException {
    Place place = Place.of(file.toString());
    if (!Files.isRegularFile(file)) {
      throw new ScenarioException(
          place,
          file.equals(path)
              ? "there is no such file; write a scenario's file or folder"
              : "the folder has no scenario.yaml; write one, or another folder");
    }
    if (file.toString().endsWith(".js") || file.toString().endsWith(".mjs")) {
      throw new ScenarioException(
          place, "a script and no scenario; write a scenario's file or folder");
    }
    try {
      if (Files.size(file) > LARGEST) {
        throw new ScenarioException(place, "larger than 1 MiB; write several scenarios");
      }
      return Files.readString(file);
    } catch (CharacterCodingException _) {
      throw new ScenarioException(place, "not UTF-8; write it in that encoding");
    } catch (IOException e) {
      throw new ScenarioException(place, "cannot be read: " + e.getMessage());
    }
  }

  private Scenario scenario(Yaml written) throws ScenarioException {
    Fields fields = Fields.of(written, "a scenario", KEYS, EXAMPLE);
    String title = read(() -> fields.text("title"), "");
    AppSource app = read(() -> app(fields), new AppSource.Script(written.place(), file, ""));
    Limits limits = read(() -> limits(fields), Limits.DEFAULT);
    Optional<Order> order = read(() -> order(fields), Optional.empty());
    Optional<Routing> routing = read(() -> routing(fields), Optional.empty());
    ImmutableSet<String> without = read(() -> without(fields), ImmutableSet.of());
    OpenSessions sessions = new OpenSessions();
    ImmutableList<Step> steps = read(() -> steps(fields, app, sessions), ImmutableList.of());
    ImmutableList<StatedInvariant> invariants =
        read(() -> invariants(fields, sessions), ImmutableList.of());
    ImmutableList<Problem> found = problems.build();
    if (!found.isEmpty()) {
      throw new ScenarioException(found);
    }
    return new Scenario(
        file,
        title,
        app,
        limits,
        order.orElse(null),
        routing.orElse(null),
        invariants,
        without,
        steps);
  }

  private interface Part<T> {
    T read() throws ScenarioException;
  }

  /** Reads a part; goes on without it, having noted the problem, when it is wrong. */
  private <T> T read(Part<T> part, T otherwise) {
    try {
      return part.read();
    } catch (ScenarioException e) {
      problems.addAll(e.problems());
      return otherwise;
    }
  }

  private AppSource app(Fields fields) throws ScenarioException {
    Optional<Yaml> written = fields.get("app");
    Place place = written.map(Yaml::place).orElse(fields.mapping().place());
    return apps.read(place, fields.textOr("app", Scenario.APP));
  }

  private static Limits limits(Fields fields) throws ScenarioException {
    Optional<Yaml> written = fields.get("limits");
    Limits design = Limits.DEFAULT;
    if (written.isEmpty()) {
      return design;
    }
    Fields limits = Fields.of(written.get(), "limits", LIMITS, "{session: 10 min}");
    return new Limits(
        limits.durationOr("session", design.session()),
        limits.durationOr("environment", design.environment()),
        limits.durationOr("widget", design.widget()),
        design.view(),
        design.listener());
  }

  private static Optional<Order> order(Fields fields) throws ScenarioException {
    Optional<Yaml> seed = fields.get("seed");
    Optional<Yaml> written = fields.get("turns");
    if (seed.isEmpty() && written.isEmpty()) {
      return Optional.empty();
    }
    ImmutableSortedMap<Integer, Integer> turns =
        written.isPresent() ? TurnsReader.read(written.get()) : ImmutableSortedMap.of();
    long number =
        seed.isPresent() ? seed.get().number("seed", "a whole number", Long.MIN_VALUE) : 1;
    return Optional.of(new Order(number, turns));
  }

  private static Optional<Routing> routing(Fields fields) throws ScenarioException {
    Optional<Yaml> written = fields.get("routing");
    if (written.isEmpty()) {
      return Optional.empty();
    }
    String name = written.get().text("routing");
    if (!ROUTINGS.contains(name)) {
      throw new ScenarioException(
          written.get().place(),
          "there is no routing `%s`; %s".formatted(name, ROUTINGS.instead(name)));
    }
    return Optional.of(Routing.valueOf(Ascii.toUpperCase(name)));
  }

  private static ImmutableSet<String> without(Fields fields) throws ScenarioException {
    ImmutableSet.Builder<String> without = ImmutableSet.builder();
    Optional<Yaml> written = fields.get("without");
    if (written.isPresent()) {
      for (Yaml item : written.get().list("without", "[no-noise]")) {
        String name = item.text("each of without");
        if (!Vocabulary.INVARIANTS.contains(name)) {
          throw new ScenarioException(
              item.place(),
              "there is no invariant `%s`; %s"
                  .formatted(name, Vocabulary.INVARIANTS.instead(name)));
        }
        without.add(name);
      }
    }
    return without.build();
  }

  /**
   * @param sessions those of all the steps, for an invariant may speak of any
   */
  private ImmutableList<StatedInvariant> invariants(Fields fields, OpenSessions sessions)
      throws ScenarioException {
    ImmutableList.Builder<StatedInvariant> invariants = ImmutableList.builder();
    Optional<Yaml> written = fields.get("invariants");
    if (written.isPresent()) {
      ExpectationReader reader = new ExpectationReader(sessions);
      String example = "- name: Nobody overdraws and what is to hold";
      for (Yaml item : written.get().list("invariants", example)) {
        try {
          invariants.add(reader.invariant(item));
        } catch (ScenarioException e) {
          problems.addAll(e.problems());
        }
      }
    }
    return invariants.build();
  }

  private ImmutableList<Step> steps(Fields fields, AppSource app, OpenSessions sessions)
      throws ScenarioException {
    StepReader reader = new StepReader(sessions, apps, app);
    ImmutableList.Builder<Step> steps = ImmutableList.builder();
    for (Yaml written : fields.required("steps").list("steps", "- open: alice")) {
      try {
        steps.add(reader.read(written));
      } catch (ScenarioException e) {
        problems.addAll(e.problems());
      }
    }
    return steps.build();
  }
}
