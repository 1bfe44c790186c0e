package dev.espalier.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MongoSourceTest {

  @Test
  void everySourceHasItsWord() {
    assertThat(MongoSource.parse("embedded")).isEqualTo(new MongoSource.Embedded());
    assertThat(MongoSource.parse("installed"))
        .isEqualTo(new MongoSource.Installed(Path.of("mongod")));
    assertThat(MongoSource.parse("installed:/opt/mongod"))
        .isEqualTo(new MongoSource.Installed(Path.of("/opt/mongod")));
    assertThat(MongoSource.parse("download")).isEqualTo(new MongoSource.Download());
    assertThat(MongoSource.parse("mongodb://h:1/db"))
        .isEqualTo(new MongoSource.At("mongodb://h:1/db"));
    assertThatThrownBy(() -> MongoSource.parse("postgres"))
        .hasMessageContaining(
            "write embedded, installed, installed:PATH, download or a mongodb://");
  }

  @Test
  void aMongodThatIsNotThereIsExplained() {
    assertThatThrownBy(() ->
            new MongoSource.Installed(Path.of("/nowhere/mongod")).open(Clock.systemUTC(), _ -> {}))
        .isInstanceOf(MongoUnavailableException.class)
        .hasMessageContaining("/nowhere/mongod is not installed");
  }

  @Test
  void aMongodThatDoesNotStartShowsItsLastWords(@TempDir Path folder) throws IOException {
    Path broken = folder.resolve("mongod");
    Files.writeString(broken, "#!/bin/sh\necho no disk left\nexit 1\n");
    Files.setPosixFilePermissions(broken, PosixFilePermissions.fromString("rwxr-xr-x"));
    assertThatThrownBy(() -> new MongoSource.Installed(broken).open(Clock.systemUTC(), _ -> {}))
        .isInstanceOf(MongoUnavailableException.class)
        .hasMessageContaining("no disk left");
  }

  @Test
  void aUriThatDoesNotAnswerIsExplained() {
    assertThatThrownBy(
            () -> new MongoSource.At("mongodb://127.0.0.1:1/").open(Clock.systemUTC(), _ -> {}))
        .isInstanceOf(MongoUnavailableException.class)
        .hasMessageStartingWith("MongoDB at 127.0.0.1:1 does not answer within 5 s");
  }
}
