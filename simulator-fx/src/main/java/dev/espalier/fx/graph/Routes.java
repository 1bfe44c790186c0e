package dev.espalier.fx.graph;

import dev.espalier.fx.arrangement.Arrangement;
import dev.espalier.fx.arrangement.Box;
import dev.espalier.fx.arrangement.Edge.Ends;
import dev.espalier.fx.timeline.Flights.Flight;
import dev.espalier.fx.timeline.Lives;
import dev.espalier.otp.Address;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent.Sent;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The ways of messages in an arrangement, each found once. */
final class Routes {
  private static final int MOST_KNOWN = 65_536;

  private final Arrangement arrangement;
  private final Lives lives;
  private final Map<Ends, Route> between = new HashMap<>();

  /** Of those that were asked for lately, as most are at pulse after pulse. */
  private final Map<Long, Route> ofMessages = new HashMap<>();

  Routes(Arrangement arrangement, Lives lives) {
    this.arrangement = arrangement;
    this.lives = lives;
  }

  /** None when the receiver is not in the arrangement. */
  @Nullable Route of(Flight flight) {
    Route known = ofMessages.get(flight.number());
    if (known != null) {
      return known;
    }
    Route found = of(flight.message());
    if (found != null) {
      if (ofMessages.size() > MOST_KNOWN) {
        ofMessages.clear();
      }
      ofMessages.put(flight.number(), found);
    }
    return found;
  }

  private @Nullable Route of(Sent message) {
    Box to = box(message.to());
    if (to == null) {
      return null;
    }
    Box sender = box(message.from());
    Box from = sender == null && message.from() == null ? arrangement.database(to) : sender;
    Ends ends = new Ends(from == null ? to.key() : from.key(), to.key());
    return from == null ? Route.into(to) : between.computeIfAbsent(ends, _ -> found(from, to));
  }

  /** Whether there is a line between sender and receiver, whichever way. */
  boolean isEdge(Sent message) {
    Box from = box(message.from());
    Box to = box(message.to());
    return from != null
        && to != null
        && (arrangement.edgesByEnds().containsKey(new Ends(from.key(), to.key()))
            || arrangement.edgesByEnds().containsKey(new Ends(to.key(), from.key())));
  }

  private Route found(Box from, Box to) {
    return from.key().equals(to.key()) ? Route.within(to) : new Route(arrangement.way(from, to));
  }

  /** The box that a process is in; none for the world outside. */
  @Nullable Box box(@Nullable Pid pid) {
    Address identity = lives.identity(pid);
    return identity == null ? null : arrangement.box(identity);
  }
}
