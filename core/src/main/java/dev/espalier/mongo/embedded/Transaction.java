package dev.espalier.mongo.embedded;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A multi-document transaction under snapshot isolation: it reads and writes a snapshot of its own,
 * and the first to change a document wins, the second being told at its write.
 */
final class Transaction {
  private static final Set<String> COMMANDS =
      Set.of(
          "find", "aggregate", "distinct", "insert", "update", "delete", "findAndModify", "create");

  /** A document that it has changed. */
  record Claim(Namespace namespace, Object id) {}

  private final TransactionId id;
  private final BsonTimestamp start;
  private final ChangeLog log;
  private final Predicate<Claim> claimedByAnother;
  private final Snapshot snapshot;
  private final List<Change> changes = new ArrayList<>();
  private final Set<Claim> claims = new HashSet<>();
  private @Nullable CommandException conflict;

  /**
   * @param claimedByAnother whether an open transaction other than this one has changed a document
   */
  Transaction(
      TransactionId id,
      BsonTimestamp start,
      Store store,
      ChangeLog log,
      Predicate<Claim> claimedByAnother) {
    this.id = id;
    this.start = start;
    this.log = log;
    this.claimedByAnother = claimedByAnother;
    this.snapshot = new Snapshot(store, log, start, this::change);
  }

  TransactionId id() {
    return id;
  }

  /** What it has changed so far, in order. */
  List<Change> changes() {
    return changes;
  }

  boolean claims(Claim claim) {
    return claims.contains(claim);
  }

  /**
   * Runs one of the commands a transaction may consist of.
   *
   * @throws CommandException when it is none of those, or changes what another has changed
   */
  Document run(Command command) {
    if (!COMMANDS.contains(command.name()) || command.writesByAggregation()) {
      throw CommandException.notInTransaction(command.name());
    }
    Document reply = snapshot.run(command);
    if (conflict != null) {
      throw conflict; // which the command has taken for a write error of one document
    }
    return reply;
  }

  private void change(Change change) {
    if (!(change instanceof Change.OfDocument document)) {
      throw CommandException.notInTransaction("drop");
    }
    Claim claim = new Claim(document.namespace(), document.id());
    try {
      checkUnclaimed(claim);
      checkUnchanged(claim);
    } catch (CommandException e) {
      conflict = e;
      throw e;
    }
    claims.add(claim);
    changes.add(change);
  }

  private void checkUnclaimed(Claim claim) {
    if (claimedByAnother.test(claim)) {
      throw CommandException.writeConflict("another transaction has changed " + claim.id);
    }
  }

  /**
   * Makes sure that nothing it changed was changed by a plain write meanwhile: such a write does
   * not wait for transactions here, as MongoDB has it do.
   */
  void checkUnchanged() {
    claims.forEach(this::checkUnchanged);
  }

  private void checkUnchanged(Claim claim) {
    for (Commit commit : log.after(start)) {
      for (Change change : commit.changes()) {
        boolean same =
            change instanceof Change.OfDocument document
                ? claim.equals(new Claim(document.namespace(), document.id()))
                : change.concerns(claim.namespace);
        if (same) {
          throw CommandException.writeConflict(claim.id + " has changed since the snapshot");
        }
      }
    }
  }
}
