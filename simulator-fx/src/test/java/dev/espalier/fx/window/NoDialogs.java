package dev.espalier.fx.window;

import dev.espalier.fx.opening.FileDialogs;
import java.nio.file.Path;
import java.util.Optional;

/** A person who picks nothing. */
final class NoDialogs implements FileDialogs {
  @Override
  public Optional<Path> file() {
    return Optional.empty();
  }

  @Override
  public Optional<Path> folder() {
    return Optional.empty();
  }

  @Override
  public Optional<Path> save(String name) {
    return Optional.empty();
  }
}
