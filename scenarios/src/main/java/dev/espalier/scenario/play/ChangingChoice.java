package dev.espalier.scenario.play;

import dev.espalier.otp.Choice;
import dev.espalier.otp.Pid;
import java.util.List;

/** A choice that can become another one in the midst of a run. */
final class ChangingChoice implements Choice {
  private volatile Choice now;

  ChangingChoice(Choice first) {
    now = first;
  }

  void become(Choice next) {
    now = next;
  }

  @Override
  public int pick(List<Pid> candidates) {
    return now.pick(candidates);
  }
}
