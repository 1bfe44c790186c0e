package dev.espalier.scenario.recording;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** The lines of a recording, found to be whole and as they were written. */
record RecordedLines(JsonNode header, ImmutableList<String> events) {
  static final String HEADER = "recording";
  static final String ENDING = "end";

  private static final String HOW_TO_WRITE = "espalier run SCENARIO --record FILE writes one";

  /** How an event's line begins. */
  private static final String EVENT = "{\"n\":";

  /**
   * @throws RecordingException when the file is no recording, or not as it was written
   */
  static RecordedLines read(Path path) throws RecordingException {
    if (!Files.isRegularFile(path)) {
      throw new RecordingException(path, "there is no such file; write a recording's");
    }
    try (BufferedReader reader = Files.newBufferedReader(path)) {
      return new Reading(path, reader).lines();
    } catch (CharacterCodingException _) {
      throw new RecordingException(path, "not UTF-8, so no recording; " + HOW_TO_WRITE);
    } catch (IOException e) {
      throw new RecordingException(path, "cannot be read: " + e.getMessage());
    }
  }

  /** Adds a line to the digest of a recording. */
  static void digest(String line, Hasher digest) {
    digest.putString(line, StandardCharsets.UTF_8).putByte((byte) '\n');
  }

  private static final class Reading {
    private final Path path;
    private final BufferedReader reader;
    private final Hasher digest = Hashing.sha256().newHasher();
    private final ImmutableList.Builder<String> builder = ImmutableList.builder();
    private long line;
    private @Nullable String current;

    Reading(Path path, BufferedReader reader) {
      this.path = path;
      this.reader = reader;
    }

    private void advance() throws IOException {
      current = reader.readLine();
      line++;
    }

    RecordedLines lines() throws IOException, RecordingException {
      advance();
      JsonNode header = header(current);
      for (advance(); current != null && current.startsWith(EVENT); advance()) {
        if (!current.startsWith(EVENT + (line - 1) + ",")) {
          throw damaged("is not event " + (line - 1));
        }
        digest(current, digest);
        builder.add(current);
      }
      ImmutableList<String> events = builder.build();
      end(current, events);
      return new RecordedLines(header, events);
    }

    private JsonNode header(@Nullable String first) throws RecordingException {
      if (first == null) {
        throw new RecordingException(path, "is empty; " + HOW_TO_WRITE);
      }
      JsonNode json = json(first);
      if (json.path("is").asString("").equals(HEADER)) {
        Header.requireKnownFormat(path, json);
        digest(first, digest);
        return json;
      }
      if (first.startsWith("{\"is\":\"" + HEADER)) {
        throw damaged("is not the whole first line of a recording");
      }
      throw first.startsWith(EVENT)
          ? new RecordingException(
              path, 1, "events without what is needed to play them again; record the run anew")
          : new RecordingException(path, 1, "not a recording; " + HOW_TO_WRITE);
    }

    /** Checks the last line, and all of them by it. */
    private void end(@Nullable String last, ImmutableList<String> events)
        throws IOException, RecordingException {
      if (last == null) {
        throw truncated(line - 1);
      }
      JsonNode json = json(last);
      boolean isLast = reader.readLine() == null;
      if (!json.path("is").asString("").equals(ENDING)) {
        throw isLast ? truncated(line) : damaged("is no event");
      }
      if (!isLast) {
        throw new RecordingException(path, line + 1, "the recording ended on the line before");
      }
      if (json.path("events").asLong(-1) != events.size()) {
        throw damaged(
            "says there are %s events; there are %d".formatted(json.path("events"), events.size()));
      }
      if (!json.path("sha256").asString("").equals(digest.hash().toString())) {
        throw changed(events);
      }
    }

    /** Something is not as it was written; where, if that can be told. */
    private RecordingException changed(ImmutableList<String> events) {
      for (int i = 0; i < events.size(); i++) {
        if (!json(events.get(i)).isObject()) {
          line = i + 2L;
          return damaged("is not JSON");
        }
      }
      return new RecordingException(
          path, "changed since it was written: its last line does not fit the others");
    }

    private RecordingException damaged(String what) {
      return new RecordingException(path, line, "damaged: this line " + what);
    }

    private RecordingException truncated(long last) {
      return new RecordingException(
          path, last, "truncated: the last line of a recording is missing");
    }
  }

  /** A line's JSON; missing when it is none. */
  private static JsonNode json(String line) {
    try {
      return JsonMapper.shared().readTree(line);
    } catch (JacksonException _) {
      return JsonNodeFactory.instance.missingNode();
    }
  }
}
