package dev.espalier.scenario.invariant;

import org.bson.BsonTimestamp;

/**
 * What the database held from one cluster time on, until the next change.
 *
 * @param event the number of the event with which CS got to know it
 */
public record Moment(BsonTimestamp time, long event, Snapshot documents) {}
