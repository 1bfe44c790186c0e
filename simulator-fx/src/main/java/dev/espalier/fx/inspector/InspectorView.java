package dev.espalier.fx.inspector;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.annals.Viewpoint;
import dev.espalier.fx.look.Look;
import dev.espalier.fx.text.PhraseFlow;
import dev.espalier.fx.text.Section;
import dev.espalier.fx.text.SectionBox;
import dev.espalier.fx.text.Segments;
import dev.espalier.fx.text.TextStyle;
import dev.espalier.fx.text.ValueTree;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.fx.words.Phrase;
import dev.espalier.fx.words.Target;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;

/** All there is to know of whatever is selected at the moment: a process or a message. */
public final class InspectorView {
  private static final ImmutableList<Phrase> HOW_TO_BEGIN =
      ImmutableList.of(
          Phrase.of("Nothing is selected."),
          Phrase.quiet(
              "Click a process in the graph to see its state, its mailbox, its messages and whom it"
                  + " has to do with; or click a message to see what led to it and what it led"
                  + " to."));

  private static final double WIDE = 620;
  private static final double BRIEF_SHARE = 0.42;
  private static final PseudoClass BESIDE = PseudoClass.getPseudoClass("beside");

  private final Consumer<Target> follow;
  private final Deque<Target> earlier = new ArrayDeque<>();
  private final Title title;
  private final VBox status = new VBox();
  private final VBox facts = new VBox();
  private final VBox waiting = new VBox();
  private final Segments segments = new Segments();
  private final ValueTree state = new ValueTree("state", "State");
  private final ValueTree product = new ValueTree("product", "What it has made");
  private final HistoryView history;
  private final VBox around = new VBox();
  private final VBox brief = new VBox();
  private final BorderPane content = new BorderPane();
  private final ScrollPane root = new ScrollPane(content);
  private @Nullable Viewpoint shownFrom;
  private @Nullable Target shown;

  /**
   * @param follow told where a link leads that is clicked
   * @param hand what the buttons do
   */
  public InspectorView(Consumer<Target> follow, Hand hand, Look look) {
    this.follow = follow;
    this.title = new Title(hand, this::back, look);
    this.history = new HistoryView(follow);
    status.setId("status");
    facts.setId("facts");
    waiting.setId("mailbox");
    around.setId("around");
    around.getStyleClass().add("sections");
    for (VBox lines : List.of(status, facts, waiting)) {
      lines.getStyleClass().add("lines");
    }
    brief.getStyleClass().add("brief");
    brief.getChildren().addAll(title.root(), status, facts, waiting);
    content.getStyleClass().add("inspector-content");
    content.setTop(brief);
    content.setCenter(segments.root());
    root.widthProperty().subscribe(width -> turn(width.doubleValue()));
    root.setFitToWidth(true);
    root.setFitToHeight(true);
    root.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
    root.setFocusTraversable(false);
    root.setId("inspector");
    root.getStyleClass().addAll("pane", "inspector-pane");
    TextStyle.wear(root, InspectorView.class, "inspector.css");
    segments.onChoice(this::fill);
  }

  public Region root() {
    return root;
  }

  /** Where there is room, what goes deeper stands beside what is said in brief. */
  private void turn(double width) {
    boolean wide = width >= WIDE;
    brief.setPrefWidth(wide ? width * BRIEF_SHARE : Region.USE_COMPUTED_SIZE);
    brief.pseudoClassStateChanged(BESIDE, wide);
    if (wide != (content.getLeft() != null)) {
      content.setTop(wide ? null : brief);
      content.setLeft(wide ? brief : null);
    }
  }

  public void wear(Look look) {
    title.wear(look);
  }

  /**
   * Shows something as it is at a moment; what is shown already stays as it is.
   *
   * @param selected none to say how something is selected
   */
  public void show(Viewpoint seen, @Nullable Target selected) {
    if (seen.equals(shownFrom) && Objects.equals(selected, shown)) {
      return;
    }
    if (shown != null && !shown.equals(selected)) {
      earlier.push(shown);
    }
    shown = selected;
    shownFrom = seen;
    fill();
  }

  /** To what was shown before. */
  private void back() {
    Target before = earlier.poll();
    if (before != null) {
      shown = null;
      follow.accept(before);
    }
  }

  private void fill() {
    Viewpoint seen = shownFrom;
    if (seen == null) {
      return;
    }
    switch (shown) {
      case Target.ToProcess(var identity) ->
          ProcessPage.of(identity, seen)
              .ifPresentOrElse(page -> fill(page, seen), () -> fillWithNothing(HOW_TO_BEGIN));
      case Target.ToMessage(long number) ->
          MessagePage.of(number, seen)
              .ifPresentOrElse(this::fill, () -> fillWithNothing(HOW_TO_BEGIN));
      case Target.ToMoment _, Target.ToLine _ -> fillWithNothing(HOW_TO_BEGIN);
      case null -> fillWithNothing(HOW_TO_BEGIN);
    }
    title.canGoBack(!earlier.isEmpty());
  }

  private void fillWithNothing(ImmutableList<Phrase> lines) {
    title.show("", "", "", null);
    PhraseFlow.show(status, lines, follow);
    PhraseFlow.show(facts, ImmutableList.of(), follow);
    PhraseFlow.show(waiting, ImmutableList.of(), follow);
    segments.show(ImmutableList.of());
  }

  private void fill(ProcessPage page, Viewpoint seen) {
    title.show(
        page.kind(),
        page.kind() + (page.label().isEmpty() ? "" : "  " + page.label()),
        page.pid().toString(),
        page.process());
    PhraseFlow.show(status, page.status(), follow);
    PhraseFlow.show(facts, page.facts(), follow);
    PhraseFlow.show(waiting, mailbox(page), follow);
    Optional<ProcessPage.Product> made = page.product(seen);
    ProcessAt process = page.process();
    segments.show(
        ImmutableList.of(
            Segments.Segment.of(
                page.hasBegun() ? "State" : "", state.root(), () -> state.show(page.state(seen))),
            Segments.Segment.of(
                made.map(ProcessPage.Product::name).orElse(""),
                product.root(),
                () -> made.ifPresent(each -> product.show(each.content()))),
            Segments.Segment.of(
                page.hasBegun() ? "Messages" : "",
                history.root(),
                () -> history.show(page.pid(), seen)),
            Segments.Segment.of(
                process == null ? "" : "Around",
                around,
                () ->
                    showSections(
                        process == null ? ImmutableList.of() : Surroundings.of(process, seen)))));
  }

  private static ImmutableList<Phrase> mailbox(ProcessPage page) {
    return page.waiting().isEmpty()
        ? ImmutableList.of()
        : ImmutableList.<Phrase>builder()
            .add(Phrase.quiet("In its mailbox, the next first:"))
            .addAll(page.waiting())
            .build();
  }

  private void fill(MessagePage page) {
    title.show("", page.title(), page.number(), null);
    PhraseFlow.show(status, ImmutableList.of(page.status()), follow);
    PhraseFlow.show(facts, page.facts(), follow);
    PhraseFlow.show(waiting, ImmutableList.of(), follow);
    segments.show(
        ImmutableList.of(
            Segments.Segment.of(
                "Why and what for",
                around,
                () -> showSections(ImmutableList.of(page.causes(), page.effects()))),
            Segments.Segment.of("Content", state.root(), () -> state.show(page.content()))));
  }

  private void showSections(List<Section> sections) {
    SectionBox.show(around, sections, follow);
  }
}
