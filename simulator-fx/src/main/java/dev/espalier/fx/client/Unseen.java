package dev.espalier.fx.client;

import javafx.scene.layout.Region;

/** The place of a component that is not drawn before somebody looks there. */
final class Unseen extends Region {
  private final Runnable draw;

  /**
   * @param draw puts the component in its place
   */
  Unseen(Runnable draw) {
    this.draw = draw;
  }

  void appear() {
    draw.run();
  }
}
