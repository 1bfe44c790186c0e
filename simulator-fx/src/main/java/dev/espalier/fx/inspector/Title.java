package dev.espalier.fx.inspector;

import dev.espalier.fx.arrangement.Role;
import dev.espalier.fx.look.Icons;
import dev.espalier.fx.look.Look;
import dev.espalier.fx.look.Presence;
import dev.espalier.fx.timeline.ProcessAt;
import java.util.function.Consumer;
import javafx.geometry.Insets;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.ClipboardContent;
import javafx.scene.layout.Background;
import javafx.scene.layout.BackgroundFill;
import javafx.scene.layout.CornerRadii;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** What is inspected, and what can be done to it. */
final class Title {
  private static final String BACK = "M10 2 L4 8 L10 14 L11.5 12.5 L7 8 L11.5 3.5 Z";
  private static final String COPY =
      "M5 1 H14 V11 H11 V15 H2 V5 H5 Z M6.5 2.5 V5 H11 V9.5 H12.5 V2.5 Z M3.5 6.5 V13.5 H9.5 V6.5"
          + " Z";

  private final Button back;
  private final Button copy;
  private final Region role = new Region();
  private final Label name = new Label();
  private final Label number = new Label();
  private final Button kill = new Button("Kill");
  private final Button suspend = new Button("Suspend");
  private final HBox actions = new HBox(kill, suspend);
  private final VBox root;
  private Look look;
  private String kind = "";
  private @Nullable ProcessAt process;

  Title(Hand hand, Runnable goBack, Look look) {
    this.look = look;
    back = Icons.button("back", BACK, "Back to what was inspected before", goBack);
    copy = Icons.button("copy-name", COPY, "Copy the name", this::copy);
    back.setFocusTraversable(true);
    copy.setFocusTraversable(true);
    name.setId("process-title");
    name.getStyleClass().add("inspected");
    name.setWrapText(true);
    name.setMinHeight(Region.USE_PREF_SIZE);
    number.getStyleClass().add("quiet");
    number.setMinWidth(Region.USE_PREF_SIZE);
    kill.setId("kill");
    kill.getStyleClass().addAll("small", "danger", "button-outlined");
    kill.setOnAction(_ -> act(hand::kill));
    suspend.setId("suspend");
    suspend.getStyleClass().addAll("small", "button-outlined");
    suspend.setOnAction(_ -> act(isSuspended() ? hand::resume : hand::suspend));
    HBox.setHgrow(name, Priority.ALWAYS);
    role.getStyleClass().add("role");
    HBox first = new HBox(back, role, name, copy);
    first.setAlignment(Pos.TOP_LEFT);
    first.getStyleClass().add("first");
    Region space = new Region();
    HBox.setHgrow(space, Priority.ALWAYS);
    actions.getStyleClass().add("actions");
    HBox second = new HBox(number, space, actions);
    second.setAlignment(Pos.CENTER_LEFT);
    root = new VBox(first, second);
    root.getStyleClass().add("title");
    canGoBack(false);
  }

  private boolean isSuspended() {
    return process != null && process.suspended();
  }

  private void act(Consumer<ProcessAt> action) {
    if (process != null) {
      action.accept(process);
    }
  }

  private void copy() {
    ClipboardContent content = new ClipboardContent();
    content.putString("%s %s".formatted(name.getText().replace("  ", " "), number.getText()));
    Clipboard.getSystemClipboard().setContent(content);
  }

  Region root() {
    return root;
  }

  void canGoBack(boolean can) {
    Presence.set(back, can);
  }

  void wear(Look newLook) {
    look = newLook;
    paint();
  }

  /** In the colour that processes of its kind have in the graph. */
  private void paint() {
    Presence.set(role, !kind.isEmpty());
    role.setBackground(
        new Background(
            new BackgroundFill(look.of(Role.of(kind)), new CornerRadii(2), Insets.EMPTY)));
  }

  /**
   * @param newKind of a process; empty for what is none
   * @param inspected none when nothing can be done to it
   */
  void show(String newKind, String newName, String newNumber, @Nullable ProcessAt inspected) {
    kind = newKind;
    paint();
    name.setText(newName);
    number.setText(newNumber);
    process = inspected;
    Presence.set(root, !newName.isEmpty());
    Presence.set(actions, inspected != null);
    suspend.setText(isSuspended() ? "Resume" : "Suspend");
    suspend.setTooltip(
        new Tooltip(
            isSuspended()
                ? "Has it take messages again"
                : "Has it take no message until it is resumed"));
    boolean mortal = inspected != null && isMortal(inspected);
    kill.setDisable(!mortal);
    kill.setTooltip(new Tooltip(mortal ? "Ends it at once" : "A scenario cannot kill this one"));
  }

  /** The root would end everything, and clients stand outside the tree. */
  private static boolean isMortal(ProcessAt process) {
    return !process.kind().equals("Client") && !process.kind().equals("Supervisor");
  }
}
