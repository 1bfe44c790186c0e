package dev.espalier.mongo.embedded;

import de.bwaldvogel.mongo.bson.Document;

/** A collection's full name. */
record Namespace(String database, String collection) {

  /** As change events carry it. */
  Document document() {
    return new Document("db", database).append("coll", collection);
  }

  @Override
  public String toString() {
    return database + "." + collection;
  }
}
