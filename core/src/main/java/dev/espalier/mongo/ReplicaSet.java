package dev.espalier.mongo;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCommandException;
import com.mongodb.MongoException;
import com.mongodb.MongoTimeoutException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.bson.Document;

/** What change streams and transactions need of a MongoDB: that it is a replica set. */
final class ReplicaSet {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Duration ELECTION = Duration.ofSeconds(20);
  private static final int ALREADY_INITIALIZED = 23;

  private ReplicaSet() {}

  private record Connected(String uri) implements MongoDeployment {
    @Override
    public String describe() {
      return "MongoDB at " + String.join(",", new ConnectionString(uri).getHosts());
    }

    @Override
    public boolean isStopped() {
      return false;
    }

    @Override
    public int outages() {
      return 0;
    }

    @Override
    public void stop() throws MongoUnavailableException {
      throw notOurs("stopped");
    }

    @Override
    public void start() throws MongoUnavailableException {
      throw notOurs("started");
    }

    private MongoUnavailableException notOurs(String what) {
      return new MongoUnavailableException(
          "%s cannot be %s from here, since it was not started here; do that where it runs, or leave --mongo out to use the embedded one"
              .formatted(describe(), what));
    }

    @Override
    public void close() {}
  }

  /** Checks one that runs already. */
  static MongoDeployment connect(String uri) throws MongoUnavailableException {
    Connected deployment = new Connected(uri);
    try (MongoClient client = client(uri)) {
      Document hello = client.getDatabase("admin").runCommand(new Document("hello", 1));
      if (!hello.containsKey("setName") && !"isdbgrid".equals(hello.getString("msg"))) {
        throw new MongoUnavailableException(
            deployment.describe()
                + " is a standalone server, which has no change streams; start it with --replSet"
                + " and run rs.initiate() once");
      }
      return deployment;
    } catch (MongoTimeoutException _) {
      throw new MongoUnavailableException(
          "%s does not answer within %d s; start it, or leave --mongo out to use the embedded one"
              .formatted(deployment.describe(), PATIENCE.toSeconds()));
    } catch (MongoException e) {
      throw new MongoUnavailableException(deployment.describe() + ": " + e.getMessage());
    }
  }

  /** Makes a mongod a replica set of one, unless it is one, and waits until it takes writes. */
  static void initiate(String uri, String hostAndPort) throws MongoUnavailableException {
    try (MongoClient client = client(uri)) {
      MongoDatabase admin = client.getDatabase("admin");
      Document members =
          new Document("_id", "rs0")
              .append("members", List.of(new Document("_id", 0).append("host", hostAndPort)));
      try {
        admin.runCommand(new Document("replSetInitiate", members));
      } catch (MongoCommandException e) {
        if (e.getErrorCode() != ALREADY_INITIALIZED) {
          throw e;
        }
      }
      Instant end = Instant.now().plus(ELECTION);
      while (!admin.runCommand(new Document("hello", 1)).getBoolean("isWritablePrimary", false)) {
        if (Instant.now().isAfter(end)) {
          throw new MongoUnavailableException("the mongod that was started elects no primary");
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
    } catch (MongoException e) {
      throw new MongoUnavailableException("the mongod that was started fails: " + e.getMessage());
    }
  }

  private static MongoClient client(String uri) {
    return MongoClients.create(
        MongoClientSettings.builder()
            .applyConnectionString(new ConnectionString(uri))
            .applyToClusterSettings(cluster ->
                cluster.serverSelectionTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
            .build());
  }
}
