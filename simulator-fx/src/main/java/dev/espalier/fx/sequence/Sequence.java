package dev.espalier.fx.sequence;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.timeline.EventNumbers;
import dev.espalier.fx.timeline.Life;
import dev.espalier.fx.timeline.Lives;
import dev.espalier.fx.timeline.Timeline;
import dev.espalier.otp.Address;
import dev.espalier.otp.ExitReason;
import dev.espalier.otp.Group;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.trace.TraceEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Rows and lanes of a stretch of a recording. Whoever takes part has a lane; what happens has a
 * row. It is read on as the stretch grows; for one thread alone.
 */
final class Sequence {

  /**
   * A process at work on a message.
   *
   * @param first the row with which it began
   * @param last the last row before it was done, which may be the same
   */
  record Work(Address who, int first, int last) {}

  private final Timeline timeline;
  private final Choice choice;
  private final long after;
  private final Map<Address, Lane> lanes = new HashMap<>();
  private final List<Row> rows = new ArrayList<>();
  private final EventNumbers numbers = new EventNumbers();
  private final List<Work> works = new ArrayList<>();

  /** In which row each received message that is still worked on was sent. */
  private final Map<Pid, Integer> begun = new HashMap<>();

  private final Map<Long, Integer> rowOfMessage = new HashMap<>();
  private ImmutableList<Lane> ordered = ImmutableList.of();
  private long read;

  Sequence(Timeline timeline, Choice choice, long after) {
    this.timeline = timeline;
    this.choice = choice;
    this.after = after;
    this.read = after;
  }

  /** Whether it is what is asked for, so far. */
  @SuppressWarnings("ReferenceEquality") // another run is another timeline
  boolean isOf(Timeline other, Choice otherChoice, Choice.Stretch stretch) {
    return timeline == other
        && choice.equals(otherChoice)
        && after == stretch.after()
        && read <= stretch.until();
  }

  /** Reads on, up to an event. */
  void read(long until) {
    int before = lanes.size();
    for (; read < Math.min(until, timeline.end()); read++) {
      timeline.event(read + 1).ifPresent(this::read);
    }
    if (lanes.size() > before) {
      ordered = ImmutableList.sortedCopyOf(Lane.IN_ORDER, lanes.values());
    }
  }

  private void read(TraceEvent event) {
    long number = event.number();
    switch (event.event()) {
      case ProcessEvent.Sent(Pid from, Pid to, ProcessEvent.Kind kind, Object content) -> {
        Address receiver = identity(to);
        if (choice.signals() || kind != ProcessEvent.Kind.SIGNAL) {
          message(number, identity(from), receiver, kind, content, false);
        }
      }
      case ProcessEvent.Dropped(Pid from, Address to, ProcessEvent.Kind kind, Object content) -> {
        Address receiver = to instanceof Pid pid ? identity(pid) : to;
        message(number, identity(from), receiver, kind, content, true);
      }
      case ProcessEvent.Received(Pid pid, long message) -> {
        Integer row = rowOfMessage.remove(message);
        if (row != null) {
          begun.put(pid, row == rows.size() - 1 ? row : rows.size());
        }
      }
      case ProcessEvent.Handled(Pid pid, _, _) -> done(pid);
      case ProcessEvent.Spawned(Pid pid, _, _, _) -> {
        Life life = timeline.lives().of(pid);
        if (life != null && isOfInterest(life.identity())) {
          add(new Row.Begin(number, lane(life.identity()), life.restarts() > 0));
        }
      }
      case ProcessEvent.Exited(Pid pid, ExitReason reason) -> {
        done(pid);
        Address who = timeline.lives().identity(pid);
        if (who != null && isOfInterest(who)) {
          add(new Row.End(number, lane(who), reason));
        }
      }
      default -> {}
    }
  }

  private void add(Row row) {
    rows.add(row);
    numbers.add(row.number());
  }

  private void message(
      long number,
      @Nullable Address from,
      @Nullable Address to,
      ProcessEvent.Kind kind,
      Object content,
      boolean isLost) {
    if (to != null && isOfInterest(from, to)) {
      if (!isLost) {
        rowOfMessage.put(number, rows.size());
      }
      add(
          new Row.Message(
              number, from == null ? null : lane(from), lane(to), kind, content, isLost));
    }
  }

  private void done(Pid pid) {
    Integer first = begun.remove(pid);
    Address who = timeline.lives().identity(pid);
    if (first != null && who != null) {
      works.add(new Work(who, first, Math.max(first, rows.size() - 1)));
    }
  }

  private @Nullable Address identity(@Nullable Pid pid) {
    return timeline.lives().identity(pid);
  }

  /** Gives it a lane. */
  private Address lane(Address who) {
    lanes.computeIfAbsent(who, _ -> new Lane(who, kind(who)));
    return who;
  }

  private String kind(Address who) {
    Life life = timeline.lives().last(who, Long.MAX_VALUE);
    return life == null ? who.toString() : life.kind();
  }

  private boolean isOfInterest(Address who) {
    String session = choice.session();
    return (choice.process() == null || who.equals(choice.process()))
        && (session == null || isIn(session, who));
  }

  private boolean isOfInterest(@Nullable Address from, Address to) {
    Address process = choice.process();
    String session = choice.session();
    boolean isOfProcess = process == null || to.equals(process) || process.equals(from);
    boolean isOfSession =
        session == null
            || isOnlyOf(session, to)
            || (from != null && isOnlyOf(session, from))
            || (from != null && isIn(session, from) && isIn(session, to));
    return isOfProcess && isOfSession;
  }

  private boolean isOnlyOf(String session, Address who) {
    return new Lane(who, kind(who)).isOf(session);
  }

  /** Whether it belongs to the session, or the session uses it. */
  private boolean isIn(String session, Address who) {
    Lives lives = timeline.lives();
    return isOnlyOf(session, who)
        || lives.wasIn(new Group("q", session), who)
        || lives.wasIn(new Group("w", session), who);
  }

  /** In their order. */
  ImmutableList<Lane> lanes() {
    return ordered;
  }

  int size() {
    return rows.size();
  }

  Row row(int index) {
    return rows.get(index);
  }

  /** The last row that has happened at a moment; -1 for none. */
  int rowAt(long number) {
    return numbers.upTo(number) - 1;
  }

  /** What is worked on in a range of rows. */
  List<Work> worksIn(int first, int last) {
    List<Work> found = new ArrayList<>();
    works.stream().filter(work -> work.first() <= last && work.last() >= first).forEach(found::add);
    begun.forEach((pid, since) -> {
      Address who = identity(pid);
      if (who != null && since <= last && rows.size() > first) {
        found.add(new Work(who, since, Math.max(since, rows.size() - 1)));
      }
    });
    return found;
  }
}
