package dev.espalier.environment;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Which names apps may give to collections. */
final class CollectionName {
  /** What the runner itself keeps in an environment's database is named so. */
  static final String OWN = "espalier.";

  private static final String SYSTEM = "system.";

  /** In bytes; MongoDB's limit is 255 with the name of the database. */
  private static final int LONGEST = 190;

  private CollectionName() {}

  /** Whether the collection is MongoDB's or the runner's: to apps it is not there. */
  static boolean isReserved(String name) {
    return name.startsWith(SYSTEM) || name.startsWith(OWN);
  }

  /** Why no collection can have the name, if none can. */
  static Optional<String> fault(String name) {
    if (name.isEmpty()) {
      return Optional.of("a collection needs a name");
    }
    if (name.contains("$") || name.indexOf('\0') >= 0) {
      return Optional.of("no collection's name contains $ or NUL; leave them out of " + name);
    }
    if (name.startsWith(".") || name.endsWith(".")) {
      return Optional.of("no collection's name begins or ends with a dot: " + name);
    }
    if (name.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      return Optional.of(
          "a collection's name is at most %d bytes long, and this is too long: %s…"
              .formatted(LONGEST, name.substring(0, 20)));
    }
    return Optional.empty();
  }
}
