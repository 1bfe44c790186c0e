package dev.espalier.fx.window;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.graph.GraphView.Form;
import dev.espalier.fx.viewing.Viewing;
import java.util.List;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuBar;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyCombination.Modifier;

/** Everything the window can do, with its keys. */
final class Menus {
  private static final Modifier CONTROL = KeyCombination.SHORTCUT_DOWN;
  private static final Modifier SHIFT = KeyCombination.SHIFT_DOWN;

  private final SimulatorView view;
  private final Viewing viewing;

  Menus(SimulatorView view, Viewing viewing) {
    this.view = view;
    this.viewing = viewing;
  }

  MenuBar bar() {
    MenuBar bar = new MenuBar(file(), time(), act(), look());
    bar.setId("menus");
    return bar;
  }

  private Menu file() {
    Menu recent = new Menu("Recent");
    Menu menu =
        new Menu(
            "File",
            null,
            item("Open …", view::pickWhatToOpen, KeyCode.O, CONTROL),
            recent,
            item("Load again", view::loadAgain, KeyCode.R, CONTROL),
            item("Save as a scenario …", view::saveAsScenario, KeyCode.S, CONTROL, SHIFT),
            new SeparatorMenuItem(),
            item("Close", view::close, KeyCode.Q, CONTROL));
    menu.setOnShowing(_ -> recent.getItems().setAll(recent()));
    return menu;
  }

  private List<MenuItem> recent() {
    return view.remembered().recent().stream()
        .map(where -> {
          MenuItem item = new MenuItem(where);
          item.setMnemonicParsing(false);
          item.setOnAction(_ -> view.open(where));
          return item;
        })
        .collect(ImmutableList.toImmutableList());
  }

  private Menu time() {
    return new Menu(
        "Time",
        null,
        item("Play or pause", viewing::playOrPause, KeyCode.SPACE),
        item("Next message", viewing::nextMessage, KeyCode.RIGHT),
        item("Previous message", viewing::previousMessage, KeyCode.LEFT),
        item("Next step", viewing::nextStep, KeyCode.RIGHT, SHIFT),
        item("Previous step", viewing::previousStep, KeyCode.LEFT, SHIFT),
        item("To the beginning", viewing::toTheBeginning, KeyCode.HOME),
        item("To the end", viewing::toTheEnd, KeyCode.END),
        new SeparatorMenuItem(),
        item("Faster", () -> view.faster(1), KeyCode.PLUS),
        item("Slower", () -> view.faster(-1), KeyCode.MINUS));
  }

  private Menu act() {
    return new Menu(
        "Act",
        null,
        item("Open another session", view::addSession, KeyCode.N, CONTROL),
        item("Do a step …", view::writeStep, KeyCode.ENTER, CONTROL),
        new SeparatorMenuItem(),
        item("Kill the selected process", view::killSelected, KeyCode.DELETE));
  }

  private Menu look() {
    return new Menu(
        "View",
        null,
        item("Flow", () -> view.arrange(Form.FLOW), KeyCode.F),
        item("Tree", () -> view.arrange(Form.TREE), KeyCode.T),
        item("Sequence", view::toggleSequence, KeyCode.S),
        item("All of it", view::fit, KeyCode.DIGIT0),
        item("Follow the client's session, or all", view::followSession, KeyCode.L),
        item("Find a process …", view::find, KeyCode.K, CONTROL),
        item("Select nothing", view::selectNothing, KeyCode.ESCAPE),
        new SeparatorMenuItem(),
        item("Clients", () -> view.show(Part.CLIENTS), KeyCode.DIGIT1, CONTROL),
        item("Inspector", () -> view.show(Part.INSPECTOR), KeyCode.DIGIT2, CONTROL),
        item("Database", () -> view.show(Part.DATABASE), KeyCode.DIGIT3, CONTROL),
        item("App", () -> view.show(Part.APP), KeyCode.DIGIT4, CONTROL),
        new SeparatorMenuItem(),
        item("Light or dark", view::changeLook, KeyCode.D),
        item("Larger text", () -> view.scaleText(1), KeyCode.PLUS, CONTROL),
        item("Smaller text", () -> view.scaleText(-1), KeyCode.MINUS, CONTROL));
  }

  private static MenuItem item(String name, Runnable action, KeyCode key, Modifier... modifiers) {
    MenuItem item = new MenuItem(name);
    item.setOnAction(_ -> action.run());
    item.setAccelerator(new KeyCodeCombination(key, modifiers));
    return item;
  }
}
