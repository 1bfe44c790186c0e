package dev.espalier.scenario.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hashing;
import dev.espalier.scenario.ScenarioException;
import dev.espalier.scenario.ScenarioReader;
import dev.espalier.scenario.play.Course;
import dev.espalier.scenario.play.PlaySettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** Whatever becomes of a recording, it is read as it was written or refused in a line. */
class DamagedRecordingTest {
  /** How many recordings each try damages: {@code mvn verify -Pfuzz} has it damage many. */
  private static final int EACH = Integer.getInteger("espalier.fuzz", 1);

  private static final String PIECES = "{}[]\":,\\0-9eEn\u0000\u00e4\u2028\uD83C\r\t ";

  private static final ImmutableList<String> WHOLE = whole();

  private static ImmutableList<String> whole() {
    try {
      Course course = Course.of(ScenarioReader.read(Path.of("library", "crash")));
      return closed(
          ImmutableList.of(
              Header.of(course, PlaySettings.DEFAULT).toLine(),
              "{\"n\":1,\"is\":\"Noted\"}",
              "{\"n\":2,\"is\":\"Noted\"}"));
    } catch (ScenarioException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Lines with the last one that belongs to them. */
  private static ImmutableList<String> closed(List<String> lines) {
    String digest =
        Hashing.sha256()
            .hashString(String.join("\n", lines) + "\n", StandardCharsets.UTF_8)
            .toString();
    return ImmutableList.<String>builder()
        .addAll(lines)
        .add(RecordingFile.ending(lines.size() - 1, digest))
        .build();
  }

  @Property(tries = 300)
  void damageIsFound(@ForAll Random random) throws Exception {
    for (int i = 0; i < EACH; i++) {
      String damaged = damaged(String.join("\n", WHOLE) + "\n", random);
      RecordingFile read = read(damaged);
      if (read != null) {
        assertThat(read.events()).isEqualTo(WHOLE.subList(1, WHOLE.size() - 1));
        assertThat(damaged.lines().findFirst()).contains(WHOLE.getFirst());
      }
    }
  }

  @Property(tries = 300)
  void whatIsWrittenOtherwiseIsReadOrRefused(@ForAll Random random) throws Exception {
    for (int i = 0; i < EACH; i++) {
      List<String> lines = new ArrayList<>(WHOLE.subList(0, WHOLE.size() - 1));
      lines.set(0, damaged(lines.getFirst(), random).replace("\n", ""));
      read(String.join("\n", closed(lines)) + "\n");
    }
  }

  /** Nothing if it is refused, which has to be in one line that names the file. */
  private static @Nullable RecordingFile read(String content) throws IOException {
    Path file = Files.createTempFile("damaged", ".jsonl");
    try {
      Files.write(file, content.getBytes(StandardCharsets.UTF_8));
      return RecordingFile.read(file);
    } catch (RecordingException e) {
      assertThat(e).hasMessageStartingWith(file.toString()).hasMessageNotContaining("\n");
      return null;
    } catch (RuntimeException | Error e) {
      return fail("reading " + content, e);
    } finally {
      Files.delete(file);
    }
  }

  private static String damaged(String text, Random random) {
    StringBuilder damaged = new StringBuilder(text);
    for (int i = random.nextInt(3); i >= 0 && !damaged.isEmpty(); i--) {
      int at = random.nextInt(damaged.length());
      int end = Math.min(damaged.length(), at + 1 + random.nextInt(40));
      char piece = PIECES.charAt(random.nextInt(PIECES.length()));
      switch (random.nextInt(6)) {
        case 0 -> damaged.setCharAt(at, piece);
        case 1 -> damaged.insert(at, piece);
        case 2 -> damaged.delete(at, end);
        case 3 -> damaged.insert(at, damaged.substring(at, end));
        case 4 -> damaged.setLength(at);
        default -> damaged.setCharAt(at, (char) (damaged.charAt(at) ^ (1 << random.nextInt(5))));
      }
    }
    return damaged.toString();
  }
}
