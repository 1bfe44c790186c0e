package dev.espalier.fx.inspector;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.fx.viewing.Viewing;
import dev.espalier.fx.words.MessageWords;
import dev.espalier.fx.words.StateNode;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent.Sent;
import dev.espalier.trace.TraceEvent;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.scene.control.Label;
import javafx.scene.control.TreeItem;
import javafx.scene.control.TreeView;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** All there is to know of the selected process at the moment. */
public final class InspectorView {
  private static final int MOST_MESSAGES = 8;
  private static final int MOST_NAMED = 6;

  private final Viewing viewing;
  private final Label title = new Label();
  private final Label subtitle = new Label();
  private final TreeView<String> state = new TreeView<>();
  private final Label groups = value();
  private final Label links = value();
  private final Label mailbox = value();
  private final VBox messages = new VBox(4);
  private final VBox details = new VBox();
  private final Label nothing = new Label();
  private final VBox root = new VBox();
  private @Nullable Pid shown;
  private @Nullable StateNode shownState;
  private long shownAt = -1;

  public InspectorView(Viewing viewing) {
    this.viewing = viewing;
    Label heading = new Label("INSPECTOR");
    heading.getStyleClass().add("heading");
    title.getStyleClass().add("process-title");
    title.setId("process-title");
    title.setWrapText(true);
    title.setMinHeight(Region.USE_PREF_SIZE);
    subtitle.getStyleClass().add("muted");
    subtitle.setWrapText(true);
    state.setId("state");
    state.setShowRoot(true);
    state.setMinHeight(120);
    state.setPrefHeight(240);
    VBox.setVgrow(state, Priority.SOMETIMES);
    messages.setId("messages");
    nothing.getStyleClass().add("muted");
    nothing.setWrapText(true);
    details
        .getChildren()
        .addAll(
            title,
            subtitle,
            section("State"),
            state,
            section("Groups"),
            groups,
            section("Linked to"),
            links,
            section("Mailbox"),
            mailbox,
            section("Last messages"),
            messages);
    details.getStyleClass().add("details");
    VBox.setVgrow(details, Priority.ALWAYS);
    root.getStyleClass().addAll("side", "inspector");
    root.getChildren().addAll(heading, nothing, details);
    root.setPrefWidth(304);
    root.setMinWidth(240);
  }

  private static Label value() {
    Label label = new Label();
    label.setWrapText(true);
    label.setMinHeight(Region.USE_PREF_SIZE);
    label.getStyleClass().add("value");
    return label;
  }

  private static Label section(String name) {
    Label label = new Label(name);
    label.getStyleClass().add("section");
    return label;
  }

  public Region root() {
    return root;
  }

  public void pulse() {
    Optional<ProcessAt> process = viewing.selectedProcess();
    nothing.setText(
        viewing.selected() == null
            ? "Click a process to see its state, its mailbox and its last messages."
            : "%s does not live at this moment.".formatted(viewing.selected()));
    show(nothing, process.isEmpty());
    show(details, process.isPresent());
    process
        .filter(now -> !now.pid().equals(shown) || viewing.player().at() != shownAt)
        .ifPresent(this::show);
  }

  private static void show(Region region, boolean visible) {
    region.setVisible(visible);
    region.setManaged(visible);
  }

  private void show(ProcessAt process) {
    String label = viewing.labels().full(process);
    title.setText(process.kind() + (label.isEmpty() ? "" : "  " + label));
    subtitle.setText(
        "%s · %s%s"
            .formatted(
                process.pid(),
                process.handling() > 0
                    ? "handles " + described(process.handling())
                    : process.state() == null ? "starting" : "waits for messages",
                process.restarts() == 0 ? "" : " · restarted %d×".formatted(process.restarts())));
    StateNode now = StateNode.of(process.state());
    if (!now.equals(shownState)) {
      TreeItem<String> item = item(now);
      item.setExpanded(true);
      state.setRoot(item);
      shownState = now;
    }
    groups.setText(
        process.groups().isEmpty()
            ? "none"
            : process.groups().stream().map(Object::toString).collect(Collectors.joining(", ")));
    links.setText(names(process.links()));
    mailbox.setText(
        process.mailbox().isEmpty()
            ? "empty"
            : process.mailbox().stream()
                    .limit(MOST_NAMED)
                    .map(this::described)
                    .collect(Collectors.joining("\n"))
                + more(process.mailbox()));
    messages.getChildren().clear();
    ImmutableList<TraceEvent> last =
        viewing.timeline().messages(process.pid(), viewing.player().at(), MOST_MESSAGES);
    last.forEach(event -> messages.getChildren().add(message(process.pid(), event)));
    if (last.isEmpty()) {
      Label none = value();
      none.setText("none yet");
      messages.getChildren().add(none);
    }
    shown = process.pid();
    shownAt = viewing.player().at();
  }

  private static String more(Collection<?> all) {
    int more = all.size() - MOST_NAMED;
    return more > 0 ? "\nand %,d more".formatted(more) : "";
  }

  private String described(long message) {
    return viewing.timeline().message(message).map(MessageWords::of).orElse("a message");
  }

  private String names(Collection<Pid> pids) {
    if (pids.isEmpty()) {
      return "nobody";
    }
    return pids.stream().limit(MOST_NAMED).map(this::name).collect(Collectors.joining(", "))
        + more(pids);
  }

  private String name(@Nullable Pid pid) {
    ProcessAt process = viewing.moment().process(pid);
    if (process == null) {
      return pid == null ? "outside" : pid.toString();
    }
    String label = viewing.labels().of(process);
    return label.isEmpty() ? process.kind() : process.kind() + " " + label;
  }

  private Label message(Pid pid, TraceEvent event) {
    Label label = value();
    if (event.event() instanceof Sent sent) {
      boolean incoming = sent.to().equals(pid);
      label.setText(
          "%s %s %s"
              .formatted(
                  incoming ? "←" : "→",
                  name(incoming ? sent.from() : sent.to()),
                  MessageWords.of(sent)));
    }
    label.setOnMouseClicked(
        _ -> viewing.move(player -> player.pause().seek(event.number(), viewing.timeline())));
    label.getStyleClass().add("link");
    return label;
  }

  private static TreeItem<String> item(StateNode node) {
    TreeItem<String> item = new TreeItem<>(node.line());
    node.children().forEach(child -> item.getChildren().add(item(child)));
    return item;
  }
}
