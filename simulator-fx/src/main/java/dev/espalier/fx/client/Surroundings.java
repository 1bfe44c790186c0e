package dev.espalier.fx.client;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import javafx.scene.control.ToggleGroup;
import javafx.scene.image.Image;
import javafx.scene.layout.Pane;
import tools.jackson.databind.JsonNode;

/**
 * What all components of one view share.
 *
 * @param onEvent is given a listener's code and the event
 * @param images an app's image by its {@code src}, if it can be had
 * @param overlays where overlay entries go, above all else
 * @param radioGroups by the name of their radios
 */
record Surroundings(
    BiConsumer<String, JsonNode> onEvent,
    Function<String, Optional<Image>> images,
    Pane overlays,
    Map<String, ToggleGroup> radioGroups) {

  Surroundings(
      BiConsumer<String, JsonNode> onEvent,
      Function<String, Optional<Image>> images,
      Pane overlays) {
    this(onEvent, images, overlays, new HashMap<>());
  }

  ToggleGroup radioGroup(String name) {
    return radioGroups.computeIfAbsent(name, _ -> new ToggleGroup());
  }
}
