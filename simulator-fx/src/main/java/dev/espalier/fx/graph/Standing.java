package dev.espalier.fx.graph;

import dev.espalier.fx.arrangement.Box;
import dev.espalier.fx.arrangement.Key;
import dev.espalier.fx.timeline.Life;
import dev.espalier.fx.timeline.Moment;
import dev.espalier.fx.timeline.Playtime;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.otp.Address;
import dev.espalier.otp.ExitReason;
import java.time.Duration;

/**
 * How it stands with what a box stands for, at a moment.
 *
 * @param living how many of them live
 * @param busy whether one of them handles a message
 * @param suspended whether one of them is held up
 * @param waiting how many messages wait
 * @param restarts how often they were started again after a failure
 * @param part how much of a coming or going is over, from 0 to 1
 * @param reason why it failed; empty when it did not
 */
record Standing(
    Presence presence,
    double part,
    String reason,
    int living,
    boolean busy,
    boolean suspended,
    int waiting,
    int restarts) {
  static final Duration TO_COME = Duration.ofMillis(350);
  static final Duration TO_GO = Duration.ofMillis(500);

  /** Whether it is there. */
  enum Presence {
    /** Not yet, or not any more. */
    ABSENT,
    COMING,
    /** Coming again after a failure. */
    RESTARTING,
    THERE,
    /** It had nothing more to do, or was told to stop. */
    LEAVING,
    FAILED
  }

  private static final Standing ALWAYS = new Standing(Presence.THERE, 1, "", 1, false, false, 0, 0);

  /** Of one box. */
  static Standing of(Box box, Moment moment, Playtime time) {
    return switch (box.key()) {
      case Key.One(Address identity) -> of(identity, moment, time);
      case Key.MongoDb _ -> ALWAYS;
      default -> ofAll(box, moment, time);
    };
  }

  private static Standing of(Address identity, Moment moment, Playtime time) {
    Life life = time.timeline().lives().last(identity, moment.number());
    if (life == null) {
      return absent();
    }
    ProcessAt process = moment.process(life.pid());
    if (process == null) {
      return gone(life, time);
    }
    double part = time.part(life.born(), TO_COME);
    boolean isAgain = life.restarts() > 0;
    Presence presence =
        part >= 1 || (time.stands() && !isAgain)
            ? Presence.THERE
            : isAgain ? Presence.RESTARTING : Presence.COMING;
    return new Standing(
        presence,
        part,
        "",
        1,
        process.handling() != 0,
        process.suspended(),
        process.mailbox().size(),
        process.restarts());
  }

  private static Standing absent() {
    return new Standing(Presence.ABSENT, 1, "", 0, false, false, 0, 0);
  }

  private static Standing gone(Life life, Playtime time) {
    double part = time.part(life.died(), TO_GO);
    ExitReason reason = life.reason();
    if (part >= 1 || reason == null) {
      return absent();
    }
    return reason.isAbnormal()
        ? new Standing(Presence.FAILED, part, reason.toString(), 0, false, false, 0, 0)
        : new Standing(Presence.LEAVING, part, "", 0, false, false, 0, 0);
  }

  private static Standing ofAll(Box box, Moment moment, Playtime time) {
    int living = 0;
    int waiting = 0;
    int restarts = 0;
    boolean busy = false;
    boolean suspended = false;
    for (Address identity : box.stands()) {
      Life life = time.timeline().lives().last(identity, moment.number());
      ProcessAt process = life == null ? null : moment.process(life.pid());
      if (process != null) {
        living++;
        waiting += process.mailbox().size();
        restarts += process.restarts();
        busy |= process.handling() != 0;
        suspended |= process.suspended();
      }
    }
    Presence presence = living == 0 ? Presence.ABSENT : Presence.THERE;
    return new Standing(presence, 1, "", living, busy, suspended, waiting, restarts);
  }

  boolean isThere() {
    return living > 0;
  }
}
