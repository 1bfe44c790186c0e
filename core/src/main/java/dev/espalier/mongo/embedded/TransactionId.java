package dev.espalier.mongo.embedded;

import de.bwaldvogel.mongo.bson.Document;

/**
 * The number a client gave to a transaction or retryable write of one of its sessions.
 *
 * @param session the session's {@code lsid}
 */
record TransactionId(Document session, long number) {}
