package dev.espalier.scenario.jupiter;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/** The library, played as a project plays its own scenarios. */
class LibraryPlaysTest {

  @TestFactory
  Stream<DynamicNode> everyStepOfEveryScenarioIsAsExpected() {
    return Scenarios.in(Path.of("library"));
  }
}
