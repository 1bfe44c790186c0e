package dev.espalier.fx.inspector;

import com.google.common.collect.ImmutableList;
import dev.espalier.environment.QueryServer;
import dev.espalier.environment.WidgetServer;
import dev.espalier.fx.annals.Annals;
import dev.espalier.fx.annals.Viewpoint;
import dev.espalier.fx.timeline.Life;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.fx.words.ComparedNode;
import dev.espalier.fx.words.Phrase;
import dev.espalier.fx.words.StateNode;
import dev.espalier.gateway.Client;
import dev.espalier.otp.Address;
import dev.espalier.otp.Pid;
import dev.espalier.trace.TraceEvent;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the inspector shows of a process at a moment.
 *
 * @param label what tells it from others of its kind; empty when it is the only one
 * @param process none when it does not live at the moment
 * @param status what it does, or when it lived
 * @param facts what matters of a process of its kind
 * @param waiting the messages in its mailbox, the next first
 * @param hasBegun whether there is something to be seen of it, though it may be over
 */
record ProcessPage(
    Pid pid,
    String kind,
    String label,
    @Nullable ProcessAt process,
    ImmutableList<Phrase> status,
    ImmutableList<Phrase> facts,
    ImmutableList<Phrase> waiting,
    boolean hasBegun) {
  private static final int MOST_WAITING = 3;

  /** A page of whoever has an identity; none when nobody ever had. */
  static Optional<ProcessPage> of(Address identity, Viewpoint seen) {
    return seen.process(identity)
        .map(process -> of(process, seen))
        .or(() -> absent(identity, seen));
  }

  private static ProcessPage of(ProcessAt process, Viewpoint seen) {
    return new ProcessPage(
        process.pid(),
        process.kind(),
        seen.labels().full(process),
        process,
        ImmutableList.of(Standing.of(process, seen)),
        Facts.of(process, seen),
        Named.inLines(process.mailbox(), MOST_WAITING, message -> waiting(message, seen)),
        true);
  }

  private static Phrase waiting(long message, Viewpoint seen) {
    return seen.timeline()
        .message(message)
        .map(sent -> seen.message(message).then(Phrase.quiet("  from " + seen.name(sent.from()))))
        .orElse(Phrase.of("a message"));
  }

  private static Optional<ProcessPage> absent(Address identity, Viewpoint seen) {
    List<Life> lives = seen.timeline().lives().all(identity);
    if (lives.isEmpty()) {
      return Optional.empty();
    }
    Life last =
        lives.reversed().stream()
            .filter(life -> life.born() <= seen.at())
            .findFirst()
            .orElse(lives.getFirst());
    String name = seen.name(last.pid());
    return Optional.of(
        new ProcessPage(
            last.pid(),
            last.kind(),
            name.substring(last.kind().length()).strip(),
            null,
            Standing.ofAbsent(identity, seen),
            ImmutableList.of(),
            ImmutableList.of(),
            last.born() <= seen.at()));
  }

  /** Its state, with what its last message has made of it. */
  ComparedNode state(Viewpoint seen) {
    List<TraceEvent> states = seen.annals().states(pid, seen.at(), 2);
    if (states.isEmpty()) {
      return ComparedNode.of(StateNode.of(null));
    }
    StateNode now = node(Annals.state(states.getFirst()), seen);
    return states.size() < 2
        ? ComparedNode.of(now)
        : ComparedNode.between(node(Annals.state(states.getLast()), seen), now);
  }

  /** What it is there to make: a view's component, a client's UI, a query's documents. */
  Optional<Product> product(Viewpoint seen) {
    List<TraceEvent> states = seen.annals().states(pid, seen.at(), 2);
    return states.isEmpty()
        ? Optional.empty()
        : Product.of(
            Annals.state(states.getFirst()),
            states.size() < 2 ? null : Annals.state(states.getLast()));
  }

  /**
   * @param name what it is called
   */
  record Product(String name, ComparedNode content) {

    private static Optional<Product> of(@Nullable Object state, @Nullable Object before) {
      return switch (state) {
        case WidgetServer.State widget when widget.drawn() != null ->
            Optional.of(new Product("Drawn", compared(drawn(widget), drawn(before))));
        case Client.State client when client.ui() != null ->
            Optional.of(new Product("UI", compared(client.ui(), ui(before))));
        case QueryServer.State query ->
            Optional.of(new Product("Documents", compared(documents(query), documents(before))));
        case null, default -> Optional.empty();
      };
    }

    private static @Nullable Object drawn(@Nullable Object state) {
      return state instanceof WidgetServer.State widget && widget.drawn() != null
          ? widget.drawn().component()
          : null;
    }

    private static @Nullable Object ui(@Nullable Object state) {
      return state instanceof Client.State client ? client.ui() : null;
    }

    private static @Nullable Object documents(@Nullable Object state) {
      return state instanceof QueryServer.State query ? query.result().documents() : null;
    }

    private static ComparedNode compared(@Nullable Object now, @Nullable Object before) {
      StateNode node = StateNode.of(now);
      return before == null
          ? ComparedNode.of(node)
          : ComparedNode.between(StateNode.of(before), node);
    }
  }

  private static StateNode node(@Nullable Object state, Viewpoint seen) {
    return StateNode.of(state, address -> named(address, seen));
  }

  /** The pid too, for states tell a process from the one before it. */
  private static String named(Address address, Viewpoint seen) {
    return address instanceof Pid pid ? "%s %s".formatted(seen.name(pid), pid) : seen.name(address);
  }
}
