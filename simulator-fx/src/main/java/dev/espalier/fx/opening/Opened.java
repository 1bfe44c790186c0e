package dev.espalier.fx.opening;

import com.google.common.collect.ImmutableList;
import dev.espalier.environment.Limits;
import dev.espalier.fx.performance.Performance;
import dev.espalier.fx.performance.Piece;
import dev.espalier.scenario.Place;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.Scenario.AppSource;
import dev.espalier.scenario.ScenarioException;
import dev.espalier.scenario.ScenarioReader;
import dev.espalier.scenario.play.Course;
import dev.espalier.scenario.recording.RecordingException;
import dev.espalier.scenario.recording.RecordingFile;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What a person opens: a scenario, a recording, or an app that is used by hand. */
public sealed interface Opened extends Performance.Source {

  /** As it is written in a list of recent files, and read again from it by {@link #of}. */
  String where();

  /** The file that what is played begins again with, when it is saved. */
  default Optional<Path> file() {
    return Optional.empty();
  }

  /**
   * A scenario.
   *
   * @param path its file or its folder
   */
  record ScenarioFile(Path path) implements Opened {
    @Override
    public Piece read() throws ScenarioException {
      return written(ScenarioReader.read(path));
    }

    @Override
    public String where() {
      return path.toString();
    }

    @Override
    public Optional<Path> file() {
      return Optional.of(Files.isDirectory(path) ? path.resolve("scenario.yaml") : path);
    }
  }

  /** A run that {@code espalier run --record} has written. */
  record Recorded(Path path) implements Opened {
    @Override
    public Piece read() throws RecordingException {
      return new Piece.Recorded(RecordingFile.read(path));
    }

    @Override
    public String where() {
      return path.toString();
    }

    @Override
    public Optional<Path> file() {
      return Optional.of(path);
    }
  }

  /**
   * A script app without a scenario.
   *
   * @param path its folder or its file
   */
  record App(Path path) implements Opened {
    @Override
    public Piece read() throws ScenarioException {
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
    public Piece read() {
      Path name = Path.of(url.getAuthority());
      return byHand(name, name, new AppSource.Remote(Place.of(url.toString()), url));
    }

    @Override
    public String where() {
      return url.toString();
    }
  }

  /**
   * An app that real clients use.
   *
   * @param app a script app or a running one
   * @param port where they come in; 0 for any that is free
   */
  record Served(Opened app, int port) implements Opened {
    @Override
    public Piece read() throws ScenarioException, RecordingException {
      return new Piece.Served(app.read().course(), port);
    }

    @Override
    public String where() {
      return app.where();
    }
  }

  /** What cannot be opened. */
  record Nothing(String where, String problem) implements Opened {
    @Override
    public Piece read() throws ScenarioException {
      throw new ScenarioException(Place.of(where), problem);
    }
  }

  private static Piece written(Scenario scenario) {
    return new Piece.Written(Course.of(scenario));
  }

  private static Piece byHand(Path file, Path app, AppSource source) {
    Path name = app.toAbsolutePath().normalize().getFileName();
    String title = (name == null ? app : name) + ", by hand";
    return written(new Scenario(file, title, source, Limits.DEFAULT, ImmutableList.of()));
  }

  /**
   * What stands somewhere: a folder with {@code scenario.yaml} or {@code app.js} in it, a file of
   * any of the three, or the URL of an app.
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
            || path.toString().endsWith(".mjs")
            || (Files.isRegularFile(path.resolve("app.js"))
                && !Files.exists(path.resolve("scenario.yaml")));
    return isScript
        ? new App(path)
        : RecordingFile.isMeantBy(path) ? new Recorded(path) : new ScenarioFile(path);
  }
}
