package dev.espalier.scenario.recording;

import com.google.common.collect.ImmutableList;
import dev.espalier.scenario.Place;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.Scenario.AppSource;
import dev.espalier.scenario.ScenarioException;
import dev.espalier.scenario.ScenarioReader;
import dev.espalier.scenario.ScenarioWriter;
import dev.espalier.scenario.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A scenario as text, with that of its scripts.
 *
 * @param file where it stands
 * @param scripts in the order in which they are named; a file whose script was replaced in the
 *     course of the scenario is among them more than once
 */
record ScenarioText(Path file, String text, List<Script> scripts) {

  record Script(String file, String text) {}

  /**
   * As it stands in its file if that still has it; otherwise as it would be written.
   *
   * @throws IOException when it was not read from a text, and none would be read as it is
   */
  static ScenarioText of(Scenario scenario) throws IOException {
    ImmutableList<Script> scripts = scripts(scenario);
    String original = text(scenario.file());
    if (original != null) {
      ScenarioText there = new ScenarioText(scenario.file(), original, scripts);
      if (there.isOf(scenario)) {
        return there;
      }
    }
    return new ScenarioText(scenario.file(), ScenarioWriter.write(scenario), scripts);
  }

  private static @Nullable String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException _) {
      return null;
    }
  }

  private boolean isOf(Scenario scenario) {
    try {
      return read().equals(scenario);
    } catch (ScenarioException _) {
      return false;
    }
  }

  /** Those that have to be read; the scenario's own is not read again when it is reloaded. */
  private static ImmutableList<Script> scripts(Scenario scenario) {
    return Stream.concat(Stream.of(scenario.app()), reloaded(scenario))
        .flatMap(app ->
            app instanceof AppSource.Script(_, Path path, String text)
                ? Stream.of(new Script(path.toString(), text))
                : Stream.empty())
        .collect(ImmutableList.toImmutableList());
  }

  private static Stream<AppSource> reloaded(Scenario scenario) {
    return scenario.steps().stream()
        .flatMap(Step::all)
        .flatMap(step -> step instanceof Step.Reload(_, AppSource app) ? Stream.of(app) : null)
        .filter(app -> !isSame(app, scenario.app()));
  }

  private static boolean isSame(AppSource one, AppSource other) {
    return one instanceof AppSource.Script(_, Path path, String text)
        && other instanceof AppSource.Script(_, Path otherPath, String otherText)
        && path.equals(otherPath)
        && text.equals(otherText);
  }

  /** The scenario, whatever has become of its files since. */
  Scenario read() throws ScenarioException {
    Map<Path, Deque<Script>> shelf = new HashMap<>();
    scripts.forEach(script ->
        shelf.computeIfAbsent(Path.of(script.file()), _ -> new ArrayDeque<>()).add(script));
    return ScenarioReader.read(file, text, (place, path) -> take(shelf, place, path));
  }

  private static AppSource.Script take(Map<Path, Deque<Script>> shelf, Place place, Path path)
      throws ScenarioException {
    for (Path each : List.of(path, path.resolve(Scenario.APP))) {
      Deque<Script> there = shelf.get(each);
      if (there != null) {
        Script script = there.size() > 1 ? there.remove() : there.element();
        return new AppSource.Script(place, each, script.text());
      }
    }
    throw new ScenarioException(place, "the recording does not hold " + path);
  }
}
