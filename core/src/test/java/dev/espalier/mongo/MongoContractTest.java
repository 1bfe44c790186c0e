package dev.espalier.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.client.ClientSession;
import com.mongodb.client.MongoChangeStreamCursor;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import com.mongodb.client.model.changestream.ChangeStreamDocument;
import com.mongodb.client.model.changestream.FullDocument;
import com.mongodb.client.model.changestream.OperationType;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonTimestamp;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.TestReporter;

/**
 * What the tree needs of a database. Runs against the one at {@code MONGO_URI}, or the embedded
 * one.
 */
@TestInstance(Lifecycle.PER_CLASS)
class MongoContractTest {
  private static final int WRITE_CONFLICT = 112;

  private final MongoDeployment deployment = open();
  private final MongoClient client = MongoClients.create(deployment.uri());
  private final String name = "contract_" + UUID.randomUUID().toString().replace("-", "");
  private final MongoDatabase database = client.getDatabase(name);
  private MongoCollection<Document> things = database.getCollection("things");
  private int run;

  private static MongoDeployment open() {
    try {
      String uri = System.getenv("MONGO_URI");
      return MongoSource.parse(uri == null ? "embedded" : uri).open(Clock.systemUTC(), _ -> {});
    } catch (MongoUnavailableException e) {
      throw new IllegalStateException(e.getMessage(), e);
    }
  }

  @BeforeAll
  void sayWhere(TestReporter reporter) {
    reporter.publishEntry("ran against", deployment.describe());
  }

  @BeforeEach
  void useAFreshCollection() {
    things = database.getCollection("things" + run++);
  }

  @AfterEach
  void dropIt() {
    things.drop();
  }

  @AfterAll
  void close() {
    database.drop();
    client.close();
    deployment.close();
  }

  private static Document thing(int id, String text) {
    return new Document("_id", id).append("text", text);
  }

  private MongoChangeStreamCursor<ChangeStreamDocument<Document>> watch() {
    return database
        .watch()
        .fullDocument(FullDocument.UPDATE_LOOKUP)
        .maxAwaitTime(100, TimeUnit.MILLISECONDS)
        .cursor();
  }

  /** The next events of this test's collection. */
  private List<ChangeStreamDocument<Document>> events(
      MongoChangeStreamCursor<ChangeStreamDocument<Document>> cursor, int count) {
    List<ChangeStreamDocument<Document>> events = new ArrayList<>();
    while (events.size() < count) {
      ChangeStreamDocument<Document> event = cursor.next();
      if (things.getNamespace().equals(event.getNamespace())) {
        events.add(event);
      }
    }
    return events;
  }

  private static int idOf(ChangeStreamDocument<Document> event) {
    return Objects.requireNonNull(event.getDocumentKey()).getInt32("_id").getValue();
  }

  @Test
  void everyWriteIsOneEventWithTheDocumentItLeft() {
    try (var cursor = watch()) {
      things.insertMany(List.of(thing(1, "a"), thing(2, "b")));
      things.updateOne(Filters.eq(1), Updates.set("text", "c"));
      things.replaceOne(Filters.eq(2), thing(2, "d"));
      things.findOneAndUpdate(Filters.eq(2), Updates.set("text", "e"));
      things.updateOne(Filters.eq(3), Updates.set("text", "f"), new UpdateOptions().upsert(true));
      things.deleteMany(Filters.lt("_id", 3));
      List<ChangeStreamDocument<Document>> events = events(cursor, 8);
      assertThat(events.stream().map(ChangeStreamDocument::getOperationType))
          .containsExactly(
              OperationType.INSERT,
              OperationType.INSERT,
              OperationType.UPDATE,
              OperationType.REPLACE,
              OperationType.UPDATE,
              OperationType.INSERT,
              OperationType.DELETE,
              OperationType.DELETE);
      assertThat(events.stream().map(MongoContractTest::idOf))
          .containsExactly(1, 2, 1, 2, 2, 3, 1, 2);
      assertThat(events.get(3).getFullDocument()).isEqualTo(thing(2, "d"));
      assertThat(Objects.requireNonNull(events.get(2).getUpdateDescription()).getUpdatedFields())
          .isEqualTo(BsonDocument.parse("{text: 'c'}"));
      assertThat(events.stream().map(ChangeStreamDocument::getClusterTime)).isSorted();
    }
  }

  @Test
  void aWriteThatFailsIsNoEvent() {
    things.insertOne(thing(1, "a"));
    try (var cursor = watch()) {
      assertThatThrownBy(() -> things.insertOne(thing(1, "b"))).isInstanceOf(MongoException.class);
      things.insertOne(thing(2, "c"));
      assertThat(idOf(events(cursor, 1).getFirst())).isEqualTo(2);
    }
  }

  @Test
  void aStreamResumesWhereItWasLeft() {
    BsonDocument token;
    try (var cursor = watch()) {
      things.insertOne(thing(1, "a"));
      token = events(cursor, 1).getFirst().getResumeToken();
    }
    things.insertMany(List.of(thing(2, "b"), thing(3, "c")));
    try (var cursor = database.watch().resumeAfter(token).cursor()) {
      assertThat(events(cursor, 2).stream().map(MongoContractTest::idOf)).containsExactly(2, 3);
    }
  }

  @Test
  void aStreamTellsHowFarItIsThoughNothingConcernsIt() {
    try (var cursor = things.watch().maxAwaitTime(100, TimeUnit.MILLISECONDS).cursor()) {
      @Nullable BsonDocument before = cursor.getResumeToken();
      database.getCollection("elsewhere").insertOne(new Document());
      assertThat(cursor.tryNext()).isNull();
      assertThat(cursor.getResumeToken()).isNotNull().isNotEqualTo(before);
    }
  }

  @Test
  void aStreamWhoseCursorIsKilledGoesOnWithAnother() {
    try (var cursor = watch()) {
      things.insertOne(thing(1, "a"));
      assertThat(events(cursor, 1).stream().map(MongoContractTest::idOf)).containsExactly(1);
      long id = Objects.requireNonNull(cursor.getServerCursor()).getId();
      database.runCommand(
          new Document("killCursors", "$cmd.aggregate").append("cursors", List.of(id)));
      things.insertOne(thing(2, "b"));
      assertThat(events(cursor, 1).stream().map(MongoContractTest::idOf)).containsExactly(2);
      assertThat(Objects.requireNonNull(cursor.getServerCursor()).getId()).isNotEqualTo(id);
    }
  }

  @Test
  void aStreamThatCannotBeResumedSaysSo() {
    assertThatThrownBy(() ->
            database.watch().resumeAfter(new BsonDocument("_data", new BsonString("00"))).cursor())
        .isInstanceOf(MongoCommandException.class);
  }

  @Test
  void aDroppedCollectionEndsItsStream() {
    things.insertOne(thing(1, "a"));
    try (var cursor = things.watch().cursor()) {
      things.drop();
      assertThat(cursor.next().getOperationType()).isEqualTo(OperationType.DROP);
      assertThat(cursor.next().getOperationType()).isEqualTo(OperationType.INVALIDATE);
    }
  }

  @Test
  void aCommittedTransactionIsSeenAtOnce() {
    things.insertOne(thing(1, "a"));
    try (var cursor = watch();
        ClientSession session = client.startSession()) {
      session.startTransaction();
      things.insertOne(session, thing(2, "b"));
      things.updateOne(session, Filters.eq(1), Updates.set("text", "c"));
      assertThat(things.countDocuments(session)).isEqualTo(2);
      assertThat(things.find().into(new ArrayList<>())).containsExactly(thing(1, "a"));
      session.commitTransaction();
      List<ChangeStreamDocument<Document>> events = events(cursor, 2);
      assertThat(events.get(0).getClusterTime()).isEqualTo(events.get(1).getClusterTime());
      assertThat(events.stream().map(MongoContractTest::idOf)).containsExactly(2, 1);
    }
  }

  @Test
  void anAbortedTransactionIsNeverSeen() {
    try (var cursor = watch();
        ClientSession session = client.startSession()) {
      session.startTransaction();
      things.insertOne(session, thing(1, "a"));
      session.abortTransaction();
      things.insertOne(thing(2, "b"));
      assertThat(idOf(events(cursor, 1).getFirst())).isEqualTo(2);
      assertThat(things.countDocuments()).isEqualTo(1);
    }
  }

  @Test
  void theSecondTransactionToChangeADocumentIsToldAtItsWrite() {
    things.insertOne(thing(1, "a"));
    try (ClientSession first = client.startSession();
        ClientSession second = client.startSession()) {
      first.startTransaction();
      second.startTransaction();
      things.updateOne(first, Filters.eq(1), Updates.set("text", "first"));
      assertThatThrownBy(
              () -> things.updateOne(second, Filters.eq(1), Updates.set("text", "second")))
          .isInstanceOfSatisfying(
              MongoException.class,
              e -> {
                assertThat(e.getCode()).isEqualTo(WRITE_CONFLICT);
                assertThat(e.hasErrorLabel(MongoException.TRANSIENT_TRANSACTION_ERROR_LABEL))
                    .isTrue();
              });
      first.commitTransaction();
    }
    assertThat(things.find().first()).isEqualTo(thing(1, "first"));
  }

  @Test
  void aTransactionReadsTheStateItStartedWith() {
    things.insertOne(thing(1, "a"));
    try (ClientSession session = client.startSession()) {
      session.startTransaction();
      assertThat(things.find(session).first()).isEqualTo(thing(1, "a"));
      things.updateOne(Filters.eq(1), Updates.set("text", "b"));
      things.insertOne(thing(2, "c"));
      assertThat(things.find(session).into(new ArrayList<>())).containsExactly(thing(1, "a"));
      session.commitTransaction();
    }
  }

  @Test
  void whatWasAtAClusterTimeCanBeReadLater() {
    BsonTimestamp before;
    try (ClientSession session = client.startSession()) {
      things.insertOne(session, thing(1, "a"));
      before = Objects.requireNonNull(session.getOperationTime());
    }
    things.updateOne(Filters.eq(1), Updates.set("text", "b"));
    things.insertOne(thing(2, "c"));
    things.deleteOne(Filters.eq(1));
    Document reply =
        database.runCommand(
            new Document("find", things.getNamespace().getCollectionName())
                .append(
                    "readConcern",
                    new Document("level", "snapshot").append("atClusterTime", before)));
    Document cursor = reply.get("cursor", Document.class);
    assertThat(cursor.getList("firstBatch", Document.class)).containsExactly(thing(1, "a"));
    assertThat(cursor.get("atClusterTime")).isEqualTo(before);
  }

  @Test
  void aSessionKnowsTheTimeOfItsLastWrite() {
    try (ClientSession session = client.startSession();
        var cursor = watch()) {
      things.insertOne(session, thing(1, "a"));
      assertThat(events(cursor, 1).getFirst().getClusterTime())
          .isEqualTo(session.getOperationTime());
    }
  }

  @Test
  void withTransactionLosesNoUpdate() throws InterruptedException {
    things.insertOne(new Document("_id", 1).append("n", 0));
    List<Thread> writers = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      writers.add(
          Thread.ofVirtual()
              .start(() -> {
                for (int j = 0; j < 10; j++) {
                  increment();
                }
              }));
    }
    for (Thread writer : writers) {
      writer.join();
    }
    assertThat(Objects.requireNonNull(things.find().first()).getInteger("n")).isEqualTo(40);
  }

  private void increment() {
    try (ClientSession session = client.startSession()) {
      session.withTransaction(() -> {
        int n = Objects.requireNonNull(things.find(session).first()).getInteger("n");
        return things.updateOne(session, Filters.eq(1), Updates.set("n", n + 1));
      });
    }
  }
}
