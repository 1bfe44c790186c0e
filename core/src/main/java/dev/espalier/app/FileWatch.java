package dev.espalier.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells when a file was saved. It looks at the file itself, for editors save by writing, by
 * renaming and by replacing folders.
 */
public final class FileWatch implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMillis(300);

  /** What changes when a file is saved. */
  private record Seen(FileTime at, long size) {}

  private final Path file;
  private final Runnable whenSaved;
  private final Thread thread;

  private FileWatch(Path file, Runnable whenSaved) {
    this.file = file;
    this.whenSaved = whenSaved;
    Seen first = look();
    this.thread = Thread.ofVirtual().name("watch " + file).unstarted(() -> watch(first));
  }

  /**
   * Begins to watch.
   *
   * @param whenSaved called on a thread of its own
   */
  public static FileWatch of(Path file, Runnable whenSaved) {
    FileWatch watch = new FileWatch(file, whenSaved);
    watch.thread.start();
    return watch;
  }

  private void watch(@Nullable Seen first) {
    Seen seen = first;
    try {
      while (true) {
        Thread.sleep(EVERY);
        Seen now = look();
        if (now != null && !Objects.equals(now, seen)) {
          seen = now;
          whenSaved.run();
        }
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** None while it is not there, as between a removal and a renaming. */
  private @Nullable Seen look() {
    try {
      return new Seen(Files.getLastModifiedTime(file), Files.size(file));
    } catch (IOException _) {
      return null;
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
