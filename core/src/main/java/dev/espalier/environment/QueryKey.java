package dev.espalier.environment;

import dev.espalier.query.Filter;

/** What tells one Q from another: there is one for each. */
public record QueryKey(String collection, Filter filter) {
  @Override
  public String toString() {
    return collection + " " + filter;
  }
}
