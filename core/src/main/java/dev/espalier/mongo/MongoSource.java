package dev.espalier.mongo;

import com.mongodb.ConnectionString;
import java.nio.file.Path;
import java.time.Clock;
import java.util.function.Consumer;

/** Where the database comes from: what {@code --mongo} names. */
public sealed interface MongoSource {

  /** The server inside this JVM, which needs nothing. */
  record Embedded() implements MongoSource {}

  /**
   * A {@code mongod} on this machine, started as a replica set of one.
   *
   * @param executable its file, or a name to be looked up in {@code PATH}
   */
  record Installed(Path executable) implements MongoSource {}

  /** A {@code mongod} that flapdoodle downloads, once, and starts as a replica set of one. */
  record Download() implements MongoSource {}

  /**
   * One that runs already.
   *
   * @param uri its connection string
   */
  record At(String uri) implements MongoSource {}

  /**
   * Reads the option's value: {@code embedded}, {@code installed}, {@code installed:PATH}, {@code
   * download}, or a connection string.
   *
   * @throws IllegalArgumentException when it is none of those; the message says what may be written
   */
  static MongoSource parse(String text) {
    if (text.startsWith("mongodb://") || text.startsWith("mongodb+srv://")) {
      return new At(new ConnectionString(text).getConnectionString());
    }
    if (text.startsWith("installed:")) {
      return new Installed(Path.of(text.substring("installed:".length())));
    }
    return switch (text) {
      case "embedded" -> new Embedded();
      case "installed" -> new Installed(Path.of("mongod"));
      case "download" -> new Download();
      default ->
          throw new IllegalArgumentException(
              "'%s' names no MongoDB; write embedded, installed, installed:PATH, download or a"
                      .formatted(text)
                  + " mongodb:// connection string");
    };
  }

  /**
   * Makes it available.
   *
   * @param clock what time it is to an embedded server; others have their own
   * @param progress told in a line what takes long
   * @throws MongoUnavailableException when that fails
   */
  default MongoDeployment open(Clock clock, Consumer<String> progress)
      throws MongoUnavailableException {
    return switch (this) {
      case Embedded _ -> new EmbeddedDeployment(clock);
      case Installed(Path executable) -> InstalledMongod.start(executable);
      case Download _ -> DownloadedMongod.start(progress);
      case At(String uri) -> ReplicaSet.connect(uri);
    };
  }
}
