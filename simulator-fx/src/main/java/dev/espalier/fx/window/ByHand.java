package dev.espalier.fx.window;

import dev.espalier.fx.inspector.Aim;
import dev.espalier.fx.inspector.Hand;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.fx.viewing.Viewing;
import dev.espalier.scenario.Place;
import dev.espalier.scenario.Step;

/** What the inspector's buttons do. */
record ByHand(Viewing viewing) implements Hand {
  @Override
  public void kill(ProcessAt process) {
    viewing.act(new Step.Kill(Place.BY_HAND, Aim.at(process, viewing.moment()), null));
  }

  @Override
  public void suspend(ProcessAt process) {}

  @Override
  public void resume(ProcessAt process) {}
}
