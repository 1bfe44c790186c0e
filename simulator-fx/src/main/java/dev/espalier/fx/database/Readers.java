package dev.espalier.fx.database;

import com.google.common.collect.ImmutableList;
import dev.espalier.environment.QueryServer;
import dev.espalier.fx.annals.Viewpoint;
import dev.espalier.fx.words.Phrase;
import dev.espalier.otp.Pid;
import java.util.List;
import java.util.stream.Stream;
import org.bson.BsonValue;

/** Who has a document among what it knows. */
final class Readers {
  private static final int MOST = 12;

  private Readers() {}

  /** A line for each Q that has it, with the Ws that show it. */
  static ImmutableList<Phrase> of(String collection, BsonValue id, Viewpoint seen) {
    return seen.moment().processes().values().stream()
        .flatMap(process ->
            process.state() instanceof QueryServer.State query && knows(query, collection, id)
                ? Stream.of(line(process.pid(), query, seen))
                : Stream.of())
        .limit(MOST)
        .collect(ImmutableList.toImmutableList());
  }

  private static boolean knows(QueryServer.State query, String collection, BsonValue id) {
    return query.query().collection().equals(collection)
        && query.result().documents().containsKey(id);
  }

  private static Phrase line(Pid pid, QueryServer.State query, Viewpoint seen) {
    List<Phrase> widgets = query.widgets().keySet().stream().limit(MOST).map(seen::link).toList();
    return widgets.isEmpty()
        ? seen.link(pid)
        : seen.link(pid).then(" → ").then(Phrase.joined(", ", widgets));
  }
}
