package dev.espalier.mongo.embedded;

import de.bwaldvogel.mongo.bson.BsonTimestamp;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Changes that became visible at once: those of a transaction, or a single one.
 *
 * @param time its cluster time; no two commits share it
 * @param transaction the transaction that made them
 */
record Commit(
    BsonTimestamp time,
    Instant wallTime,
    @Nullable TransactionId transaction,
    List<Change> changes) {}
