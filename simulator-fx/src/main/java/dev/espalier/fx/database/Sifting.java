package dev.espalier.fx.database;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** Looks for documents among many, some at a time, so that whoever waits for them need not. */
final class Sifting {
  private final ImmutableList<DocumentAt> all;
  private final Predicate<JsonNode> wanted;
  private final List<DocumentAt> found = new ArrayList<>();
  private ImmutableList<DocumentAt> told = ImmutableList.of();
  private int looked;

  Sifting(ImmutableList<DocumentAt> all, Predicate<JsonNode> wanted) {
    this.all = all;
    this.wanted = wanted;
  }

  @SuppressWarnings("ReferenceEquality") // lists that have not changed are the same instance
  boolean isOf(ImmutableList<DocumentAt> documents, Predicate<JsonNode> test) {
    return all == documents && wanted == test;
  }

  /** Looks at some more of them. */
  void goOn(int most) {
    int until = Math.min(all.size(), looked + most);
    for (; looked < until; looked++) {
      DocumentAt document = all.get(looked);
      if (wanted.test(document.document())) {
        found.add(document);
      }
    }
  }

  boolean isDone() {
    return looked == all.size();
  }

  /** Those found so far; the same list as before while there are no more. */
  ImmutableList<DocumentAt> found() {
    if (told.size() != found.size()) {
      told = ImmutableList.copyOf(found);
    }
    return told;
  }
}
