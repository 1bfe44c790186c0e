package dev.espalier.scenario.recording;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.mongodb.ConnectionString;
import dev.espalier.environment.Routing;
import dev.espalier.mongo.MongoSource;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.ScenarioException;
import dev.espalier.scenario.play.Course;
import dev.espalier.scenario.play.PlaySettings;
import dev.espalier.scenario.play.Schedule;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The first line of a recording, as it is written: what was played, how, and by which Espalier.
 * Where the data API is served makes no difference to a run, and is left out.
 *
 * @param is what the line is: {@code recording}
 * @param espalier the version
 * @param file where the scenario stands, or stood
 * @param scripts those the scenario names, in the order in which it names them
 * @param byHand the indices of the steps that a person did
 * @param mongo as {@link MongoSource#parse} reads it
 */
record Header(
    String is,
    int format,
    String espalier,
    String file,
    String scenario,
    List<ScenarioText.Script> scripts,
    List<Integer> byHand,
    long seed,
    Schedule schedule,
    boolean live,
    String mongo,
    Routing routing) {
  private static final int FORMAT = 1;

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .build();

  Header {
    scripts = List.copyOf(scripts);
    byHand = List.copyOf(byHand);
  }

  /**
   * @throws IOException when the scenario cannot be written
   */
  static Header of(Course course, PlaySettings settings) throws IOException {
    Scenario scenario = course.scenario();
    ScenarioText text = ScenarioText.of(scenario);
    return new Header(
        RecordedLines.HEADER,
        FORMAT,
        RecordingFile.thisVersion(),
        scenario.file().toString(),
        text.text(),
        text.scripts(),
        course.byHand().asList(),
        settings.seed(),
        settings.schedule(),
        settings.live(),
        written(settings.mongo()),
        settings.routing());
  }

  /** Without user names and passwords. */
  private static String written(MongoSource mongo) {
    return switch (mongo) {
      case MongoSource.Embedded _ -> "embedded";
      case MongoSource.Installed(Path executable) -> "installed:" + executable;
      case MongoSource.Download _ -> "download";
      case MongoSource.At(String uri) ->
          "mongodb://" + String.join(",", new ConnectionString(uri).getHosts());
    };
  }

  String toLine() {
    return MAPPER.writeValueAsString(this);
  }

  /**
   * @param json the first line of a recording, whatever else is in it
   */
  static void requireKnownFormat(Path path, JsonNode json) throws RecordingException {
    int format = json.path("format").asInt(0);
    if (format > FORMAT) {
      throw new RecordingException(
          path,
          1,
          "of format %d, written by Espalier %s; Espalier %s reads formats up to %d, take a newer one"
              .formatted(
                  format,
                  json.path("espalier").asString("?"),
                  RecordingFile.thisVersion(),
                  FORMAT));
    }
  }

  static Header read(Path path, JsonNode json) throws RecordingException {
    try {
      return MAPPER.treeToValue(json, Header.class);
    } catch (JacksonException e) {
      throw new RecordingException(path, 1, "not as it has to be: " + e.getOriginalMessage());
    }
  }

  RecordingFile with(Path path, ImmutableList<String> events) throws RecordingException {
    try {
      Scenario played = new ScenarioText(Path.of(file), scenario, scripts).read();
      return new RecordingFile(
          path,
          espalier,
          new Course(played, ImmutableSet.copyOf(byHand)),
          new PlaySettings(seed, schedule, live, MongoSource.parse(mongo), routing, 0, false),
          events);
    } catch (ScenarioException e) {
      throw new RecordingException(
          path, 1, "the scenario in it cannot be read: " + e.problems().getFirst());
    } catch (InvalidPathException e) {
      throw new RecordingException(path, 1, "the scenario in it has no file: " + e.getMessage());
    } catch (IllegalArgumentException e) {
      throw new RecordingException(path, 1, "mongo: " + e.getMessage());
    }
  }
}
