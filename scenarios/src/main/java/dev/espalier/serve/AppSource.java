package dev.espalier.serve;

import com.google.common.collect.ImmutableList;
import java.net.URI;
import java.nio.file.Path;

/** Which app is served. */
public sealed interface AppSource {

  /** A folder with {@code app.js}, or a {@code .js} file, run inside this JVM. */
  record Script(Path path) implements AppSource {}

  /** One that runs already. */
  record Running(URI url) implements AppSource {}

  /**
   * One that is started here.
   *
   * @param url where it is to answer
   */
  record Started(ImmutableList<String> command, URI url) implements AppSource {}
}
