package dev.espalier.fx.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.fx.memory.Remembered.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MemoryTest {
  @TempDir private Path folder;

  @Test
  void theWindowIsFoundAsItWasLeft() {
    Remembered left =
        Remembered.NOTHING.opened("/b").opened("/a").withScale(1.3).at(new Place(5, 6), 800, 700);
    Memory memory = new Memory(folder.resolve("new").resolve("window.json"));

    memory.write(left);

    assertThat(memory.read()).isEqualTo(left);
  }

  @Test
  void withoutAFileOrWithADamagedOneNothingIsRemembered() throws IOException {
    Path file = folder.resolve("window.json");
    assertThat(new Memory(file).read()).isEqualTo(Remembered.NOTHING);

    Files.writeString(file, "{\"width\": 12");

    assertThat(new Memory(file).read()).isEqualTo(Remembered.NOTHING);
  }

  @Test
  void whatWasOpenedAgainComesFirstAndOnlyOnce() {
    Remembered remembered = Remembered.NOTHING;
    for (int i = 0; i < 12; i++) {
      remembered = remembered.opened("/" + i);
    }

    assertThat(remembered.opened("/5").recent())
        .hasSize(10)
        .startsWith("/5", "/11", "/10")
        .doesNotHaveDuplicates();
  }
}
