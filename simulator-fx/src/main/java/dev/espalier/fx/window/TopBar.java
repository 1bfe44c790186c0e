package dev.espalier.fx.window;

import dev.espalier.fx.graph.GraphView.Form;
import dev.espalier.fx.look.Look;
import dev.espalier.fx.viewing.Viewing;
import dev.espalier.scenario.Scenario;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;

/** What is open, how it is arranged, and the menus. */
final class TopBar {
  private final Viewing viewing;
  private final Button picker = new Button();
  private final ToggleButton flow = new ToggleButton("Flow");
  private final ToggleButton tree = new ToggleButton("Tree");
  private final SearchField search;
  private final Button lookButton = new Button();
  private final HBox root = new HBox(12);

  TopBar(SimulatorView view, Viewing viewing) {
    this.viewing = viewing;
    Label name = new Label("Espalier");
    name.getStyleClass().add("product");
    name.setMinWidth(Region.USE_PREF_SIZE);
    Region menus = new Menus(view, viewing).bar();
    menus.setMinWidth(Region.USE_PREF_SIZE);
    picker.setId("picker");
    picker.getStyleClass().add("picker");
    picker.setTooltip(new Tooltip("Open a scenario, a recording or an app (Ctrl O)"));
    picker.setOnAction(_ -> view.pickWhatToOpen());
    picker.setMinWidth(96);
    picker.setMaxWidth(260);
    HBox.setHgrow(picker, Priority.SOMETIMES);
    search = new SearchField(viewing, view::reveal);
    search.root().setMinWidth(120);
    search.root().setPrefWidth(200);
    lookButton.setId("look");
    lookButton.getStyleClass().add("flat");
    lookButton.setMinWidth(Region.USE_PREF_SIZE);
    lookButton.setTooltip(new Tooltip("Light or dark (D)"));
    lookButton.setOnAction(_ -> view.changeLook());
    Region left = space();
    Region right = space();
    root.getStyleClass().add("top");
    root.setAlignment(Pos.CENTER_LEFT);
    root.getChildren()
        .addAll(name, menus, picker, left, pills(view), right, search.root(), lookButton);
  }

  private static Region space() {
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    return space;
  }

  private Region pills(SimulatorView view) {
    ToggleGroup forms = new ToggleGroup();
    flow.setId("flow");
    flow.getStyleClass().add("left-pill");
    flow.setTooltip(new Tooltip("The way of data (F)"));
    flow.setOnAction(_ -> view.arrange(Form.FLOW));
    tree.setId("tree");
    tree.getStyleClass().add("right-pill");
    tree.setTooltip(new Tooltip("Who supervises whom (T)"));
    tree.setOnAction(_ -> view.arrange(Form.TREE));
    forms.getToggles().addAll(flow, tree);
    HBox pills = new HBox(flow, tree);
    pills.setAlignment(Pos.CENTER);
    pills.setMinWidth(Region.USE_PREF_SIZE);
    return pills;
  }

  Region root() {
    return root;
  }

  void show(Form form) {
    (form == Form.FLOW ? flow : tree).setSelected(true);
  }

  void find() {
    search.focus();
  }

  void wear(Look look) {
    lookButton.setText(look.isDark() ? "Light" : "Dark");
  }

  void pulse() {
    picker.setText(viewing.performance().scenario().map(Scenario::title).orElse("Open …") + "  ▾");
  }
}
