package dev.espalier.fx.memory;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file in which the window's last state is kept. That it cannot be read or written keeps nobody
 * from working: then nothing is remembered, and the log says so.
 */
public final class Memory {
  private static final Logger LOG = Logger.getLogger(Memory.class.getName());
  private static final JsonMapper JSON = new JsonMapper();

  private final Path file;

  public Memory(Path file) {
    this.file = file;
  }

  /** The user's own: {@code ~/.config/espalier/window.json}, or where the system keeps such. */
  public static Memory ofUser() {
    Path folder =
        Optional.ofNullable(System.getenv("XDG_CONFIG_HOME"))
            .or(() -> Optional.ofNullable(System.getenv("APPDATA")))
            .filter(path -> !path.isBlank())
            .map(Path::of)
            .orElseGet(() -> Path.of(System.getProperty("user.home"), ".config"));
    return new Memory(folder.resolve("espalier").resolve("window.json"));
  }

  public Remembered read() {
    if (!Files.isRegularFile(file)) {
      return Remembered.NOTHING;
    }
    try {
      return JSON.readValue(file.toFile(), Remembered.class);
    } catch (JacksonException e) {
      LOG.log(Level.WARNING, "{0} cannot be read: {1}", new Object[] {file, e.getMessage()});
      return Remembered.NOTHING;
    }
  }

  /** Writes all of it or, when that fails, nothing. */
  public void write(Remembered remembered) {
    try {
      Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
      Path whole = Files.createTempFile(folder, "window", ".json");
      Files.writeString(whole, JSON.writeValueAsString(remembered));
      Files.move(whole, file, ATOMIC_MOVE, REPLACE_EXISTING);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "{0} cannot be written: {1}", new Object[] {file, e.getMessage()});
    }
  }
}
