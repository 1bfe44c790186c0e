package dev.espalier.scenario.story;

import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.espalier.environment.Change;
import dev.espalier.environment.QueryKey;
import dev.espalier.environment.QueryResult;
import dev.espalier.environment.QueryResult.Difference;
import dev.espalier.environment.QueryServer;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.otp.ProcessEvent.Sent;
import dev.espalier.query.Filter;
import dev.espalier.query.InvalidQueryException;
import dev.espalier.trace.TraceEvent;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** What a change of the database was, and which queries of a session it concerns and why. */
final class WhyChange {
  private final WhyLog log;
  private final Wording wording;
  private final DocumentWords documents;

  WhyChange(WhyLog log, Wording wording) {
    this.log = log;
    this.wording = wording;
    this.documents = new DocumentWords(wording);
  }

  /** A Q that said which Ws a change concerns. */
  private record Answered(long reply, Pid query, QueryServer.State state) {}

  /**
   * The write and the Qs for which it made a difference.
   *
   * @param told the message with which CS told the SCM
   * @param shown the Ws that were then asked anew
   * @param until when
   */
  ImmutableList<Cause> of(TraceEvent told, Change change, Set<Pid> shown, long until) {
    List<Answered> answered = answered(told, shown, until);
    ImmutableList.Builder<Cause> causes = ImmutableList.builder();
    causes.add(write(told, change, answered));
    answered.forEach(each -> causes.add(matched(each, change)));
    return causes.build();
  }

  private List<Answered> answered(TraceEvent told, Set<Pid> shown, long until) {
    Set<Long> questions = new HashSet<>();
    List<Answered> answered = new ArrayList<>();
    log.between(told.number(), until)
        .forEach(event -> {
          switch (event.event()) {
            case Sent(_, _, _, QueryServer.MongoEvent _) when event.cause() == told.number() ->
                questions.add(event.number());
            case Sent(Pid query, _, ProcessEvent.Kind kind, Set<?> widgets)
                when kind == ProcessEvent.Kind.REPLY
                    && query != null
                    && questions.contains(event.cause())
                    && widgets.stream().anyMatch(shown::contains) ->
                log.handled(event.cause(), until)
                    .flatMap(handled -> state(handled.event()))
                    .ifPresent(state -> answered.add(new Answered(event.number(), query, state)));
            default -> {}
          }
        });
    return answered;
  }

  private static Optional<QueryServer.State> state(ProcessEvent event) {
    return event instanceof ProcessEvent.Handled(_, _, QueryServer.State state)
        ? Optional.of(state)
        : Optional.empty();
  }

  private static Map<BsonValue, Difference> differences(QueryServer.State state, Change change) {
    return state.result().steps().stream()
        .filter(step -> step.time().equals(change.time()))
        .findFirst()
        .<Map<BsonValue, Difference>>map(QueryResult.Step::differences)
        .orElse(Map.of());
  }

  private Cause write(TraceEvent told, Change change, List<Answered> answered) {
    Map<BsonValue, Difference> known = new LinkedHashMap<>();
    answered.forEach(each -> differences(each.state(), change).forEach(known::putIfAbsent));
    String words =
        change.events().stream()
            .map(event -> operation(event) + " " + event.collection())
            .distinct()
            .collect(joining(", "));
    String detail =
        change.events().stream()
            .map(event -> described(event, known, answered))
            .collect(joining("; "));
    long arrival = told.cause() == 0 ? told.number() : told.cause();
    return new Cause(arrival, "CS", words, wording.shortened(detail));
  }

  static String operation(Change.Event event) {
    return switch (event) {
      case Change.Put put -> put.operation();
      case Change.Removed _ -> "delete from";
      case Change.Replaced _ -> "drop";
    };
  }

  private String described(
      Change.Event event, Map<BsonValue, Difference> known, List<Answered> answered) {
    return switch (event) {
      case Change.Put(_, _, BsonDocument now) -> {
        Difference difference = known.get(now.get("_id"));
        BsonDocument before = difference == null ? null : difference.before();
        yield before == null
            ? documents.withoutId(now)
            : name(before, now, answered) + " " + documents.changed(before, now);
      }
      case Change.Removed(_, BsonValue id) -> {
        Difference difference = known.get(id);
        yield difference == null || difference.before() == null
            ? wording.value(new BsonDocument("_id", id))
            : documents.withoutId(difference.before());
      }
      case Change.Replaced _ -> "";
    };
  }

  /** What tells a document from others: what queries ask for and stayed, or else its id. */
  private String name(BsonDocument before, BsonDocument document, List<Answered> answered) {
    BsonDocument asked = new BsonDocument();
    for (Answered each : answered) {
      each.state().query().filter().source().keySet().stream()
          .filter(document::containsKey)
          .filter(key -> Objects.equals(document.get(key), before.get(key)))
          .forEach(key -> asked.append(key, document.get(key)));
    }
    return wording.value(asked.isEmpty() ? new BsonDocument("_id", document.get("_id")) : asked);
  }

  private Cause matched(Answered answered, Change change) {
    QueryKey query = answered.state().query();
    return new Cause(
        answered.reply(),
        "Q",
        "Q " + words(query.collection(), query.filter(), wording),
        verdict(query, answered, change));
  }

  /** E.g. {@code counters {user: "global"}}. */
  static String words(String name, Filter filter, Wording wording) {
    return filter.source().isEmpty() ? name : name + " " + wording.value(filter.source());
  }

  private String verdict(QueryKey query, Answered answered, Change change) {
    Optional<Difference> first =
        differences(answered.state(), change).values().stream().findFirst();
    if (query.filter().source().isEmpty()) {
      return "asks for all of " + query.collection();
    }
    if (first.isEmpty()) {
      return "its documents may have changed";
    }
    BsonDocument before = first.get().before();
    BsonDocument after = first.get().after();
    if (before != null && after != null) {
      return "matched on " + clauses(query.filter(), _ -> true);
    }
    if (after != null) {
      return (isInserted(after, change) ? "new, matches " : "now matches ")
          + clauses(query.filter(), _ -> true);
    }
    return now(before, change)
        .map(document ->
            "no longer matches " + clauses(query.filter(), clause -> !clause.matches(document)))
        .orElse("was one of its documents");
  }

  private static boolean isInserted(BsonDocument document, Change change) {
    return change.events().stream()
        .anyMatch(event ->
            event instanceof Change.Put(String operation, _, BsonDocument put)
                && operation.equals("insert")
                && Objects.equals(put.get("_id"), document.get("_id")));
  }

  /** What a document that went out of a result is now; nothing when it was deleted. */
  private static Optional<BsonDocument> now(@Nullable BsonDocument before, Change change) {
    return change.events().stream()
        .flatMap(event ->
            event instanceof Change.Put(_, _, BsonDocument put)
                    && before != null
                    && Objects.equals(put.get("_id"), before.get("_id"))
                ? Stream.of(put)
                : Stream.empty())
        .findFirst();
  }

  /** Those clauses of a filter that are wanted, e.g. {@code user = "global", done = false}. */
  private String clauses(Filter filter, Predicate<Filter> wanted) {
    ImmutableSet<String> clauses =
        filter.source().entrySet().stream()
            .filter(clause -> wanted.test(parsed(clause)))
            .map(documents::clause)
            .collect(ImmutableSet.toImmutableSet());
    return clauses.isEmpty() ? wording.value(filter.source()) : String.join(", ", clauses);
  }

  private static Filter parsed(Map.Entry<String, BsonValue> clause) {
    try {
      return Filter.parse(new BsonDocument(clause.getKey(), clause.getValue()));
    } catch (InvalidQueryException e) {
      throw new IllegalStateException("a part of a filter is a filter", e);
    }
  }
}
