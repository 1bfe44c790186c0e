package dev.espalier;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every Java source of every module is formatted as {@code .ci/format} leaves it. */
class FormatTest {

  @Test
  void everySourceIsFormatted() throws Exception {
    Formatter formatter = new Formatter();
    List<Path> unformatted = new ArrayList<>();
    for (Path source : sources()) {
      String text = Files.readString(source);
      if (!formatter.formatSourceAndFixImports(text).equals(text)) {
        unformatted.add(source);
      }
    }
    assertThat(unformatted).as("run .ci/format to format these").isEmpty();
  }

  private static List<Path> sources() throws Exception {
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> file.toString().contains("/src/"))
          .filter(file -> !file.toString().contains("/target/"))
          .toList();
    }
  }
}
