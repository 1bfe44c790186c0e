package dev.espalier.fx.graph;

import com.google.common.collect.ImmutableSet;
import dev.espalier.fx.arrangement.Arrangement;
import dev.espalier.fx.arrangement.Key;
import dev.espalier.fx.timeline.Cast;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.otp.Address;
import dev.espalier.otp.Group;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Which boxes have to do with the session that is followed: its own, what it uses, and CS. */
final class Followed {
  private Followed() {}

  /** All of them when no session is followed. */
  static Predicate<Key> of(@Nullable String session, Cast cast, Arrangement arrangement) {
    if (session == null) {
      return _ -> true;
    }
    ImmutableSet.Builder<Key> keys = ImmutableSet.builder();
    for (ProcessAt process : cast.members().values()) {
      Address identity = process.identity();
      Key key = arrangement.places().get(identity);
      if (key != null && isOf(session, process, cast)) {
        keys.add(key);
      }
    }
    ImmutableSet<Key> followed = keys.build();
    return key -> followed.contains(key) || key instanceof Key.MongoDb;
  }

  private static boolean isOf(String session, ProcessAt process, Cast cast) {
    Address identity = process.identity();
    boolean isUsed =
        cast.groups().containsEntry(identity, new Group("q", session))
            || cast.groups().containsEntry(identity, new Group("w", session));
    boolean isOwn =
        process.name() != null
            && process.name().key().equals(session)
            && !process.kind().equals("Q")
            && !process.kind().equals("W");
    return isUsed || isOwn || process.kind().equals("CS");
  }
}
