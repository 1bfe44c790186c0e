package dev.espalier.scenario.play;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import dev.espalier.otp.Choice;
import dev.espalier.otp.Pid;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A choice that can become another one in the midst of a run, or be arranged beforehand for one
 * step. It remembers who ran although another had waited longer.
 */
final class ChangingChoice implements Choice {
  private final LongSupplier events;
  private final List<OutOfTurn> outOfTurn = new ArrayList<>();
  private volatile Choice now;
  private @Nullable ImmutableSortedMap<Integer, Integer> next;
  private @Nullable ImmutableSortedMap<Integer, Integer> arranged;
  private int step;
  private int turn;

  /** Of processes that could run one did that had not waited longest. */
  record OutOfTurn(int step, int turn, int place, long after, Pid runs, Pid waits) {}

  /**
   * @param events how many events there were so far
   */
  ChangingChoice(Choice first, LongSupplier events) {
    this.now = first;
    this.events = events;
  }

  void become(Choice other) {
    now = other;
  }

  /** In the next step everybody is to run in turn, save at these turns. */
  void arrange(ImmutableSortedMap<Integer, Integer> turns) {
    next = turns;
  }

  /** A step begins; its turns are counted anew. */
  void begin(int newStep) {
    step = newStep;
    turn = 0;
    arranged = next;
    next = null;
  }

  @Override
  public int pick(List<Pid> candidates) {
    boolean several = candidates.size() > 1;
    if (several) {
      turn++;
    }
    int picked = arranged == null ? now.pick(candidates) : arranged(candidates.size(), arranged);
    if (several && picked > 0) {
      outOfTurn.add(
          new OutOfTurn(
              step,
              turn,
              picked + 1,
              events.getAsLong(),
              candidates.get(picked),
              candidates.getFirst()));
    }
    return picked;
  }

  private int arranged(int candidates, ImmutableSortedMap<Integer, Integer> turns) {
    int place = candidates == 1 ? 1 : turns.getOrDefault(turn, 1);
    return place <= candidates ? place - 1 : 0;
  }

  /** Only while nothing runs. */
  ImmutableList<OutOfTurn> outOfTurn() {
    return ImmutableList.copyOf(outOfTurn);
  }
}
