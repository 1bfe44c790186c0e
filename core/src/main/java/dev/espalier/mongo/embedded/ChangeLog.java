package dev.espalier.mongo.embedded;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import java.util.Collection;
import java.util.TreeMap;

/** The newest commits, in order: what MongoDB calls the oplog. */
final class ChangeLog {
  private final int capacity;
  private final TreeMap<BsonTimestamp, Commit> commits = new TreeMap<>();
  private BsonTimestamp forgotten = new BsonTimestamp(0);

  /**
   * @param capacity how many commits are kept
   */
  ChangeLog(int capacity) {
    this.capacity = capacity;
  }

  void add(Commit commit) {
    commits.put(commit.time(), commit);
    if (commits.size() > capacity) {
      forgotten = commits.pollFirstEntry().getKey();
    }
  }

  /** The commits later than that time, in order. */
  Collection<Commit> after(BsonTimestamp time) {
    return commits.tailMap(time, false).values();
  }

  /** The same, the last one first. */
  Collection<Commit> afterInReverse(BsonTimestamp time) {
    return commits.tailMap(time, false).descendingMap().values();
  }

  /** Whether all commits later than that time are still known. */
  boolean reachesBackTo(BsonTimestamp time) {
    return forgotten.compareTo(time) <= 0;
  }
}
