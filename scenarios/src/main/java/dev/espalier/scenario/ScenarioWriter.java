package dev.espalier.scenario;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.io.MoreFiles;
import dev.espalier.environment.Limits;
import dev.espalier.environment.Routing;
import dev.espalier.scenario.Scenario.AppSource;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes scenarios as people write them. What is read of them again is the same. */
public final class ScenarioWriter {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Scenario scenario;

  private ScenarioWriter(Scenario scenario) {
    this.scenario = scenario;
  }

  /** A scenario as it is to stand in its {@link Scenario#file}. */
  public static String write(Scenario scenario) {
    return new ScenarioWriter(scenario).text();
  }

  /**
   * Saves a scenario. A script that is not in its file as the scenario has it (any more) is written
   * into another one, beside the scenario.
   *
   * @param file replaced if it is there
   * @return the scenario as it is read from there
   */
  public static Scenario save(Scenario scenario, Path file) throws IOException {
    Map<String, AppSource> saved = new HashMap<>();
    ImmutableList.Builder<Step> steps = ImmutableList.builder();
    AppSource app = saved(scenario.app(), file, saved);
    for (Step step : scenario.steps()) {
      steps.add(saved(step, file, saved));
    }
    Scenario there =
        new Scenario(
            file,
            scenario.title(),
            app,
            scenario.limits(),
            scenario.order(),
            scenario.routing(),
            scenario.invariants(),
            scenario.without(),
            steps.build());
    Files.writeString(file, write(there));
    return there;
  }

  private static Step saved(Step step, Path file, Map<String, AppSource> saved) throws IOException {
    return switch (step) {
      case Step.Reload(Place place, AppSource app) ->
          new Step.Reload(place, saved(app, file, saved));
      case Step.Ask(Place place, String question, Step when, var choices, String because) ->
          new Step.Ask(place, question, saved(when, file, saved), choices, because);
      case Step.Begin(Place place, Step begun, long until) ->
          new Step.Begin(place, saved(begun, file, saved), until);
      case Step.Interrupt(Place place, Step begun, int events) ->
          new Step.Interrupt(place, saved(begun, file, saved), events);
      default -> step;
    };
  }

  /**
   * @param saved the scripts that are saved already, by their texts
   */
  private static AppSource saved(AppSource app, Path file, Map<String, AppSource> saved)
      throws IOException {
    if (!(app instanceof AppSource.Script(Place place, Path path, String text))) {
      return app;
    }
    AppSource before = saved.get(text);
    if (before != null) {
      return before;
    }
    Path there = holds(path, text) ? path : free(path, text, file);
    if (!holds(there, text)) {
      Files.writeString(there, text);
    }
    AppSource script =
        new AppSource.Script(place, file.resolveSibling(seenFrom(file, there)), text);
    saved.put(text, script);
    return script;
  }

  private static boolean holds(Path path, String text) throws IOException {
    return Files.isRegularFile(path)
        && Arrays.equals(Files.readAllBytes(path), text.getBytes(StandardCharsets.UTF_8));
  }

  /** A file beside the scenario that is not there yet, or holds the script already. */
  private static Path free(Path script, String text, Path file) throws IOException {
    String name = MoreFiles.getNameWithoutExtension(script);
    Path free = file.resolveSibling(name + ".js");
    for (int number = 2; Files.exists(free) && !holds(free, text); number++) {
      free = file.resolveSibling("%s-%d.js".formatted(name, number));
    }
    return free;
  }

  /** A path as it is written in a file. */
  private static String seenFrom(Path file, Path path) {
    Path folder = file.toAbsolutePath().normalize().getParent();
    Path there = path.toAbsolutePath().normalize();
    Path seen =
        folder != null && Objects.equals(folder.getRoot(), there.getRoot())
            ? folder.relativize(there)
            : there;
    return seen.toString().replace('\\', '/');
  }

  private String text() {
    YamlText yaml = new YamlText();
    yaml.field("title", JSON.stringNode(scenario.title()));
    String app = name(scenario.app());
    if (!app.equals(Scenario.APP)) {
      yaml.field("app", JSON.stringNode(app));
    }
    ObjectNode limits = limits(scenario.limits());
    if (!limits.isEmpty()) {
      yaml.field("limits", limits);
    }
    if (scenario.order() != null) {
      write(scenario.order(), yaml);
    }
    Routing routing = scenario.routing();
    if (routing != null) {
      yaml.field("routing", JSON.stringNode(Ascii.toLowerCase(routing.name())));
    }
    if (!scenario.invariants().isEmpty()) {
      yaml.line("invariants:");
      scenario.invariants().forEach(invariant -> yaml.item(ExpectationWriter.write(invariant)));
    }
    if (!scenario.without().isEmpty()) {
      ArrayNode without = JSON.arrayNode();
      scenario.without().forEach(without::add);
      yaml.field("without", without);
    }
    yaml.line("");
    if (scenario.steps().isEmpty()) {
      yaml.line("steps: []");
      return yaml.text();
    }
    yaml.line("steps:");
    write(scenario.steps(), yaml);
    return yaml.text();
  }

  private static void write(Order order, YamlText yaml) {
    yaml.field("seed", JSON.numberNode(order.seed()));
    if (!order.turns().isEmpty()) {
      yaml.field("turns", StepWriter.written(order.turns()));
    }
  }

  private void write(ImmutableList<Step> steps, YamlText yaml) {
    StepWriter writer = new StepWriter(this::reloaded);
    boolean first = true;
    for (Step step : steps) {
      if (!first && (step instanceof Step.Say || step instanceof Step.Ask)) {
        yaml.line("");
      }
      if (step instanceof Step.Say(_, String text, var point) && point.isEmpty()) {
        yaml.item("say", text);
      } else {
        writer.write(step).forEach(yaml::item);
      }
      first = false;
    }
  }

  private String reloaded(AppSource app) {
    return isOwn(app) ? "app" : name(app);
  }

  private boolean isOwn(AppSource app) {
    return switch (app) {
      case AppSource.Script(_, Path path, String text) ->
          scenario.app() instanceof AppSource.Script(_, Path own, String ownText)
              && path.equals(own)
              && text.equals(ownText);
      case AppSource.Remote(_, URI url) ->
          scenario.app() instanceof AppSource.Remote(_, URI own) && url.equals(own);
    };
  }

  private String name(AppSource app) {
    return switch (app) {
      case AppSource.Script script -> seenFrom(scenario.file(), script.path());
      case AppSource.Remote remote -> remote.url().toString();
    };
  }

  private static ObjectNode limits(Limits limits) {
    ObjectNode written = JSON.objectNode();
    put("session", limits.session(), Limits.DEFAULT.session(), written);
    put("environment", limits.environment(), Limits.DEFAULT.environment(), written);
    put("widget", limits.widget(), Limits.DEFAULT.widget(), written);
    return written;
  }

  private static void put(String key, Duration limit, Duration design, ObjectNode written) {
    if (!limit.equals(design)) {
      written.put(key, StepWriter.written(limit));
    }
  }
}
