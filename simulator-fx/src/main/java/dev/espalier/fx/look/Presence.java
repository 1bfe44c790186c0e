package dev.espalier.fx.look;

import javafx.scene.Node;

/** Whether something is there: to be seen, and with room of its own. */
public final class Presence {
  private Presence() {}

  public static void set(Node node, boolean present) {
    node.setVisible(present);
    node.setManaged(present);
  }
}
