package dev.espalier.fx.scenario;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.espalier.fx.look.Presence;
import dev.espalier.fx.viewing.Viewing;
import dev.espalier.scenario.Place;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.ScenarioException;
import dev.espalier.scenario.ScenarioReader;
import dev.espalier.scenario.Step;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import tools.jackson.databind.node.JsonNodeFactory;

/** What can be done by hand: any step of the scenario language, the usual ones at a click. */
public final class ByHandView {
  private static final ImmutableList<String> NAMES =
      ImmutableList.of(
          "alice", "bob", "carol", "dave", "erin", "frank", "grace", "heidi", "ivan", "judy");

  /** What a menu item writes into the field, to be changed and done. */
  private record Example(String name, String step) {}

  private static final ImmutableList<ImmutableList<Example>> EXAMPLES =
      ImmutableList.of(
          ImmutableList.of(
              new Example("Open a session …", "open: %s, path: /"),
              new Example("Close a session …", "close: %s"),
              new Example("Click …", "click: \"+\", in: %s"),
              new Example("Type …", "type: Buy milk, into: title, in: %s")),
          ImmutableList.of(
              new Example("Insert a document …", "insert: {text: Buy milk}, into: items"),
              new Example(
                  "Update documents …", "update: {$set: {done: true}}, where: {}, of: items"),
              new Example("Delete documents …", "delete: {done: true}, from: items")),
          ImmutableList.of(
              new Example("Kill a process …", "kill: Q"),
              new Example("Suspend a process …", "suspend: Q"),
              new Example("Resume a process …", "resume: Q"),
              new Example("Let time pass …", "wait: 10 s")),
          ImmutableList.of(
              new Example("Make a view fail …", "fail: view main, with: out of order"),
              new Example("Make a view slow …", "slow: view main, by: 3 s"),
              new Example("Heal the app", "heal: app")),
          ImmutableList.of(
              new Example("Cut the change stream", "cut: change stream"),
              new Example("A write conflict", "conflict: transaction"),
              new Example("Stop the database", "stop: database"),
              new Example("Start the database", "start: database")));

  private final Viewing viewing;
  private final TextField field = new TextField();
  private final Label wrong = new Label();
  private final VBox root = new VBox();

  ByHandView(Viewing viewing) {
    this.viewing = viewing;
    field.setId("by-hand");
    field.setPromptText("click: \"+\", in: alice");
    field.setTooltip(new Tooltip("Any step of the scenario language; Enter does it"));
    field.setAccessibleText("Do a step by hand");
    field.setOnAction(_ -> doStep());
    HBox.setHgrow(field, Priority.ALWAYS);
    Button session = new Button("+ Session");
    session.setId("add-session");
    session.setMinWidth(Region.USE_PREF_SIZE);
    session.setTooltip(new Tooltip("Open the app as another user"));
    session.setOnAction(_ -> openAnother());
    MenuButton more = new MenuButton("More");
    more.setId("more-by-hand");
    more.setMinWidth(Region.USE_PREF_SIZE);
    for (ImmutableList<Example> group : EXAMPLES) {
      if (!more.getItems().isEmpty()) {
        more.getItems().add(new SeparatorMenuItem());
      }
      for (Example example : group) {
        MenuItem item = new MenuItem(example.name());
        item.setOnAction(_ -> use(example));
        more.getItems().add(item);
      }
    }
    wrong.setId("by-hand-problem");
    wrong.getStyleClass().add("difference");
    wrong.setWrapText(true);
    wrong.setMinHeight(Region.USE_PREF_SIZE);
    Label heading = new Label("BY HAND");
    heading.getStyleClass().add("heading");
    root.getStyleClass().add("by-hand-box");
    root.getChildren().addAll(heading, new HBox(8, session, more), field, wrong);
    tell("");
  }

  Region root() {
    return root;
  }

  void pulse() {
    root.setDisable(!viewing.performance().problem().isEmpty());
  }

  private void tell(String problem) {
    wrong.setText(problem);
    Presence.set(wrong, !problem.isEmpty());
  }

  public void focus() {
    field.requestFocus();
  }

  /** Opens the app as the next user. */
  public void openAnother() {
    ImmutableSet<String> open = viewing.sessions();
    String name =
        NAMES.stream()
            .filter(each -> !open.contains(each))
            .findFirst()
            .orElseGet(() -> "user" + (open.size() + 1));
    viewing.act(
        new Step.Open(Place.BY_HAND, name, name, "/", JsonNodeFactory.instance.objectNode()));
  }

  /** A step that needs nothing more is done at once, others are written down to be changed. */
  private void use(Example example) {
    String somebody = viewing.sessions().stream().findFirst().orElse("alice");
    field.setText(example.step().formatted(somebody));
    if (example.name().endsWith("…")) {
      field.requestFocus();
      field.end();
    } else {
      doStep();
    }
  }

  private void doStep() {
    viewing.performance().scenario().ifPresent(this::doStep);
  }

  private void doStep(Scenario scenario) {
    try {
      viewing.act(ScenarioReader.readStep(field.getText(), scenario, viewing.sessions()));
      field.clear();
      tell("");
    } catch (ScenarioException e) {
      tell(
          e.problems().stream()
              .map(ScenarioException.Problem::message)
              .findFirst()
              .orElse(String.valueOf(e.getMessage())));
    }
  }
}
