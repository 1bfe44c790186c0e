package dev.espalier.mongo;

/** A MongoDB that can be used until it is closed; those that were started for us then stop. */
public interface MongoDeployment extends AutoCloseable {

  /** The connection string. */
  String uri();

  /** What it is, for people. */
  String describe();

  @Override
  void close();
}
