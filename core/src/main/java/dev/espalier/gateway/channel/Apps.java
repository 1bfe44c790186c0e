package dev.espalier.gateway.channel;

import dev.espalier.environment.Environment;
import java.util.Optional;

/** The apps that clients may ask for. */
@FunctionalInterface
public interface Apps {
  /** The environment of the app of that name, if there is one; never blocks. */
  Optional<Environment> named(String name);
}
