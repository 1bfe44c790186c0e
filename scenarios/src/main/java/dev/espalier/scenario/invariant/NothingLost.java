package dev.espalier.scenario.invariant;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Sets;
import dev.espalier.environment.ChangeStream;
import dev.espalier.query.DocumentJson;
import java.util.Collection;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bson.BsonDocument;

/**
 * The change stream tells of every change: the documents at the beginning and all that CS was told
 * since give the documents at the end. It need not while there is no CS, or it is held up.
 */
final class NothingLost implements Invariant {
  @Override
  public String name() {
    return "nothing-lost";
  }

  @Override
  public ImmutableList<Violation> violations(Stretch stretch) {
    if (!stretch.gapless()
        || stretch.isHeldUp()
        || stretch.documents().isEmpty()
        || stretch.processes().stream()
            .noneMatch(each ->
                each.state() instanceof ChangeStream.State(_, _, boolean connected) && connected)) {
      return ImmutableList.of();
    }
    Snapshot there = stretch.documents().get();
    Snapshot told = stretch.moments().getLast().documents();
    return new TreeSet<>(Sets.union(there.collections().keySet(), told.collections().keySet()))
        .stream()
            .filter(name -> !same(there.documents(name), told.documents(name)))
            .map(name ->
                new Violation(
                    name(),
                    null,
                    stretch.last(),
                    "what the change stream told of %s".formatted(name),
                    described(there.documents(name)),
                    described(told.documents(name))))
            .collect(ImmutableList.toImmutableList());
  }

  private static boolean same(Collection<BsonDocument> one, Collection<BsonDocument> other) {
    return ImmutableList.copyOf(one).equals(ImmutableList.copyOf(other));
  }

  private static String described(Collection<BsonDocument> documents) {
    return documents.isEmpty()
        ? "none"
        : documents.stream()
            .map(document -> DocumentJson.toJson(document).toString())
            .collect(Collectors.joining("\n"));
  }
}
