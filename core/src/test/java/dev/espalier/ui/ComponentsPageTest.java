package dev.espalier.ui;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code docs/components.md} is what the schemas say. */
class ComponentsPageTest {
  private static final Path PAGE = Path.of("..", "docs", "components.md");
  private static final String WRITE = "espalier.write";

  @Test
  void thePageIsWhatTheSchemasGive() throws IOException {
    String made = ComponentsPage.make();
    if (Boolean.getBoolean(WRITE)) {
      Files.writeString(PAGE, made);
    }
    assertThat(PAGE)
        .as(
            "docs/components.md is made from core/src/main/resources/dev/espalier/ui/components:"
                + " mvn -pl core test -Dtest=ComponentsPageTest -D%s=true",
            WRITE)
        .hasContent(made);
  }
}
