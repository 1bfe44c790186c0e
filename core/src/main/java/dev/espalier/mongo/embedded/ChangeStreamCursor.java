package dev.espalier.mongo.embedded;

import de.bwaldvogel.mongo.backend.AbstractCursor;
import de.bwaldvogel.mongo.backend.aggregation.Aggregation;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A client's place in the change log. It reads on when asked, and holds nothing in between. */
final class ChangeStreamCursor extends AbstractCursor {
  private final ChangeStream stream;
  private final String namespace;
  private final Aggregation following;
  private final Store store;
  private final ChangeLog log;
  private final ClusterClock clock;
  private ResumeToken position;
  private ResumeToken told;
  private boolean ended;

  ChangeStreamCursor(
      long id,
      ChangeStream stream,
      String namespace,
      Aggregation following,
      Store store,
      ChangeLog log,
      ClusterClock clock) {
    super(id);
    this.stream = stream;
    this.namespace = namespace;
    this.following = following;
    this.store = store;
    this.log = log;
    this.clock = clock;
    this.position = stream.start();
    this.told = position;
  }

  /** Whether the stream was invalidated, so that nothing follows. */
  boolean ended() {
    return ended;
  }

  /** Whether it has read on since its last reply, though perhaps past no event for its client. */
  boolean moved() {
    return !position.equals(told);
  }

  /** Whether the last event was read; a stream of changes never is empty for good. */
  @Override
  public boolean isEmpty() {
    return ended;
  }

  /**
   * The events since the last call, at most so many.
   *
   * @param limit 0 for no limit
   */
  @Override
  public List<Document> takeDocuments(int limit) {
    if (!log.reachesBackTo(position.known())) {
      throw CommandException.historyLost();
    }
    List<Document> events = new ArrayList<>();
    for (Commit commit : log.after(position.known())) {
      for (int index = 0; index < commit.changes().size() && !ended; index++) {
        Change change = commit.changes().get(index);
        if (position.isBefore(commit.time(), index)) {
          if (limit > 0 && events.size() >= limit) {
            return events;
          }
          position = new ResumeToken(commit.time(), index, false);
          if (stream.scope().covers(change)) {
            pass(ChangeEvent.of(commit, index, stream, store), events);
          }
        }
        if (endsAt(commit, index, change)) {
          if (limit > 0 && events.size() >= limit) {
            return events;
          }
          position = new ResumeToken(commit.time(), index, true);
          ended = true;
          pass(ChangeEvent.invalidate(commit, index), events);
        }
      }
    }
    if (!ended && position.time().compareTo(clock.now()) <= 0) {
      position = ResumeToken.upTo(clock.now());
    }
    return events;
  }

  private boolean endsAt(Commit commit, int index, Change change) {
    return position.equals(new ResumeToken(commit.time(), index, false))
        && stream.scope().covers(change)
        && stream.scope().endsWith(change);
  }

  /** Sends an event through the stages the client gave, which may drop it. */
  private void pass(Document event, List<Document> events) {
    following.runStagesAsStream(Stream.of(event)).forEach(events::add);
  }

  /** The reply to the command that asked, with these events. */
  Document reply(String batch, List<Document> events) {
    told = position;
    Document cursor =
        new Document(batch, events)
            .append("postBatchResumeToken", position.document())
            .append("id", ended ? 0L : id)
            .append("ns", namespace);
    return new Document("cursor", cursor).append("ok", 1.0);
  }
}
