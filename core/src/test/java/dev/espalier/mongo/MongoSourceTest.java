package dev.espalier.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import org.bson.Document;
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
  void anEmbeddedOneThatIsStoppedIsThereAgainAfterwardsWithItsData() throws Exception {
    try (MongoDeployment mongo = new MongoSource.Embedded().open(Clock.systemUTC(), _ -> {});
        MongoClient client = MongoClients.create(mongo.uri() + "&serverSelectionTimeoutMS=2000")) {
      String uri = mongo.uri();
      MongoCollection<Document> things = client.getDatabase("db").getCollection("things");
      ClientSession session = client.startSession();
      things.insertOne(new Document("_id", 1));
      session.startTransaction();
      things.insertOne(session, new Document("_id", 2));
      mongo.stop();
      mongo.stop();
      assertThat(mongo.isStopped()).isTrue();
      assertThat(mongo.outages()).isEqualTo(1);
      assertThatThrownBy(things::countDocuments).isInstanceOf(MongoException.class);
      mongo.start();
      assertThat(mongo.isStopped()).isFalse();
      assertThat(mongo.uri()).isEqualTo(uri);
      try (MongoClient another = MongoClients.create(uri)) {
        assertThat(another.getDatabase("db").getCollection("things").countDocuments()).isEqualTo(1);
      }
      assertThatThrownBy(session::commitTransaction).hasMessageContaining("has been aborted");
    }
  }

  @Test
  void oneThatWasNotStartedHereIsNotStoppedFromHere() throws Exception {
    try (MongoDeployment mongo = new MongoSource.Embedded().open(Clock.systemUTC(), _ -> {});
        MongoDeployment same = MongoSource.parse(mongo.uri()).open(Clock.systemUTC(), _ -> {})) {
      assertThatThrownBy(same::stop)
          .isInstanceOf(MongoUnavailableException.class)
          .hasMessageMatching(
              "MongoDB at 127.0.0.1:\\d+ cannot be stopped from here, since it was not started"
                  + " here; do that where it runs, or leave --mongo out to use the embedded one");
      assertThatThrownBy(same::start).hasMessageContaining("cannot be started from here");
      assertThat(same.isStopped()).isFalse();
    }
  }

  @Test
  void aUriThatDoesNotAnswerIsExplained() {
    assertThatThrownBy(
            () -> new MongoSource.At("mongodb://127.0.0.1:1/").open(Clock.systemUTC(), _ -> {}))
        .isInstanceOf(MongoUnavailableException.class)
        .hasMessageStartingWith("MongoDB at 127.0.0.1:1 does not answer within 5 s");
  }
}
