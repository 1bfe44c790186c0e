package dev.espalier.fx.client;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import javafx.scene.control.ToggleGroup;
import javafx.scene.image.Image;
import javafx.scene.layout.Pane;

/**
 * What all components of one view share.
 *
 * @param onAct is told what the user does
 * @param root where in the UI the root component stands
 * @param images an app's image by its {@code src}, if it can be had
 * @param overlays where overlay entries go, above all else
 * @param radioGroups by the name of their radios
 */
record Surroundings(
    Consumer<Act> onAct,
    Supplier<String> root,
    Function<String, Optional<Image>> images,
    Pane overlays,
    Map<String, ToggleGroup> radioGroups) {

  Surroundings(
      Consumer<Act> onAct,
      Supplier<String> root,
      Function<String, Optional<Image>> images,
      Pane overlays) {
    this(onAct, root, images, overlays, new HashMap<>());
  }

  ToggleGroup radioGroup(String name) {
    return radioGroups.computeIfAbsent(name, _ -> new ToggleGroup());
  }
}
