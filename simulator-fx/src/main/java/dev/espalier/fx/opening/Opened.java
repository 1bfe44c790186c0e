package dev.espalier.fx.opening;

import com.google.common.collect.ImmutableList;
import dev.espalier.environment.Limits;
import dev.espalier.fx.performance.Performance;
import dev.espalier.scenario.Place;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.Scenario.AppSource;
import dev.espalier.scenario.ScenarioException;
import dev.espalier.scenario.ScenarioReader;
import dev.espalier.scenario.play.Course;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a person opens: a scenario, or an app that is used by hand. */
public sealed interface Opened extends Performance.Source {

  @Override
  default Course read() throws ScenarioException {
    return Course.of(scenario());
  }

  /**
   * Reads it.
   *
   * @throws ScenarioException when it is wrong
   */
  Scenario scenario() throws ScenarioException;

  /** As it is written in a list of recent files, and read again from it by {@link #of}. */
  String where();

  /**
   * A scenario.
   *
   * @param path its file or its folder
   */
  record ScenarioFile(Path path) implements Opened {
    @Override
    public Scenario scenario() throws ScenarioException {
      return ScenarioReader.read(path);
    }

    @Override
    public String where() {
      return path.toString();
    }

    /** The file to be watched for changes. */
    public Path file() {
      return Files.isDirectory(path) ? path.resolve("scenario.yaml") : path;
    }
  }

  /**
   * A script app without a scenario.
   *
   * @param path its folder or its file
   */
  record App(Path path) implements Opened {
    @Override
    public Scenario scenario() throws ScenarioException {
      return byHand(path, path, AppSource.Script.read(Place.of(path.toString()), path));
    }

    @Override
    public String where() {
      return path.toString();
    }
  }

  /** A running app without a scenario. */
  record RemoteApp(URI url) implements Opened {
    @Override
    public Scenario scenario() {
      Path name = Path.of(url.getAuthority());
      return byHand(name, name, new AppSource.Remote(Place.of(url.toString()), url));
    }

    @Override
    public String where() {
      return url.toString();
    }
  }

  /** What cannot be opened. */
  record Nothing(String where, String problem) implements Opened {
    @Override
    public Scenario scenario() throws ScenarioException {
      throw new ScenarioException(Place.of(where), problem);
    }
  }

  private static Scenario byHand(Path file, Path app, AppSource source) {
    Path name = app.toAbsolutePath().normalize().getFileName();
    String title = (name == null ? app : name) + ", by hand";
    return new Scenario(file, title, source, Limits.DEFAULT, ImmutableList.of());
  }

  /**
   * What stands somewhere: a folder with {@code scenario.yaml} or {@code app.js} in it, a file, or
   * the URL of an app.
   */
  static Opened of(String where) {
    if (where.startsWith("http://") || where.startsWith("https://")) {
      try {
        return new RemoteApp(new URI(where));
      } catch (URISyntaxException e) {
        return new Nothing(
            where, "no URL (%s); write http://127.0.0.1:3000".formatted(e.getReason()));
      }
    }
    return of(Path.of(where));
  }

  /** What stands in a folder or a file. */
  static Opened of(Path path) {
    boolean isScript =
        path.toString().endsWith(".js")
            || (Files.isRegularFile(path.resolve("app.js"))
                && !Files.exists(path.resolve("scenario.yaml")));
    return isScript ? new App(path) : new ScenarioFile(path);
  }
}
