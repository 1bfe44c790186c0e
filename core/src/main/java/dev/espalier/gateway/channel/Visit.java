package dev.espalier.gateway.channel;

import dev.espalier.environment.Environment;
import dev.espalier.otp.Pid;
import dev.espalier.session.Session;
import org.jspecify.annotations.Nullable;

/**
 * A session and its client.
 *
 * @param key what the client shows to have it back
 * @param socket by which it is connected; none while it is gone
 * @param absences how often it has gone
 */
record Visit(
    Visitor visitor,
    Environment environment,
    Session session,
    String key,
    @Nullable Pid socket,
    int absences) {

  Visit connected(Pid by) {
    return new Visit(visitor, environment, session, key, by, absences);
  }

  Visit gone() {
    return new Visit(visitor, environment, session, key, null, absences + 1);
  }

  /** Whether a client may have it: with its key, or as the same user if it is not connected. */
  boolean isOf(Visitor other, Environment asked) {
    if (!environment.equals(asked)) {
      return false;
    }
    return other.returning() != null
        ? key.equals(other.returning())
        : socket == null && visitor.isSameUser(other);
  }
}
