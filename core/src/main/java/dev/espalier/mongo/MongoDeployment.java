package dev.espalier.mongo;

/** A MongoDB that can be used until it is closed; those that were started for us then end. */
public interface MongoDeployment extends AutoCloseable {

  /** The connection string. */
  String uri();

  /** What it is, for people. */
  String describe();

  /** Whether it is down because it was {@link #stop}ped. */
  boolean isStopped();

  /** How often it was stopped so far: connections of before are broken. */
  int outages();

  /**
   * Takes it down, as an outage would: connections break, transactions are undone, data stay.
   *
   * @throws MongoUnavailableException when it was not started for us
   */
  void stop() throws MongoUnavailableException;

  /**
   * Has it answer again, at the same place, with the same data.
   *
   * @throws MongoUnavailableException when that fails, e.g. because its port was taken meanwhile
   */
  void start() throws MongoUnavailableException;

  @Override
  void close();
}
