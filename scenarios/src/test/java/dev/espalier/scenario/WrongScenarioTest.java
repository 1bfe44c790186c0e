package dev.espalier.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.espalier.scenario.Scenario.AppSource.Script;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever is made of a scenario, it is read or refused in lines that name the place. */
class WrongScenarioTest {
  /** How many scenarios each try spoils: {@code mvn verify -Pfuzz} has it spoil many. */
  private static final int EACH = Integer.getInteger("espalier.fuzz", 1);

  private static final int MOST_SPOILT = 4;

  /** What YAML, steps, filters and durations are sensitive to. */
  private static final ImmutableList<String> PIECES =
      ImmutableList.of(
          "{",
          "}",
          "[",
          "]",
          ":",
          ": ",
          ",",
          "- ",
          "\n",
          "  ",
          "\t",
          "\"",
          "'",
          "|",
          ">-",
          "&a ",
          "*a",
          "!!",
          "#",
          "~",
          "null",
          "true",
          "-1",
          "1e999",
          "99999999999999999999",
          "3 s",
          "@bob",
          "$where",
          "$set",
          "ObjectId(0)",
          "\u0000",
          "\uD83C",
          "\u2028",
          "ü",
          "expect",
          "click",
          "kill",
          "of",
          "when",
          "turns",
          "say: x\n");

  private static final ImmutableList<Path> LIBRARY = library();

  private static ImmutableList<Path> library() {
    try (Stream<Path> folders = Files.list(Path.of("library"))) {
      return folders
          .map(folder -> folder.resolve("scenario.yaml"))
          .sorted()
          .collect(ImmutableList.toImmutableList());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Property(tries = 600)
  void aSpoiltScenarioIsReadOrRefusedWithItsPlaces(@ForAll Random random) throws IOException {
    for (int i = 0; i < EACH; i++) {
      Path file = LIBRARY.get(random.nextInt(LIBRARY.size()));
      String text = spoilt(Files.readString(file), random);
      try {
        assertThat(
                ScenarioReader.read(file, text, (place, path) -> new Script(place, path, ""))
                    .steps())
            .isNotNull();
      } catch (ScenarioException e) {
        assertThat(e.problems()).isNotEmpty();
        assertThat(e.problems())
            .allSatisfy(problem -> {
              assertThat(problem.place().line()).isPositive();
              assertThat(problem.message()).isNotBlank().doesNotContain("Exception");
            });
      }
    }
  }

  private static String spoilt(String text, Random random) {
    StringBuilder spoilt = new StringBuilder(text);
    int times = 1 + random.nextInt(MOST_SPOILT);
    for (int i = 0; i < times && !spoilt.isEmpty(); i++) {
      int at = random.nextInt(spoilt.length());
      int until = Math.min(spoilt.length(), at + random.nextInt(12));
      switch (random.nextInt(4)) {
        case 0 -> spoilt.insert(at, PIECES.get(random.nextInt(PIECES.size())));
        case 1 -> spoilt.delete(at, until);
        case 2 -> spoilt.replace(at, until, PIECES.get(random.nextInt(PIECES.size())));
        default -> spoilt.insert(at, spoilt.substring(at, until));
      }
    }
    return spoilt.toString();
  }
}
