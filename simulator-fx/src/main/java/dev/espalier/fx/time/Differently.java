package dev.espalier.fx.time;

import dev.espalier.app.AppFaults;
import dev.espalier.fx.viewing.Viewing;
import dev.espalier.scenario.Place;
import dev.espalier.scenario.Step;
import java.time.Duration;
import java.util.random.RandomGenerator;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.Region;

/** What can be done at the moment to have another run leave this one. */
final class Differently {
  private static final int SEEDS = 10_000;

  private final Viewing viewing;
  private final RandomGenerator seeds = RandomGenerator.getDefault();
  private final MenuButton button = new MenuButton("Run on from here differently");

  /**
   * @param write has a step written that no item has
   */
  Differently(Viewing viewing, Runnable killSelected, Runnable write) {
    this.viewing = viewing;
    button.setId("differently");
    button.getStyleClass().add("flat");
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.setTooltip(
        new Tooltip("Leaves this run as it is; another one does something else at this moment"));
    button
        .getItems()
        .addAll(
            item("Kill the selected process", killSelected),
            item("Views fail from here on", () -> fork(fail(AppFaults.Kind.VIEW))),
            item("Listeners fail from here on", () -> fork(fail(AppFaults.Kind.LISTENER))),
            item("The app takes 3 s longer from here on", () -> fork(slow())),
            item("The change stream is cut", () -> fork(new Step.Cut(Place.BY_HAND))),
            item("The database stops", () -> fork(new Step.Stop(Place.BY_HAND))),
            item("Processes run in another order", this::shuffle),
            new SeparatorMenuItem(),
            item("Something else …", write));
  }

  private static MenuItem item(String name, Runnable action) {
    MenuItem item = new MenuItem(name);
    item.setOnAction(_ -> action.run());
    return item;
  }

  Region root() {
    return button;
  }

  private void fork(Step act) {
    viewing.fork(act);
  }

  private void shuffle() {
    fork(new Step.Shuffle(Place.BY_HAND, 1 + seeds.nextInt(SEEDS)));
  }

  private static Step fail(AppFaults.Kind kind) {
    return new Step.Fail(Place.BY_HAND, kind, null, "out of order, by hand");
  }

  private static Step slow() {
    return new Step.Slow(Place.BY_HAND, AppFaults.Kind.VIEW, null, Duration.ofSeconds(3));
  }
}
