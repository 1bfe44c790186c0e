package dev.espalier.fx.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A script as its file was when it was read or written last; lines end as they do in the file.
 *
 * @param known the text, with lines that end as they do in the editor
 */
record ScriptFile(Path file, String known, String lineEnd) {

  /** What comes of writing it. */
  sealed interface Outcome {}

  record Saved(ScriptFile file) implements Outcome {}

  /** Somebody else has written it meanwhile: nothing was written. */
  record ChangedMeanwhile(String text) implements Outcome {}

  record Failed(String message) implements Outcome {}

  /** Reads a script: a file, or {@code app.js} in a folder. */
  static ScriptFile read(Path path) throws IOException {
    Path file = Files.isDirectory(path) ? path.resolve("app.js") : path;
    String text = Files.readString(file);
    return new ScriptFile(file, normal(text), text.contains("\r\n") ? "\r\n" : "\n");
  }

  private static String normal(String text) {
    return text.replace("\r\n", "\n");
  }

  String name() {
    return file.getFileName().toString();
  }

  boolean isDirty(String text) {
    return !text.equals(known);
  }

  /** Writes a text, unless the file is not what it was. */
  Outcome save(String text) {
    try {
      Optional<String> other = changed();
      if (other.isPresent() && !other.get().equals(text)) {
        return new ChangedMeanwhile(other.get());
      }
      Files.writeString(file, text.replace("\n", lineEnd));
      return new Saved(knowing(text));
    } catch (IOException e) {
      return new Failed("%s cannot be written: %s".formatted(file, e.getMessage()));
    }
  }

  /** What it is now, if somebody else has written it; what is gone counts as unchanged. */
  Optional<String> changed() throws IOException {
    return Files.exists(file)
        ? Optional.of(normal(Files.readString(file))).filter(text -> !text.equals(known))
        : Optional.empty();
  }

  /** The same file, of which something newer is known. */
  ScriptFile knowing(String text) {
    return new ScriptFile(file, text, lineEnd);
  }
}
