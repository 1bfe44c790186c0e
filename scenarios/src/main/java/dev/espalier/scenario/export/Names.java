package dev.espalier.scenario.export;

import com.google.common.collect.HashMultiset;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Multiset;
import dev.espalier.environment.WidgetServer;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.scenario.play.Cast;
import dev.espalier.scenario.play.Cast.Member;
import dev.espalier.scenario.story.Wording;
import dev.espalier.trace.TraceEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the processes of a run are called, each differently: {@code SCM alice}, {@code W counter
 * user: @bob}; one that took another's place has a number, {@code SCM alice 2}.
 */
final class Names {
  private static final int LONGEST = 60;

  private final Cast cast;
  private final ImmutableMap<Pid, String> names;

  private Names(Cast cast, ImmutableMap<Pid, String> names) {
    this.cast = cast;
    this.names = names;
  }

  static Names of(Run run) {
    Cast cast = Cast.of(run.events());
    Wording wording = new Wording(run.users(), LONGEST);
    Map<Pid, String> views = views(run.events());
    Multiset<String> taken = HashMultiset.create();
    ImmutableMap.Builder<Pid, String> names = ImmutableMap.builder();
    for (TraceEvent event : run.events()) {
      if (event.event() instanceof ProcessEvent.Spawned(Pid pid, _, String kind, _)) {
        String key = views.getOrDefault(pid, cast.who(pid).key());
        String name = wording.shortened((kind + " " + wording.text(key)).strip());
        int namesakes = taken.add(name, 1);
        names.put(pid, namesakes == 0 ? name : name + " " + (namesakes + 1));
      }
    }
    return new Names(cast, names.buildOrThrow());
  }

  /** What Ws show: a W is registered under a hash, which says nothing to anybody. */
  private static Map<Pid, String> views(List<TraceEvent> events) {
    Map<Pid, String> views = new HashMap<>();
    for (TraceEvent event : events) {
      if (event.event() instanceof ProcessEvent.Started(Pid pid, WidgetServer.State state)) {
        views.put(
            pid,
            state.key().query() == null
                ? state.key().view()
                : state.key().view() + " " + state.key().query().filter());
      }
    }
    return views;
  }

  /** Of a process of the run. */
  String of(Pid pid) {
    return names.getOrDefault(pid, pid.toString());
  }

  Member who(@Nullable Pid pid) {
    return cast.who(pid);
  }

  /** The session a process is there for; empty for what is the environment's. */
  String session(Pid pid) {
    Member member = cast.who(pid);
    return switch (member.kind()) {
      case "Client", "SCM", "UIBuilder", "Event.OnUserFirstJoin", "Event.OnSessionStart" ->
          member.key();
      case String kind when kind.startsWith("Session.") && !kind.equals("Session.Managers") ->
          member.key();
      default -> "";
    };
  }
}
