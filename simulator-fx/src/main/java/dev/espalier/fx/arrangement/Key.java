package dev.espalier.fx.arrangement;

import dev.espalier.otp.Address;

/** What a box or a band stands for, whatever the arrangement and whenever. */
public sealed interface Key {

  /** One process. */
  record One(Address identity) implements Key {}

  /**
   * Many siblings of a kind.
   *
   * @param place what they have in common: their supervisor, their session, or the environment
   */
  record Many(String place, String kind) implements Key {}

  /** Everything of a session. */
  record OneSession(String environment, String session) implements Key {}

  /** All sessions of an environment. */
  record Sessions(String environment) implements Key {}

  /** What belongs to an environment and to none of its sessions; empty for what belongs to none. */
  record Environment(String id) implements Key {}

  /** An environment's database, which is no process. */
  record MongoDb(String environment) implements Key {}
}
