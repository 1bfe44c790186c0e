package dev.espalier;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The suites that lie beside the project's clone on its founders' machines. */
public final class SharedSuites {
  private SharedSuites() {}

  /** A file of the suites; the test is skipped where they are not. */
  public static Path file(String name) {
    for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
      Path file = folder.resolve("shared/suites").resolve(name);
      if (Files.exists(file)) {
        return file;
      }
    }
    return Assumptions.abort("skipped: there is no ../shared/suites/" + name);
  }

  public static JsonNode json(String name) {
    return JsonMapper.shared().readTree(file(name));
  }
}
