package dev.espalier.fx.sequence;

import com.google.common.collect.ImmutableList;
import dev.espalier.otp.Address;
import dev.espalier.otp.Name;
import java.util.Comparator;

/**
 * Someone who takes part.
 *
 * @param identity the same for all who were started again under a name
 */
record Lane(Address identity, String kind) {
  /** The kinds in the order in which a change reaches them; then those who began it, and others. */
  private static final ImmutableList<String> FLOW =
      ImmutableList.of(
          "Client",
          "Session.EventHandler",
          "Environment.EventHandler",
          "MSDS",
          "MS",
          "MTDS",
          "MT",
          "Repo",
          "CS",
          "SCM",
          "Q",
          "W",
          "UIBuilder");

  /** In Flow's order, and a session's beside one another. */
  static final Comparator<Lane> IN_ORDER =
      Comparator.comparingInt((Lane lane) -> rank(lane.kind))
          .thenComparing(lane -> lane.identity.toString());

  private static int rank(String kind) {
    int rank = FLOW.indexOf(kind);
    return rank < 0 ? FLOW.size() : rank;
  }

  /** Whether it belongs to that session alone. */
  boolean isOf(String session) {
    return !kind.equals("Q")
        && !kind.equals("W")
        && identity instanceof Name(_, String key)
        && key.equals(session);
  }
}
