package dev.espalier.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** {@code docs/language.md} is what the schema says. */
class LanguagePageTest {
  private static final Path PAGE = Path.of("..", "docs", "language.md");
  private static final String WRITE = "espalier.write";

  @Test
  void thePageIsWhatTheSchemaGives() throws IOException {
    String made = LanguagePage.of(JsonMapper.shared().readTree(Path.of("scenario.schema.json")));
    if (Boolean.getBoolean(WRITE)) {
      Files.writeString(PAGE, made);
    }
    assertThat(PAGE)
        .as(
            "docs/language.md is made from scenarios/scenario.schema.json: mvn -pl scenarios test"
                + " -Dtest=LanguagePageTest -D%s=true",
            WRITE)
        .hasContent(made);
  }
}
