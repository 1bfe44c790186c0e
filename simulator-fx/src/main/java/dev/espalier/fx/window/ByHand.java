package dev.espalier.fx.window;

import dev.espalier.fx.inspector.Aim;
import dev.espalier.fx.inspector.Hand;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.fx.viewing.Viewing;
import dev.espalier.scenario.Place;
import dev.espalier.scenario.Step;

/** What is done to a process from the window. */
record ByHand(Viewing viewing) implements Hand {
  @Override
  public void kill(ProcessAt process) {
    viewing.act(new Step.Kill(Place.BY_HAND, victim(process), null));
  }

  @Override
  public void suspend(ProcessAt process) {
    viewing.act(new Step.Suspend(Place.BY_HAND, victim(process)));
  }

  @Override
  public void resume(ProcessAt process) {
    viewing.act(new Step.Resume(Place.BY_HAND, victim(process)));
  }

  private Step.Victim victim(ProcessAt process) {
    return Aim.at(process, viewing.moment());
  }
}
