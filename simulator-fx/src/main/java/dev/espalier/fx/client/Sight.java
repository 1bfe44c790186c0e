package dev.espalier.fx.client;

import java.util.List;
import javafx.application.Platform;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.layout.Pane;

/**
 * Draws what of a long column comes into sight. Far more time goes into making, styling and
 * measuring controls than into all else, and of thousands only a few can be seen.
 */
final class Sight {
  private final Pane column;
  private boolean asked;

  Sight(Pane column) {
    this.column = column;
    column.localToSceneTransformProperty().subscribe(_ -> look());
  }

  /** After this layout, as the column must not change in the middle of it. */
  void lookLater() {
    if (!asked && column.getChildren().stream().anyMatch(Unseen.class::isInstance)) {
      asked = true;
      Platform.runLater(() -> {
        asked = false;
        look();
      });
    }
  }

  private void look() {
    if (column.isNeedsLayout()) {
      return;
    }
    Bounds seen = seen();
    double ahead = seen.getHeight();
    List<Unseen> appearing =
        column.getChildren().stream()
            .filter(child -> child.getBoundsInParent().getMaxY() >= seen.getMinY() - ahead)
            .takeWhile(child -> child.getBoundsInParent().getMinY() <= seen.getMaxY() + ahead)
            .filter(Unseen.class::isInstance)
            .map(Unseen.class::cast)
            .toList();
    appearing.forEach(Unseen::appear);
  }

  /** The part of the column that nothing around it cuts off. */
  private Bounds seen() {
    Scene scene = column.getScene();
    if (scene == null) {
      return new BoundingBox(0, 0, 0, 0);
    }
    double top = 0;
    double bottom = scene.getHeight();
    for (Node node = column; node != null; node = node.getParent()) {
      if (node.getClip() != null) {
        Bounds clip = node.localToScene(node.getClip().getBoundsInParent());
        top = Math.max(top, clip.getMinY());
        bottom = Math.min(bottom, clip.getMaxY());
      }
    }
    return column.sceneToLocal(new BoundingBox(0, top, 1, Math.max(0, bottom - top)));
  }
}
