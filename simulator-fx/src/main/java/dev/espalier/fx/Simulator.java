package dev.espalier.fx;

import dev.espalier.cli.Espalier;
import java.util.stream.Stream;

/** Opens the window: {@code espalier open} with the arguments given. */
public final class Simulator {
  private Simulator() {}

  public static void main(String[] arguments) {
    Espalier.main(Stream.concat(Stream.of("open"), Stream.of(arguments)).toArray(String[]::new));
  }
}
