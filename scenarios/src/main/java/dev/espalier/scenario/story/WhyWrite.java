package dev.espalier.scenario.story;

import com.google.common.collect.ImmutableList;
import dev.espalier.environment.Change;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.otp.ProcessEvent.Sent;
import dev.espalier.trace.TraceEvent;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Which request of the app wrote what the change stream told. MongoDB does not say; but CS reads
 * changes in the order of the writes, so that those read in one go belong, in that order, to the
 * requests made since it read before.
 */
final class WhyWrite {
  private final WhyLog log;

  WhyWrite(WhyLog log) {
    this.log = log;
  }

  /**
   * The number of the request; nothing when it was written past the app.
   *
   * @param arrival the event with which a change reached CS
   */
  OptionalLong of(TraceEvent arrival) {
    Optional<Change> change = change(arrival);
    if (change.isEmpty() || !(arrival.event() instanceof Sent(_, Pid stream, _, _))) {
      return OptionalLong.empty();
    }
    List<TraceEvent> before = readBefore(arrival, stream);
    long since = boundary(before.isEmpty() ? arrival : before.getFirst(), stream);
    List<TraceEvent> requests = log.between(since, arrival.number()).filter(this::isWrite).toList();
    return assigned(
        ImmutableList.<TraceEvent>builder().addAll(before).add(arrival).build(), requests);
  }

  private static Optional<Change> change(TraceEvent event) {
    return event.event() instanceof Sent(var from, _, _, Change change) && from == null
        ? Optional.of(change)
        : Optional.empty();
  }

  /** The changes that were read together with one, before it, in order. */
  private List<TraceEvent> readBefore(TraceEvent arrival, Pid stream) {
    return log.back(arrival.number(), event -> !isPosition(event, stream))
        .filter(event -> change(event).isPresent())
        .toList()
        .reversed();
  }

  private long boundary(TraceEvent first, Pid stream) {
    return log.back(first.number(), _ -> true)
        .filter(event -> isPosition(event, stream))
        .mapToLong(TraceEvent::number)
        .findFirst()
        .orElse(0);
  }

  /** Behind the changes that it read in one go, CS is told how far it has read. */
  private static boolean isPosition(TraceEvent event, Pid stream) {
    return event.event() instanceof Sent(var from, Pid to, ProcessEvent.Kind kind, Object content)
        && from == null
        && to.equals(stream)
        && kind == ProcessEvent.Kind.INFO
        && !(content instanceof Change);
  }

  /** In a transaction only the commit is seen by others. */
  private boolean isWrite(TraceEvent event) {
    return event.event() instanceof Sent(_, Pid to, ProcessEvent.Kind kind, Object content)
        && kind == ProcessEvent.Kind.CALL
        && switch (content.getClass().getSimpleName()) {
          case "Create", "Replace", "UpdateMany", "Delete" -> log.kind(to).equals("MS");
          case "Commit" -> log.kind(to).equals("MT");
          default -> false;
        };
  }

  /** The request of the last of these changes: each has the first that fits and is not taken. */
  private static OptionalLong assigned(List<TraceEvent> changes, List<TraceEvent> requests) {
    Set<Long> taken = new HashSet<>();
    OptionalLong last = OptionalLong.empty();
    for (TraceEvent change : changes) {
      OptionalLong fitting =
          requests.stream()
              .filter(request -> !taken.contains(request.number()))
              .filter(request -> canHaveMade(request, change(change).orElseThrow()))
              .mapToLong(TraceEvent::number)
              .findFirst();
      fitting.ifPresent(taken::add);
      last = fitting.isPresent() ? fitting : last;
    }
    return last;
  }

  private static boolean canHaveMade(TraceEvent request, Change change) {
    String name =
        request.event() instanceof Sent sent ? sent.message().getClass().getSimpleName() : "";
    return name.equals("Commit")
        || change.events().stream()
            .allMatch(event ->
                switch (event) {
                  case Change.Put put when put.operation().equals("insert") ->
                      name.equals("Create");
                  case Change.Put _ -> name.equals("UpdateMany") || name.equals("Replace");
                  case Change.Removed _ -> name.equals("Delete");
                  case Change.Replaced _ -> false;
                });
  }
}
