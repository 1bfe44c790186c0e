package dev.espalier.fx.graph;

import com.google.common.collect.Iterables;
import dev.espalier.environment.Change;
import dev.espalier.environment.QueryServer;
import dev.espalier.environment.WidgetServer;
import dev.espalier.fx.arrangement.Labels;
import dev.espalier.fx.timeline.Lives;
import dev.espalier.fx.timeline.Moment;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.fx.timeline.Timeline;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.otp.ProcessEvent.Sent;
import dev.espalier.query.DocumentJson;
import dev.espalier.scenario.play.Meter;
import dev.espalier.session.ToClient;
import dev.espalier.trace.TraceEvent;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import org.bson.BsonDocument;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/**
 * The last change of a database in a line.
 *
 * @param what it was, e.g. {@code change 12 · update counters {user: "global"} count 0 → 1}
 * @param effect of it so far, e.g. {@code asked 4 Q · matched 1 · re-rendered 1 W · sent 2 patches,
 *     182 B}
 */
public record ChangeSummary(String what, String effect) {
  public static final ChangeSummary NONE = new ChangeSummary("", "");

  /** More of what a change led to is not read at once. */
  private static final int MOST_EVENTS = 20_000;

  private static final int LONGEST_VALUE = 24;

  /**
   * Of the last change that began before a moment; {@link #NONE} before the first. It takes as long
   * as it takes to read what the change led to, so that it is not for every pulse.
   */
  public static ChangeSummary of(Timeline timeline, long at, Labels labels) {
    int count = timeline.changes().upTo(at);
    if (count == 0) {
      return NONE;
    }
    long begin = timeline.changes().get(count - 1);
    long next =
        count < timeline.changes().size() ? timeline.changes().get(count) - 1 : Long.MAX_VALUE;
    Change change = timeline.message(begin).map(Sent::message).flatMap(Change::in).orElse(null);
    if (change == null) {
      return NONE;
    }
    Effect effect = new Effect(timeline.lives());
    long end = Math.min(Math.min(at, next), begin + MOST_EVENTS);
    for (long number = begin; number <= end; number++) {
      timeline.event(number).ifPresent(effect::read);
    }
    String what = "change %,d · %s".formatted(count, told(change, timeline.at(begin - 1), labels));
    return new ChangeSummary(what, effect.told());
  }

  // What it was.

  private static String told(Change change, Moment before, Labels labels) {
    if (change.events().size() != 1) {
      return "%,d documents of %s"
          .formatted(
              change.events().size(),
              change.events().stream()
                  .map(Change.Event::collection)
                  .distinct()
                  .collect(Collectors.joining(", ")));
    }
    return switch (Iterables.getOnlyElement(change.events())) {
      case Change.Put put ->
          "%s %s %s".formatted(put.operation(), put.collection(), put(put, before, labels));
      case Change.Removed removed -> "delete from " + removed.collection();
      case Change.Replaced replaced -> "drop " + replaced.collection();
    };
  }

  private static String put(Change.Put put, Moment before, Labels labels) {
    BsonDocument now = put.document();
    BsonDocument old = known(put, before).orElse(null);
    StringJoiner same = new StringJoiner(", ", "{", "}").setEmptyValue("");
    StringJoiner changed = new StringJoiner(", ");
    for (Map.Entry<String, BsonValue> field : now.entrySet()) {
      if (field.getKey().equals("_id")) {
        continue;
      }
      BsonValue was = old == null ? null : old.get(field.getKey());
      String value = value(field.getValue(), labels);
      if (old == null || field.getValue().equals(was)) {
        same.add(field.getKey() + ": " + value);
      } else {
        changed.add(
            "%s %s → %s"
                .formatted(field.getKey(), was == null ? "none" : value(was, labels), value));
      }
    }
    return (same + " " + changed).strip();
  }

  /** As a Q that has it has it. */
  private static Optional<BsonDocument> known(Change.Put put, Moment before) {
    BsonValue id = put.document().get("_id");
    for (ProcessAt process : before.processes().values()) {
      if (process.state() instanceof QueryServer.State query
          && id != null
          && query.query().collection().equals(put.collection())
          && query.result().documents().containsKey(id)) {
        return Optional.ofNullable(query.result().documents().get(id));
      }
    }
    return Optional.empty();
  }

  private static String value(BsonValue value, Labels labels) {
    return Labels.shortened(labels.readable(DocumentJson.toJson(value).toString()), LONGEST_VALUE);
  }

  // What it led to.

  /** Counted while it is read. */
  private static final class Effect {
    private final Lives lives;
    private final Set<Long> ofChange = new HashSet<>();
    private final Set<Long> questions = new HashSet<>();
    private final Set<Pid> asked = new HashSet<>();
    private final Set<Pid> matched = new HashSet<>();
    private final Set<Pid> rendered = new HashSet<>();
    private int patches;
    private long bytes;

    Effect(Lives lives) {
      this.lives = lives;
    }

    void read(TraceEvent event) {
      if (event.event() instanceof Sent(Pid from, Pid to, var kind, Object content)
          && (Change.in(content).isPresent() || ofChange.contains(event.cause()))) {
        ofChange.add(event.number());
        read(event, from, to, kind, content);
      }
    }

    private void read(
        TraceEvent event, @Nullable Pid from, Pid to, ProcessEvent.Kind kind, Object content) {
      switch (content) {
        case QueryServer.MongoEvent _ -> {
          questions.add(event.number());
          asked.add(to);
        }
        case Set<?> affected
            when from != null
                && kind == ProcessEvent.Kind.REPLY
                && !affected.isEmpty()
                && questions.contains(event.cause()) ->
            matched.add(from);
        case WidgetServer.Answer.View _ when from != null -> rendered.add(from);
        case ToClient.PatchUi(var patch) when isClient(to) -> {
          patches++;
          bytes += Meter.bytes(patch.toJson());
        }
        default -> {}
      }
    }

    private boolean isClient(Pid pid) {
      var life = lives.of(pid);
      return life != null && life.kind().equals("Client");
    }

    String told() {
      return "asked %,d Q · matched %,d · re-rendered %,d W · sent %s"
          .formatted(asked.size(), matched.size(), rendered.size(), sent());
    }

    private String sent() {
      return switch (patches) {
        case 0 -> "nothing";
        case 1 -> "1 patch, %,d B".formatted(bytes);
        default -> "%,d patches, %,d B".formatted(patches, bytes);
      };
    }
  }
}
