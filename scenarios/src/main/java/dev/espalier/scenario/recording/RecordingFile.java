package dev.espalier.scenario.recording;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import dev.espalier.mongo.MongoSource;
import dev.espalier.scenario.play.Course;
import dev.espalier.scenario.play.PlaySettings;
import dev.espalier.trace.Recording;
import dev.espalier.trace.TraceEvent;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A recording as it stands in a file: all that is needed to play a run again, and what happened in
 * it.
 *
 * <p>The file is UTF-8 text with a JSON object a line: a header ({@link Header}), the events by
 * their numbers, and a last line with how many they are and the SHA-256 of all lines before it.
 *
 * @param path where it was read
 * @param version of the Espalier that wrote it
 * @param course what was played
 * @param settings how
 * @param events as they are written; the event with number n is at n - 1
 */
public record RecordingFile(
    Path path, String version, Course course, PlaySettings settings, ImmutableList<String> events) {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** The version of an Espalier that was not packaged. */
  private static final String UNPACKAGED = "unpackaged";

  private static final ImmutableList<String> NO_RECORDINGS =
      ImmutableList.of(".yaml", ".yml", ".js", ".mjs");

  /** The version of this Espalier. */
  public static String thisVersion() {
    return Objects.requireNonNullElse(
        RecordingFile.class.getPackage().getImplementationVersion(), UNPACKAGED);
  }

  /**
   * Reads a recording.
   *
   * @throws RecordingException when it is none, is damaged, or was written in a newer format
   */
  public static RecordingFile read(Path path) throws RecordingException {
    RecordedLines lines = RecordedLines.read(path);
    return Header.read(path, lines.header()).with(path, lines.events());
  }

  /** Whether a path is meant as a recording's: a file that is neither a scenario nor a script. */
  public static boolean isMeantBy(Path path) {
    return Files.isRegularFile(path) && NO_RECORDINGS.stream().noneMatch(path.toString()::endsWith);
  }

  /**
   * Whether its run can be played again.
   *
   * @throws RecordingException when it cannot, with what to do instead
   */
  public void requireRepeatable() throws RecordingException {
    if (settings.live()) {
      throw new RecordingException(
          path,
          1,
          "recorded with --live, where threads and time decide; record the scenario without it");
    }
    if (!(settings.mongo() instanceof MongoSource.Embedded)) {
      throw new RecordingException(
          path,
          1,
          "recorded with a MongoDB that has its own clock; record the scenario without --mongo");
    }
  }

  /** What to expect of a recording that another version of Espalier wrote. */
  public Optional<String> otherVersion() {
    return version.equals(thisVersion())
        ? Optional.empty()
        : Optional.of(
            "recorded by Espalier %s, played by Espalier %s; they may go different ways"
                .formatted(version, thisVersion()));
  }

  /** How many events there are. */
  public int size() {
    return events.size();
  }

  /**
   * Writes a recording; one that is there is replaced.
   *
   * @param course what was played ({@link dev.espalier.scenario.play.Play#course})
   * @param settings how it was played
   */
  public static void write(Path path, Course course, PlaySettings settings, Recording recording)
      throws IOException {
    Hasher digest = Hashing.sha256().newHasher();
    try (BufferedWriter out = Files.newBufferedWriter(path)) {
      line(Header.of(course, settings).toLine(), out, digest);
      for (TraceEvent event : recording.after(0)) {
        line(event.toJson(), out, digest);
      }
      out.append(ending(recording.size(), digest.hash().toString())).append('\n');
    }
  }

  private static void line(String line, BufferedWriter out, Hasher digest) throws IOException {
    out.append(line).append('\n');
    RecordedLines.digest(line, digest);
  }

  /** The last line. */
  static String ending(int events, String digest) {
    return JSON.objectNode()
        .put("is", RecordedLines.ENDING)
        .put("events", events)
        .put("sha256", digest)
        .toString();
  }
}
