package dev.espalier.fx.text;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.look.Presence;
import java.util.List;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/**
 * Several looks at one thing, of which one is taken. The one that was chosen last is taken again
 * wherever there is one of that name.
 */
public final class Segments {

  /**
   * @param fill brings the body up to date; only done for the one that is looked at
   */
  public record Segment(String name, Region body, Runnable fill) {
    public static Segment of(String name, Region body, Runnable fill) {
      return new Segment(name, body, fill);
    }
  }

  private final HBox bar = new HBox();
  private final StackPane place = new StackPane();
  private final VBox root = new VBox(bar, place);
  private final ToggleGroup group = new ToggleGroup();
  private ImmutableList<String> names = ImmutableList.of();
  private String chosen = "";
  private Runnable choice = () -> {};

  public Segments() {
    bar.getStyleClass().add("segments");
    place.getStyleClass().add("segment-body");
    VBox.setVgrow(place, Priority.ALWAYS);
  }

  public Region root() {
    return root;
  }

  /**
   * @param action done when another is chosen
   */
  public void onChoice(Runnable action) {
    choice = action;
  }

  /** Takes the look with this name, as if its button were pressed. */
  public void choose(String name) {
    chosen = name;
    choice.run();
  }

  /** Shows those that have a name. */
  public void show(List<Segment> all) {
    ImmutableList<Segment> segments =
        all.stream()
            .filter(segment -> !segment.name().isEmpty())
            .collect(ImmutableList.toImmutableList());
    ImmutableList<String> now =
        segments.stream().map(Segment::name).collect(ImmutableList.toImmutableList());
    Presence.set(root, !segments.isEmpty());
    if (segments.isEmpty()) {
      return;
    }
    Segment looked =
        segments.stream()
            .filter(segment -> segment.name().equals(chosen))
            .findFirst()
            .orElse(segments.getFirst());
    if (!now.equals(names)) {
      names = now;
      bar.getChildren().setAll(now.stream().map(this::button).toList());
    }
    bar.getChildren()
        .forEach(button ->
            ((ToggleButton) button)
                .setSelected(((ToggleButton) button).getText().equals(looked.name())));
    looked.fill().run();
    if (!place.getChildren().equals(List.of(looked.body()))) {
      place.getChildren().setAll(looked.body());
    }
  }

  private ToggleButton button(String name) {
    ToggleButton button = new ToggleButton(name);
    button.setToggleGroup(group);
    button.getStyleClass().add("segment");
    button.setMaxWidth(Double.MAX_VALUE);
    button.setMinWidth(0);
    HBox.setHgrow(button, Priority.ALWAYS);
    button.setOnAction(_ -> {
      chosen = name;
      choice.run();
    });
    return button;
  }
}
