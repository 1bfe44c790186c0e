package dev.espalier.scenario.play;

import com.google.common.collect.ImmutableList;
import dev.espalier.otp.Choice;
import dev.espalier.otp.Pid;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * A choice that can become another one in the midst of a run. It remembers who ran although another
 * had waited longer.
 */
final class ChangingChoice implements Choice {
  private final LongSupplier events;
  private final List<OutOfTurn> outOfTurn = new ArrayList<>();
  private volatile Choice now;
  private int turn;

  /** Of processes that could run one did that had not waited longest. */
  record OutOfTurn(int turn, int place, long after, Pid runs, Pid waits) {}

  /**
   * @param events how many events there were so far
   */
  ChangingChoice(Choice first, LongSupplier events) {
    this.now = first;
    this.events = events;
  }

  void become(Choice next) {
    now = next;
  }

  @Override
  public int pick(List<Pid> candidates) {
    int picked = now.pick(candidates);
    if (candidates.size() > 1) {
      turn++;
      if (picked > 0) {
        outOfTurn.add(
            new OutOfTurn(
                turn,
                picked + 1,
                events.getAsLong(),
                candidates.get(picked),
                candidates.getFirst()));
      }
    }
    return picked;
  }

  /** Only while nothing runs. */
  ImmutableList<OutOfTurn> outOfTurn() {
    return ImmutableList.copyOf(outOfTurn);
  }
}
