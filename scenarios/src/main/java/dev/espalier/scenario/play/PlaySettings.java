package dev.espalier.scenario.play;

import dev.espalier.environment.Routing;
import dev.espalier.mongo.MongoSource;

/**
 * How a scenario is played.
 *
 * @param seed decides the order of a schedule that leaves it open, and every id
 * @param live with threads and the clock as they are, instead of {@code schedule}
 * @param port where the data API is served to an app elsewhere; 0 for any that is free
 * @param served whether the app is served there to real clients, too, as {@code espalier serve}
 *     does; live only
 */
public record PlaySettings(
    long seed,
    Schedule schedule,
    boolean live,
    MongoSource mongo,
    Routing routing,
    int port,
    boolean served) {

  /** As it is played when nothing else is asked for. */
  public static final PlaySettings DEFAULT =
      new PlaySettings(
          1, Schedule.FIFO, false, new MongoSource.Embedded(), Routing.BROADCAST, 0, false);

  public PlaySettings withSeed(Schedule newSchedule, long newSeed) {
    return new PlaySettings(newSeed, newSchedule, live, mongo, routing, port, served);
  }

  public PlaySettings asLive() {
    return new PlaySettings(seed, schedule, true, mongo, routing, port, served);
  }

  /** Live, and for real clients. */
  public PlaySettings servedAt(int itsPort) {
    return new PlaySettings(seed, schedule, true, mongo, routing, itsPort, true);
  }
}
