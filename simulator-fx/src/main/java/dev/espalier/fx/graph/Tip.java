package dev.espalier.fx.graph;

import dev.espalier.fx.arrangement.Box;
import dev.espalier.fx.arrangement.Key;
import dev.espalier.fx.arrangement.Labels;
import dev.espalier.fx.timeline.Life;
import dev.espalier.fx.timeline.Moment;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.fx.timeline.Timeline;
import dev.espalier.fx.viewing.Watched;
import dev.espalier.fx.words.MessageWords;
import dev.espalier.fx.words.StateNode;
import dev.espalier.otp.Address;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent.Sent;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What is said of what the mouse is over, in a few lines. */
public final class Tip {
  private static final int LONGEST = 96;
  private static final int MOST_FIELDS = 4;

  private Tip() {}

  /** Of a box. */
  static String of(Box box, Watched watched) {
    return switch (box.key()) {
      case Key.One(Address identity) -> of(identity, watched);
      case Key.MongoDb(String id) -> "the database of environment " + id;
      default ->
          "%s\n%s"
              .formatted(
                  box.title().startsWith("+") ? kinds(box, watched) : box.title(),
                  "click to see them one by one");
    };
  }

  private static String kinds(Box box, Watched watched) {
    return box.stands().stream()
        .map(identity -> watched.timeline().lives().last(identity, watched.after()))
        .map(life -> life == null ? "" : life.kind())
        .distinct()
        .collect(Collectors.joining(", "));
  }

  private static String of(Address identity, Watched watched) {
    Moment moment = watched.moment();
    Life life = watched.timeline().lives().last(identity, moment.number());
    ProcessAt process = life == null ? null : moment.process(life.pid());
    if (process == null) {
      return life == null
          ? "not started yet"
          : "%s %s\nexited: %s".formatted(life.kind(), life.pid(), life.reason());
    }
    StringBuilder text = new StringBuilder(name(process, watched.labels()));
    text.append("  ").append(process.pid());
    text.append('\n').append(doing(process, watched.timeline()));
    if (process.restarts() > 0) {
      text.append(" · restarted ").append(process.restarts()).append('×');
    }
    String state = state(process.state());
    return state.isEmpty() ? text.toString() : text.append('\n').append(state).toString();
  }

  private static String doing(ProcessAt process, Timeline timeline) {
    String now =
        process.suspended()
            ? "suspended"
            : process.handling() > 0
                ? "handles "
                    + timeline.message(process.handling()).map(MessageWords::of).orElse("a message")
                : process.state() == null ? "is starting" : "waits for messages";
    int queue = process.mailbox().size();
    return queue == 0 ? now : "%s · %,d in its mailbox".formatted(now, queue);
  }

  private static String state(@Nullable Object state) {
    StateNode node = StateNode.of(state);
    String line =
        node.children().stream()
            .limit(MOST_FIELDS)
            .map(StateNode::line)
            .collect(Collectors.joining(" · "));
    return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 1) + "…";
  }

  /** Of a message. */
  public static String of(long number, Sent message, Watched watched) {
    return "%s  #%,d\n%s → %s"
        .formatted(
            MessageWords.of(message),
            number,
            who(message.from(), watched),
            who(message.to(), watched));
  }

  private static String who(@Nullable Pid pid, Watched watched) {
    if (pid == null) {
      return "outside";
    }
    ProcessAt process = watched.moment().process(pid);
    Life life = watched.timeline().lives().of(pid);
    return process != null
        ? name(process, watched.labels())
        : life == null ? pid.toString() : life.kind() + " " + pid;
  }

  private static String name(ProcessAt process, Labels labels) {
    String label = labels.full(process);
    return label.isEmpty() ? process.kind() : process.kind() + "  " + label;
  }
}
