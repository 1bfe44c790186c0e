package dev.espalier.scenario.check;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.espalier.app.App;
import dev.espalier.app.AppException;
import dev.espalier.app.ScriptApp;
import dev.espalier.app.ScriptExport;
import dev.espalier.scenario.Place;
import dev.espalier.scenario.Vocabulary;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * What an app's views and listeners are called, and where they are written.
 *
 * @param manifest where the manifest is written
 * @param isComplete whether there are no others
 */
record Names(
    String app,
    String manifest,
    ImmutableMap<String, String> places,
    Vocabulary views,
    Vocabulary listeners,
    boolean isComplete) {

  /** Those of a script; an app elsewhere keeps them to itself. */
  static Names of(App app) throws AppException {
    if (!(app instanceof ScriptApp script)) {
      return new Names(
          app.describe(),
          app.describe(),
          ImmutableMap.of(),
          Vocabulary.of(ImmutableSet.of()),
          Vocabulary.of(ImmutableSet.of()),
          false);
    }
    ImmutableMap.Builder<String, String> places = ImmutableMap.builder();
    for (ScriptExport view : script.views()) {
      places.put(view.name(), place(script, view));
    }
    return new Names(
        app.describe(),
        place(script, script.manifestPlace()),
        places.buildOrThrow(),
        vocabulary(script.views()),
        vocabulary(script.listeners()),
        true);
  }

  private static String place(ScriptApp script, ScriptExport written) {
    return new Place(script.describe(), written.line(), written.column()).toString();
  }

  private static Vocabulary vocabulary(List<ScriptExport> functions) {
    return Vocabulary.of(functions.stream().map(ScriptExport::name).toList());
  }

  /** These with those that the manifest of an older app lists. */
  Names and(JsonNode answered) {
    JsonNode wrapped = answered.path("manifest");
    JsonNode lists = wrapped.isObject() ? wrapped : answered;
    boolean areListed = lists.path("listeners").isArray() && lists.path("widgets").isArray();
    return new Names(
        app,
        manifest,
        places,
        with(views, lists.path("widgets")),
        with(listeners, lists.path("listeners")),
        isComplete || areListed);
  }

  private static Vocabulary with(Vocabulary known, JsonNode list) {
    return Vocabulary.of(
        Sets.union(
            known.words(),
            list.valueStream().map(JsonNode::asString).collect(ImmutableSet.toImmutableSet())));
  }

  /** Where a view is written, or else its app. */
  String view(String name) {
    return places.getOrDefault(name, app);
  }
}
