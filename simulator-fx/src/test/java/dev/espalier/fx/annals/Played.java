package dev.espalier.fx.annals;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espalier.fx.arrangement.Labels;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.fx.timeline.Timeline;
import dev.espalier.scenario.ScenarioReader;
import dev.espalier.scenario.play.Play;
import dev.espalier.scenario.play.PlaySettings;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;

/**
 * A scenario of the library that was played to its end, for tests to look at.
 *
 * @param documents as they were when the environment had started
 * @param begun the last event by then
 * @param documentsAtTheEnd what they were in the end
 */
public record Played(
    Timeline timeline,
    Annals annals,
    Labels labels,
    ImmutableMap<String, ImmutableList<JsonNode>> documents,
    long begun,
    ImmutableMap<String, ImmutableList<JsonNode>> documentsAtTheEnd) {

  public static Played of(String scenario) throws Exception {
    return of(Path.of("../scenarios/library", scenario));
  }

  public static Played of(Path path) throws Exception {
    try (Play play = Play.begin(ScenarioReader.read(path), PlaySettings.DEFAULT, _ -> {})) {
      ImmutableMap<String, ImmutableList<JsonNode>> documents = play.documents();
      long begun = play.recording().size();
      Timeline timeline = new Timeline(play.recording());
      while (!play.isOver()) {
        timeline.add(play.next());
      }
      timeline.follow(Integer.MAX_VALUE);
      Annals annals = new Annals(timeline);
      annals.follow();
      return new Played(
          timeline, annals, new Labels("env", play.users()), documents, begun, play.documents());
    }
  }

  public Viewpoint at(long event) {
    return new Viewpoint(annals, labels, Math.min(event, timeline.end()));
  }

  public Viewpoint atTheEnd() {
    return at(timeline.end());
  }

  /** The first process of a kind whose name has a text in it. */
  public static ProcessAt process(Viewpoint seen, String kind, String named) {
    return seen.moment().processes().values().stream()
        .filter(process -> process.kind().equals(kind))
        .filter(process -> seen.name(process.pid()).contains(named))
        .findFirst()
        .orElseThrow();
  }
}
