package dev.espalier.fx.opening;

import java.nio.file.Path;
import java.util.Optional;

/** Asks a person for a file. */
public interface FileDialogs {

  /** A file to be opened; none when the person changes their mind. */
  Optional<Path> file();

  /** A folder to be opened. */
  Optional<Path> folder();

  /** A file to be written. */
  Optional<Path> save(String name);
}
