package dev.espalier.mongo.embedded;

import de.bwaldvogel.mongo.bson.Document;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The newest transaction of every session, and what became of it. */
final class Transactions {

  private sealed interface State {}

  private record Open(Transaction transaction) implements State {}

  private record Committed() implements State {}

  private record Aborted() implements State {}

  private record Latest(long number, State state) {}

  private final Store store;
  private final ChangeLog log;
  private final ClusterClock clock;
  private final Map<Document, Latest> sessions = new HashMap<>();

  Transactions(Store store, ChangeLog log, ClusterClock clock) {
    this.store = store;
    this.log = log;
    this.clock = clock;
  }

  /** Runs a command of a transaction, which it may start; an error ends the transaction. */
  Document run(TransactionId id, Command command) {
    Transaction transaction = command.startsTransaction() ? begin(id) : open(id);
    try {
      Document reply = transaction.run(command);
      if (reply.containsKey("writeErrors")) {
        abort(id);
      }
      return reply;
    } catch (CommandException e) {
      abort(id);
      throw e;
    }
  }

  /** Starts a transaction; one that the session has left open is aborted. */
  private Transaction begin(TransactionId id) {
    Latest latest = sessions.get(id.session());
    if (latest != null && latest.number >= id.number()) {
      throw CommandException.noSuchTransaction(id.number(), "has been started before");
    }
    Transaction transaction =
        new Transaction(
            id, clock.now(), store, log, claim -> others(id).anyMatch(it -> it.claims(claim)));
    sessions.put(id.session(), new Latest(id.number(), new Open(transaction)));
    return transaction;
  }

  private Stream<Transaction> others(TransactionId id) {
    return sessions.values().stream()
        .flatMap(latest ->
            latest.state instanceof Open(Transaction open) && !open.id().equals(id)
                ? Stream.of(open)
                : Stream.empty());
  }

  private Transaction open(TransactionId id) {
    return switch (state(id)) {
      case Open(Transaction transaction) -> transaction;
      case Committed _ -> throw CommandException.noSuchTransaction(id.number(), "is committed");
      case Aborted _ -> throw CommandException.noSuchTransaction(id.number(), "has been aborted");
    };
  }

  /**
   * Commits; a second time does nothing.
   *
   * @param makeVisible takes the changes over
   */
  void commit(TransactionId id, Consumer<List<Change>> makeVisible) {
    if (state(id) instanceof Committed) {
      return;
    }
    Transaction transaction = open(id);
    end(id, new Aborted());
    transaction.checkUnchanged();
    makeVisible.accept(transaction.changes());
    end(id, new Committed());
  }

  /** Aborts the transaction if it is still open. */
  void abort(TransactionId id) {
    if (state(id) instanceof Open) {
      end(id, new Aborted());
    }
  }

  /** Aborts every transaction that is still open. */
  void abortAll() {
    sessions.replaceAll((_, latest) ->
        latest.state instanceof Open ? new Latest(latest.number, new Aborted()) : latest);
  }

  private void end(TransactionId id, State state) {
    sessions.put(id.session(), new Latest(id.number(), state));
  }

  /** Forgets a session that its client has ended. */
  void forget(Document session) {
    sessions.remove(session);
  }

  private State state(TransactionId id) {
    Latest latest = sessions.get(id.session());
    if (latest == null || latest.number != id.number()) {
      throw CommandException.noSuchTransaction(
          id.number(), "does not match any in-progress transactions");
    }
    return latest.state;
  }
}
