package dev.espalier.mongo;

import dev.espalier.mongo.embedded.EmbeddedMongo;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;

/** The server inside this JVM. */
final class EmbeddedDeployment implements MongoDeployment {
  private final EmbeddedMongo server;
  private final AtomicInteger outages = new AtomicInteger();
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
  public int outages() {
    return outages.get();
  }

  @Override
  public void stop() {
    if (!stopped) {
      stopped = true;
      outages.incrementAndGet();
      server.stop();
    }
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
