package dev.espalier.scenario.play;

import com.google.common.collect.ImmutableSortedMap;
import dev.espalier.otp.Choice;
import dev.espalier.otp.Pid;
import dev.espalier.scenario.Order;
import java.util.List;

/** Whoever has waited longest runs, save at the turns that an {@link Order} names. */
final class TurnChoice implements Choice {
  private final ImmutableSortedMap<Integer, Integer> turns;
  private int turn;

  TurnChoice(Order order) {
    this.turns = order.turns();
  }

  @Override
  public int pick(List<Pid> candidates) {
    if (candidates.size() == 1) {
      return 0;
    }
    turn++;
    int place = turns.getOrDefault(turn, 1);
    return place <= candidates.size() ? place - 1 : 0;
  }
}
