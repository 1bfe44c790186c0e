package dev.espalier.fx.client;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.espalier.fx.client.ClientAt.Delivery;
import dev.espalier.fx.client.ClientAt.Trouble;
import dev.espalier.fx.look.Presence;
import dev.espalier.ui.JsonPatch;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javafx.beans.binding.Bindings;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.control.Tooltip;
import javafx.scene.image.Image;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A session: who it is, what its user sees, and what has gone wrong with it. */
final class ClientCard {
  private static final PseudoClass CHOSEN = PseudoClass.getPseudoClass("chosen");
  private static final double MOST_HEIGHT = 420;
  private static final double JSON_HEIGHT = 280;
  private static final int MOST_TROUBLES = 2;

  private final ClientActs acts;
  private final String session;
  private final ClientView view;
  private final JsonView json = new JsonView();
  private final Label name = Elided.label("client-name");
  private final Label user = Elided.label("pane-note");
  private final Label path = Elided.label("pane-note", "code");
  private final HBox where = new HBox(user, path);
  private final VBox who = new VBox(name, where);
  private final Label standing = new Label();
  private final ToggleButton asUi = form("UI", "left-pill", "The UI with its controls");
  private final ToggleButton asJson = form("JSON", "right-pill", "The UI as JSON");
  private final HBox forms = new HBox(asUi, asJson);
  private final VBox troubles = new VBox();
  private final VBox content = new VBox();
  private final VBox root = new VBox();
  private @Nullable ClientAt shown;
  private @Nullable Delivery marked;

  ClientCard(String session, ClientActs acts, Function<String, Optional<Image>> images) {
    this.session = session;
    this.acts = acts;
    view = new ClientView(this::act, images);
    view.node().setMaxHeight(MOST_HEIGHT);
    json.root().setPrefHeight(JSON_HEIGHT);
    troubles.getStyleClass().add("troubles");
    content.getStyleClass().add("client-content");
    root.setId("client-" + session);
    root.getStyleClass().add("client-card");
    root.getChildren().addAll(header(), troubles, content);
  }

  private HBox header() {
    standing.setMinWidth(Region.USE_PREF_SIZE);
    forms.getStyleClass().add("client-forms");
    forms.setMinWidth(Region.USE_PREF_SIZE);
    HBox.setHgrow(who, Priority.ALWAYS);
    where.getStyleClass().add("client-where");
    who.getStyleClass().add("client-who");
    who.setMinWidth(0);
    who.setAlignment(Pos.CENTER_LEFT);
    who.setFocusTraversable(true);
    who.setAccessibleRole(AccessibleRole.BUTTON);
    who.accessibleTextProperty()
        .bind(Bindings.concat("Session ", name.textProperty(), ": look at it"));
    who.setOnMouseClicked(_ -> choose());
    who.setOnKeyPressed(event -> {
      if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
        choose();
        event.consume();
      }
    });
    HBox header = new HBox(who, standing, forms);
    header.setAlignment(Pos.CENTER_LEFT);
    header.getStyleClass().add("client-header");
    ToggleGroup group = new ToggleGroup();
    group.getToggles().addAll(asUi, asJson);
    asUi.setSelected(true);
    group
        .selectedToggleProperty()
        .subscribe((before, now) -> {
          if (now == null) {
            group.selectToggle(before);
          } else if (shown != null) {
            place(shown);
          }
        });
    return header;
  }

  private static ToggleButton form(String text, String styleClass, String tip) {
    ToggleButton button = new ToggleButton(text);
    button.getStyleClass().addAll("client-form", styleClass);
    button.setTooltip(new Tooltip(tip));
    return button;
  }

  private void choose() {
    acts.onSelect().accept(session);
  }

  private void act(Act act) {
    choose();
    acts.onAct().accept(session, act);
  }

  Region root() {
    return root;
  }

  /** Points at places in the UI. */
  void point(ImmutableSet<String> pointers) {
    view.point(pointers);
  }

  /**
   * @param chosen whether it is the one looked at
   * @param past whether more has happened since
   */
  @SuppressWarnings("ReferenceEquality") // what nothing happened to is the same instance
  void show(ClientAt client, boolean chosen, boolean past) {
    root.pseudoClassStateChanged(CHOSEN, chosen);
    Presence.set(forms, chosen && client.ui() != null);
    stand(client.standing(), past);
    if (client != shown) {
      shown = client;
      name.setText(client.session());
      locate(client);
      complain(client);
    }
    place(client);
  }

  private void locate(ClientAt client) {
    String known = client.user() == null ? "a guest" : client.user();
    boolean isNamed = known.equals(client.session());
    boolean isAtHome = client.path().equals("/") || client.path().isEmpty();
    user.setText("as " + known);
    path.setText(client.path());
    Presence.set(user, !isNamed);
    Presence.set(path, !isAtHome);
    Presence.set(where, !isNamed || !isAtHome);
  }

  private void stand(ClientAt.Standing now, boolean past) {
    boolean wasLive = past && now == ClientAt.Standing.LIVE;
    standing.setText(wasLive ? "as it was" : now.sign() + " " + now.word());
    standing.getStyleClass().setAll("label", "standing", wasLive ? "was" : "is-" + now.word());
  }

  private void complain(ClientAt client) {
    troubles.getChildren().clear();
    client.troubles().stream()
        .limit(MOST_TROUBLES)
        .map(this::note)
        .forEach(troubles.getChildren()::add);
    Presence.set(troubles, !client.troubles().isEmpty());
  }

  private Region note(Trouble trouble) {
    Label title = line("✕ " + trouble.title(), "trouble-title");
    Label message = line(trouble.message(), "trouble-message");
    Label advice = line(trouble.advice(), "pane-note");
    VBox note = new VBox(title, message, advice);
    note.getStyleClass().add("trouble");
    note.setFocusTraversable(true);
    note.setAccessibleRole(AccessibleRole.BUTTON);
    note.setAccessibleText(
        "Error %s: %s. %s".formatted(trouble.title(), trouble.message(), trouble.advice()));
    Tooltip.install(note, new Tooltip("Go to where it happened"));
    note.setOnMouseClicked(_ -> acts.onSeek().accept(trouble.event()));
    note.setOnKeyPressed(event -> {
      if (event.getCode() == KeyCode.ENTER) {
        acts.onSeek().accept(trouble.event());
        event.consume();
      }
    });
    return note;
  }

  private static Label line(String text, String styleClass) {
    Label label = new Label(text);
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    label.getStyleClass().add(styleClass);
    return label;
  }

  private static Label none(String why) {
    Label none = line(why, "pane-note");
    none.getStyleClass().add("client-none");
    return none;
  }

  private void place(ClientAt client) {
    JsonNode ui = client.ui();
    if (ui == null) {
      content
          .getChildren()
          .setAll(
              none(
                  client.standing() == ClientAt.Standing.CLOSED
                      ? "It closed before it had a UI."
                      : "No UI yet: its session is being started."));
      return;
    }
    Delivery last = client.last();
    JsonPatch patch = last == null ? null : last.patch();
    if (asJson.isSelected() && forms.isVisible()) {
      json.show(ui, patch == null ? ImmutableSet.of() : TouchedPlaces.of(patch));
      Slots.place(List.of(json.root()), content.getChildren());
      return;
    }
    view.show(ui);
    if (view.isBlank()) {
      content
          .getChildren()
          .setAll(none("The app's view shows nothing: it is made of empty components."));
      return;
    }
    Slots.place(List.of(view.node()), content.getChildren());
    mark(last);
  }

  private void mark(@Nullable Delivery last) {
    if (last != null && !last.equals(marked)) {
      JsonPatch patch = last.patch();
      view.highlight(patch == null ? new JsonPatch(ImmutableList.of()) : patch);
    }
    marked = last;
  }
}
