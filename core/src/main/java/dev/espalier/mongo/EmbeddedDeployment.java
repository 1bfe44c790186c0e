package dev.espalier.mongo;

import dev.espalier.mongo.embedded.EmbeddedMongo;
import java.time.Clock;

/** The server inside this JVM. */
final class EmbeddedDeployment implements MongoDeployment {
  private final EmbeddedMongo server;
  private volatile boolean stopped;

  EmbeddedDeployment(Clock clock) {
    this.server = EmbeddedMongo.start(clock);
  }

  @Override
  public String uri() {
    return server.uri();
  }

  @Override
  public String describe() {
    return "embedded MongoDB";
  }

  @Override
  public boolean isStopped() {
    return stopped;
  }

  @Override
  public void stop() {
    stopped = true;
    server.stop();
  }

  @Override
  public void start() {
    server.resume();
    stopped = false;
  }

  @Override
  public void close() {
    server.close();
  }
}
