package dev.espalier.fx.comparison;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.look.Presence;
import dev.espalier.fx.viewing.Run;
import dev.espalier.fx.viewing.Viewing;
import dev.espalier.scenario.story.Sentences;
import dev.espalier.scenario.story.Wording;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** The runs there are when there are several: which one is watched, and where it departs. */
public final class RunsView {
  private static final int LONGEST = 80;

  private final Viewing viewing;
  private final HBox toggles = new HBox();
  private final ToggleGroup group = new ToggleGroup();
  private final ToggleButton sideBySide = new ToggleButton("Side by side");
  private final Label departure = new Label();
  private final Label difference = new Label();
  private final Hyperlink goThere = new Hyperlink("Go there");
  private final Button drop = new Button("Forget this run");
  private final VBox root = new VBox();
  private ImmutableList<Run> shown = ImmutableList.of();
  private @Nullable Run current;
  private @Nullable Divergence divergence;

  /**
   * @param lay lays both runs side by side, or no longer
   */
  public RunsView(Viewing viewing, Runnable lay) {
    this.viewing = viewing;
    sideBySide.setId("side-by-side");
    sideBySide.setTooltip(new Tooltip("The run this one left, beside it at the same event"));
    sideBySide.setOnAction(_ -> lay.run());
    drop.setId("forget-run");
    drop.getStyleClass().add("flat");
    drop.setOnAction(_ -> viewing.drop(viewing.run()));
    goThere.setId("go-to-difference");
    departure.setId("departure");
    difference.setId("difference");
    for (Label label : new Label[] {departure, difference}) {
      label.setMinWidth(0);
      label.getStyleClass().add("muted");
    }
    goThere.setOnAction(_ -> {
      Divergence now = divergence;
      if (now != null) {
        viewing.seek(now.event());
      }
    });
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    HBox first = new HBox(12, toggles, departure, space, sideBySide, drop);
    HBox second = new HBox(4, difference, goThere);
    first.setAlignment(Pos.CENTER_LEFT);
    second.setAlignment(Pos.CENTER_LEFT);
    root.getStyleClass().add("runs");
    root.getChildren().addAll(first, second);
    show(false);
  }

  public Region root() {
    return root;
  }

  /** Whether two runs are to be seen at once: the one watched, and the one it left. */
  public boolean isSideBySide() {
    return sideBySide.isSelected() && viewing.run().departure().isPresent();
  }

  private void show(boolean visible) {
    Presence.set(root, visible);
  }

  public void pulse() {
    if (!viewing.runs().equals(shown)) {
      shown = viewing.runs();
      show(shown.size() > 1);
      group.getToggles().clear();
      toggles.getChildren().setAll(shown.stream().map(this::toggle).toList());
    }
    if (current != viewing.run()) {
      current = viewing.run();
      divergence = null;
      group.getToggles().stream()
          .filter(toggle -> toggle.getUserData() == current)
          .forEach(toggle -> toggle.setSelected(true));
      departure.setText(current.departure().map(this::told).orElse("as it was watched first"));
      drop.setDisable(current.departure().isEmpty());
      sideBySide.setDisable(current.departure().isEmpty());
    }
    if (shown.size() > 1) {
      compare(viewing.run());
    }
  }

  private ToggleButton toggle(Run run) {
    ToggleButton toggle = new ToggleButton("Run " + run.title());
    toggle.setId("run-" + run.title());
    toggle.setUserData(run);
    toggle.setToggleGroup(group);
    toggle.setSelected(run == viewing.run());
    toggle.setMinWidth(Region.USE_PREF_SIZE);
    toggle.setOnAction(_ -> {
      toggle.setSelected(true);
      viewing.show(run);
    });
    return toggle;
  }

  private String told(Run.Departure from) {
    Sentences sentences = new Sentences(wording());
    return "leaves run %s at event %,d: %s"
        .formatted(from.from().title(), from.at(), sentences.of(from.act()));
  }

  private Wording wording() {
    return new Wording(viewing.performance().users(), LONGEST);
  }

  /** Where the two first differ is looked for once both have come to rest. */
  private void compare(Run run) {
    if (run.departure().isEmpty()) {
      difference.setText("");
      goThere.setVisible(false);
      return;
    }
    Run from = run.departure().get().from();
    boolean atRest = run.isUpToDate() && from.isUpToDate();
    if (atRest && (divergence == null || !divergence.isOf(from, run))) {
      divergence = Divergence.between(from, run, wording());
    }
    difference.setText(
        divergence != null ? divergence.words() : "Where they first differ is not known yet.");
    goThere.setVisible(divergence != null && divergence.event() > 0);
  }
}
