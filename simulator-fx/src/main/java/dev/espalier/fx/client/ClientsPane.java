package dev.espalier.fx.client;

import static java.util.stream.Collectors.joining;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.espalier.fx.arrangement.Labels;
import dev.espalier.fx.arrangement.Role;
import dev.espalier.fx.look.Look;
import dev.espalier.fx.look.Presence;
import dev.espalier.fx.timeline.Timeline;
import dev.espalier.trace.Recording;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.image.Image;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Pane;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;

/**
 * The clients of all sessions at a moment, and of the one looked at what it was sent last and why.
 * A few sessions are all open; of many there is a line each, and the one looked at is open.
 */
public final class ClientsPane {
  /** From this width on there are two columns. */
  private static final int WIDE = 640;

  private static final int COLUMN = 320;
  private static final int FEW = 4;

  private final ClientActs acts;
  private final Function<String, Optional<Image>> images;
  private final Map<String, ClientCard> cards = new HashMap<>();
  private final SessionList list = new SessionList(this::choose);
  private final DiffView diff = new DiffView(this::point);
  private final WhyView why;
  private final VBox nobody = nobody();
  private final VBox uis = new VBox();
  private final VBox told = new VBox();
  private final ScrollPane scroll = new ScrollPane();
  private final VBox root = new VBox(list.root(), scroll);
  private Timeline timeline = new Timeline(new Recording());
  private Labels labels = Labels.PLAIN;
  private Sessions sessions = new Sessions(timeline);
  private LastDelivery.Teller teller = new LastDelivery.Teller(timeline, labels);
  private ImmutableList<ClientAt> shown = ImmutableList.of();
  private String chosen = "";
  private long at;
  private boolean past;
  private boolean stale = true;

  /**
   * @param images an app's image by its {@code src}, if it can be had
   */
  public ClientsPane(ClientActs acts, Function<String, Optional<Image>> images) {
    this.acts =
        new ClientActs(
            acts.onAct(),
            acts.onSeek(),
            session -> {
              select(session);
              acts.onSelect().accept(session);
            });
    this.images = images;
    why = new WhyView(acts.onSeek());
    uis.getStyleClass().add("clients-column");
    told.getStyleClass().add("clients-column");
    for (VBox column : List.of(uis, told)) {
      HBox.setHgrow(column, Priority.ALWAYS);
      column.setMinWidth(0);
      column.setPrefWidth(COLUMN);
    }
    root.widthProperty().subscribe(width -> arrange(width.doubleValue()));
    scroll.setFitToWidth(true);
    scroll.setFocusTraversable(false);
    scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    scroll.getStyleClass().add("clients-scroll");
    VBox.setVgrow(scroll, Priority.ALWAYS);
    root.setId("clients");
    root.getStyleClass().add("clients");
    root.getStylesheets()
        .add(Objects.requireNonNull(getClass().getResource("client.css")).toExternalForm());
    wear(Look.LIGHT);
  }

  private static VBox nobody() {
    Label title = new Label("No session at this moment");
    title.getStyleClass().add("client-name");
    Label what =
        new Label(
            "A scenario opens one with a step such as “open: alice”. By hand, add a session. What"
                + " its user sees will be here, to be clicked and typed into.");
    what.setWrapText(true);
    what.getStyleClass().add("pane-note");
    VBox nobody = new VBox(title, what);
    nobody.getStyleClass().add("nobody");
    return nobody;
  }

  /** What to put into the window; made for widths from 320 to 480 px. */
  public Region root() {
    return root;
  }

  /** Gives causes the colours of their processes' roles. */
  public void wear(Look look) {
    root.setStyle(
        Stream.of(Role.values())
            .map(role ->
                "-role-%s: %s;"
                    .formatted(Ascii.toLowerCase(role.name()), Styling.css(look.of(role))))
            .collect(joining()));
  }

  /** Looks at a session, now or as soon as there is one of that name. */
  public void select(String session) {
    if (!session.equals(chosen)) {
      chosen = session;
      stale = true;
      show(timeline, at, labels);
    }
  }

  /** As its user does. */
  private void choose(String session) {
    acts.onSelect().accept(session);
  }

  /**
   * Forgets what users have typed, for another scenario. Not for another run of the same: whoever
   * types into a UI of the past goes on typing in the run that begins with it.
   */
  public void clear() {
    cards.clear();
    chosen = "";
    stale = true;
  }

  /** The session looked at; none when there is no session. */
  public Optional<String> selected() {
    return chosen(shown).map(ClientAt::session);
  }

  /**
   * Shows the clients as they are after an event; to be called at every pulse. Does next to nothing
   * when they are as they were.
   */
  public void show(Timeline of, long number, Labels labelsNow) {
    at = number;
    follow(of, labelsNow);
    ImmutableList<ClientAt> now = sessions.at(number);
    boolean isPast = number < timeline.end();
    if (!stale && isPast == past && areSame(now, shown)) {
      return;
    }
    stale = false;
    past = isPast;
    shown = now;
    Optional<ClientAt> client = chosen(now);
    Presence.set(list.root(), now.size() > FEW);
    if (now.size() > FEW) {
      list.show(now, client.map(ClientAt::session).orElse(""));
    }
    place(now, client);
  }

  @SuppressWarnings("ReferenceEquality") // another timeline is another instance
  private void follow(Timeline of, Labels labelsNow) {
    boolean another = of != timeline;
    if (another) {
      timeline = of;
      sessions = new Sessions(of);
    }
    if (another || !labelsNow.equals(labels)) {
      labels = labelsNow;
      teller = new LastDelivery.Teller(of, labelsNow);
      stale = true;
    }
  }

  @SuppressWarnings("ReferenceEquality") // what nothing happened to is the same instance
  private static boolean areSame(List<ClientAt> some, List<ClientAt> others) {
    boolean same = some.size() == others.size();
    for (int i = 0; same && i < some.size(); i++) {
      same = some.get(i) == others.get(i);
    }
    return same;
  }

  /** The one looked at, or else the first that is not closed. */
  private Optional<ClientAt> chosen(ImmutableList<ClientAt> among) {
    return among.stream()
        .filter(client -> client.session().equals(chosen))
        .findFirst()
        .or(() -> openFirst(among).stream().findFirst());
  }

  private static ImmutableList<ClientAt> openFirst(ImmutableList<ClientAt> clients) {
    return ImmutableList.sortedCopyOf(
        Comparator.comparing(client -> client.standing() == ClientAt.Standing.CLOSED), clients);
  }

  private void place(ImmutableList<ClientAt> now, Optional<ClientAt> looked) {
    List<Node> nodes = new ArrayList<>();
    if (now.isEmpty()) {
      nodes.add(nobody);
    }
    for (ClientAt client : openFirst(now)) {
      boolean isLooked = looked.filter(client::equals).isPresent();
      if (now.size() <= FEW || isLooked) {
        ClientCard card = card(client.session());
        card.show(client, isLooked, past);
        nodes.add(card.root());
      }
    }
    looked
        .flatMap(teller::of)
        .ifPresentOrElse(
            last -> {
              diff.show(looked.orElseThrow().session(), last);
              why.show(last.causes(), last.trouble() != null);
              Slots.place(List.of(diff.root(), why.root()), told.getChildren());
            },
            () -> told.getChildren().clear());
    Slots.place(nodes, uis.getChildren());
  }

  /** What is told of a client stands beside the clients where there is room, or else below. */
  private void arrange(double width) {
    boolean isWide = width >= WIDE;
    if (scroll.getContent() == null || isWide != scroll.getContent() instanceof HBox) {
      Pane content = isWide ? new HBox(uis, told) : new VBox(uis, told);
      content.getStyleClass().add("clients-content");
      scroll.setContent(content);
    }
  }

  private ClientCard card(String session) {
    return cards.computeIfAbsent(session, name -> new ClientCard(name, acts, images));
  }

  private void point(ImmutableSet<String> pointers) {
    chosen(shown).ifPresent(client -> card(client.session()).point(pointers));
  }
}
