package dev.espalier.fx.opening;

import java.nio.file.Path;
import java.util.Optional;

/** Nobody is there to be asked for a file. */
public final class Nobody implements FileDialogs {
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
