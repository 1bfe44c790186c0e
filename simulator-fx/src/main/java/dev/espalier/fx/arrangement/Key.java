package dev.espalier.fx.arrangement;

import dev.espalier.otp.Address;

/** What a box stands for, whatever the arrangement and whenever. */
public sealed interface Key {

  /** One process. */
  record One(Address identity) implements Key {}

  /**
   * Many siblings of a kind.
   *
   * @param place what they have in common: their supervisor or their session
   */
  record Many(String place, String kind) implements Key {}

  /** The environment's database, which is no process. */
  record MongoDb() implements Key {}
}
