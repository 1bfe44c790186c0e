package dev.espalier.scenario.play;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Sets;
import dev.espalier.environment.Change;
import dev.espalier.environment.ChangeStream;
import dev.espalier.environment.QueryServer;
import dev.espalier.environment.WidgetServer;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.scenario.play.Cast.Member;
import dev.espalier.session.ToClient;
import dev.espalier.trace.TraceEvent;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.bson.BsonTimestamp;

/**
 * How a change of the database went through the tree: everything it is the cause of, by kind, each
 * process once and in the order in which it was reached.
 *
 * @param isHeldUp whether it waits for CS, which is suspended
 * @param managers the SCMs that were told
 * @param asked the Qs that were asked
 * @param moved those of them for which it made a difference
 * @param widgets the Ws whose data changed
 * @param builders the UIBuilders that were to build anew
 * @param fetched the Ws that were then asked for their views
 * @param clients the clients that got a patch, a UI or an error for it
 */
public record ChangePath(
    Change change,
    boolean isHeldUp,
    ImmutableSet<Member> managers,
    ImmutableSet<Member> asked,
    ImmutableSet<Member> moved,
    ImmutableSet<Member> widgets,
    ImmutableSet<Member> builders,
    ImmutableSet<Member> fetched,
    ImmutableSet<Member> clients) {

  static ImmutableList<ChangePath> read(List<TraceEvent> events, Cast cast) {
    Reading reading = new Reading(cast);
    events.forEach(reading::read);
    return reading.paths.values().stream()
        .map(reading::done)
        .collect(ImmutableList.toImmutableList());
  }

  /** A path as far as it has been read. */
  private record Path(
      Change change,
      Set<Member> managers,
      Set<Member> asked,
      Set<Member> moved,
      Set<Member> widgets,
      Set<Member> builders,
      Set<Member> fetched,
      Set<Member> clients) {

    Path(Change change) {
      this(
          change,
          new LinkedHashSet<>(),
          new LinkedHashSet<>(),
          new LinkedHashSet<>(),
          new LinkedHashSet<>(),
          new LinkedHashSet<>(),
          new LinkedHashSet<>(),
          new LinkedHashSet<>());
    }

    ChangePath done(boolean isHeldUp) {
      return new ChangePath(
          change,
          isHeldUp,
          ImmutableSet.copyOf(managers),
          ImmutableSet.copyOf(asked),
          ImmutableSet.copyOf(moved),
          ImmutableSet.copyOf(widgets),
          ImmutableSet.copyOf(builders),
          ImmutableSet.copyOf(fetched),
          ImmutableSet.copyOf(clients));
    }
  }

  /** One walk over the events: what is caused by an event of a path belongs to that path. */
  private static final class Reading {
    final Map<BsonTimestamp, Path> paths = new LinkedHashMap<>();
    private final Map<Long, Path> ofEvent = new HashMap<>();
    private final Set<Long> questions = new HashSet<>();
    private final Set<Path> heldUp = Sets.newIdentityHashSet();
    private final Cast cast;

    Reading(Cast cast) {
      this.cast = cast;
    }

    void read(TraceEvent event) {
      if (!(event.event()
          instanceof ProcessEvent.Sent(Pid from, Pid to, ProcessEvent.Kind kind, Object content))) {
        return;
      }
      Path path = Change.in(content).map(this::begin).orElseGet(() -> ofEvent.get(event.cause()));
      if (path != null) {
        ofEvent.put(event.number(), path);
        note(path, event, cast.who(from), cast.who(to), kind, content);
      }
    }

    /** Nobody is told of a change while CS takes up no message. */
    ChangePath done(Path path) {
      return path.done(path.managers.isEmpty() && heldUp.contains(path));
    }

    private Path begin(Change change) {
      return paths.computeIfAbsent(change.time(), _ -> new Path(change));
    }

    private void note(
        Path path,
        TraceEvent event,
        Member from,
        Member to,
        ProcessEvent.Kind kind,
        Object content) {
      switch (content) {
        case Change _, ChangeStream.Touching _ -> {
          if (to.kind().equals("SCM")) {
            path.managers.add(to);
          } else if (cast.isSuspended(to.pid())) {
            heldUp.add(path);
          }
        }
        case QueryServer.MongoEvent _ -> {
          questions.add(event.number());
          path.asked.add(to);
        }
        case WidgetServer.FetchView _ -> path.fetched.add(to);
        case ToClient _ when to.kind().equals("Client") -> path.clients.add(to);
        case Set<?> affected
            when kind == ProcessEvent.Kind.REPLY && questions.contains(event.cause()) -> {
          if (!affected.isEmpty()) {
            path.moved.add(from);
          }
        }
        default -> {
          if (isFrom("Q", "W", from, to) && kind == ProcessEvent.Kind.INFO) {
            path.widgets.add(to);
          } else if (isFrom("SCM", "UIBuilder", from, to) && kind == ProcessEvent.Kind.CAST) {
            path.builders.add(to);
          }
        }
      }
    }

    private static boolean isFrom(String sender, String receiver, Member from, Member to) {
      return from.kind().equals(sender) && to.kind().equals(receiver);
    }
  }
}
