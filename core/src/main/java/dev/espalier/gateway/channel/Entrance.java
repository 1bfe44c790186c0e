package dev.espalier.gateway.channel;

import dev.espalier.session.ToClient.Problem;

/** What comes of asking for a session. */
sealed interface Entrance {
  record Granted(Visit visit) implements Entrance {}

  record Refused(Problem problem) implements Entrance {}
}
