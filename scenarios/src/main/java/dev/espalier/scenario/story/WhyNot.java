package dev.espalier.scenario.story;

import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.espalier.environment.Change;
import dev.espalier.environment.QueryKey;
import dev.espalier.environment.WidgetKey;
import dev.espalier.environment.WidgetServer;
import dev.espalier.environment.WidgetServer.Drawn;
import dev.espalier.otp.Pid;
import dev.espalier.query.InvalidQueryException;
import dev.espalier.query.Projection;
import dev.espalier.query.Refusal;
import dev.espalier.scenario.play.Play;
import dev.espalier.scenario.play.PlayedStep;
import dev.espalier.trace.Recording;
import java.util.Map;
import java.util.Optional;
import org.bson.BsonDocument;

/** What kept a view from changing when documents did. */
public final class WhyNot {
  private final Play play;
  private final Recording recording;
  private final ImmutableList<Write> writes;
  private final Wording wording;
  private final DocumentWords documents;

  /**
   * @param play as far as it has been played
   */
  public WhyNot(Play play, Wording wording) {
    this.play = play;
    this.recording = play.recording();
    this.writes = Write.all(recording.after(0));
    this.wording = wording;
    this.documents = new DocumentWords(wording);
  }

  /** A view that a session showed while documents changed. */
  public record Shown(String session, String view) {

    /** What people call it, e.g. {@code bob:counter}. */
    public String name() {
      return session + ":" + view;
    }
  }

  /**
   * A change that left a view as it was.
   *
   * @param step in which it was
   * @param event the number of the event with which it was told to sessions
   * @param view with the query of its data, e.g. {@code counter {user: "@bob"}}
   * @param change e.g. {@code insert counter {user: "nobody"}}
   * @param reasons what kept the view from changing
   */
  public record Kept(
      Optional<PlayedStep> step,
      long event,
      String view,
      String change,
      ImmutableList<String> reasons) {}

  /** The views there were when documents changed. */
  public ImmutableSet<Shown> views() {
    return writes.stream()
        .flatMap(write -> write.widgets().values().stream())
        .flatMap(widget ->
            widget.sessions().values().stream()
                .map(shown -> new Shown(shown.session(), widget.key().view())))
        .collect(ImmutableSet.toImmutableSet());
  }

  /** The changes that left a view of a session as it was, in order. */
  public ImmutableList<Kept> of(Shown shown) {
    ImmutableList.Builder<Kept> kept = ImmutableList.builder();
    for (Write write : writes) {
      for (Map.Entry<Pid, WidgetServer.State> widget : write.widgets().entrySet()) {
        if (isShown(widget.getValue(), shown)) {
          kept(write, widget.getKey(), widget.getValue(), shown).ifPresent(kept::add);
        }
      }
    }
    return kept.build();
  }

  private static boolean isShown(WidgetServer.State widget, Shown shown) {
    return widget.key().view().equals(shown.view())
        && widget.sessions().values().stream()
            .anyMatch(each -> each.session().equals(shown.session()));
  }

  private Optional<Kept> kept(Write write, Pid pid, WidgetServer.State widget, Shown shown) {
    Optional<PlayedStep> step = step(write.event());
    ImmutableList<String> reasons = reasons(write, widget.key());
    if (reasons.isEmpty()) {
      reasons =
          drawnAgain(pid, widget, shown, step).stream().collect(ImmutableList.toImmutableList());
    }
    return reasons.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Kept(
                step,
                write.event(),
                WhyViews.words(widget.key(), wording),
                described(write),
                reasons));
  }

  /** The step that an event belongs to. */
  private Optional<PlayedStep> step(long event) {
    return play.played().stream()
        .filter(each -> each.before() < event && event <= each.after())
        .findFirst();
  }

  /**
   * Why a view is the same though its data are not; nothing when it is not, or when the session
   * shows it no longer.
   */
  private Optional<String> drawnAgain(
      Pid pid, WidgetServer.State before, Shown shown, Optional<PlayedStep> step) {
    long until = step.map(PlayedStep::after).orElse((long) recording.size());
    Drawn drawn = before.drawn();
    if (drawn == null
        || !(recording.state(pid, until).orElse(null) instanceof WidgetServer.State after)
        || after.drawn() == null
        || !isShown(after, shown)
        || !after.drawn().component().equals(drawn.component())) {
      return Optional.empty();
    }
    return Optional.of(
        after.drawn().data().equals(drawn.data())
            ? "it was drawn from the new data already"
            : "its data changed, and it drew the same from them");
  }

  /** Why a change made no difference to a view's data; nothing when it did. */
  private ImmutableList<String> reasons(Write write, WidgetKey view) {
    QueryKey query = view.query();
    if (query == null) {
      return ImmutableList.of("it has no data: only what the view around it passes on changes it");
    }
    ImmutableList<Write.Image> images =
        write.images().stream()
            .filter(image -> image.event().collection().equals(query.collection()))
            .collect(ImmutableList.toImmutableList());
    if (images.isEmpty()) {
      return ImmutableList.of("its query is about " + query.collection());
    }
    ImmutableSet.Builder<String> reasons = ImmutableSet.builder();
    for (Write.Image image : images) {
      Optional<String> reason = reason(image, query, projection(view));
      if (reason.isEmpty()) {
        return ImmutableList.of();
      }
      reasons.add(reason.get());
    }
    return reasons.build().asList();
  }

  private static Projection projection(WidgetKey view) {
    try {
      return Projection.parse(view.projection());
    } catch (InvalidQueryException e) {
      throw new IllegalStateException("a W has a projection that can be read", e);
    }
  }

  private Optional<String> reason(Write.Image image, QueryKey query, Projection projection) {
    BsonDocument before = image.before();
    BsonDocument after = image.after();
    boolean was = before != null && query.filter().matches(before);
    boolean is = after != null && query.filter().matches(after);
    if (image.event() instanceof Change.Replaced || was != is) {
      return Optional.empty();
    }
    if (was && before != null && after != null) {
      return projected(before, after, projection);
    }
    BsonDocument refused = after == null ? before : after;
    if (refused == null) {
      return Optional.of("a document that was not there went");
    }
    ImmutableList<Refusal> refusals = query.filter().refusals(refused);
    return Optional.of(
        refusals.stream()
            .map(refusal -> documents.refusal(refusal, after == null ? "was" : "is"))
            .collect(joining("; ")));
  }

  /** Of a document that the query found before and after. */
  private Optional<String> projected(
      BsonDocument before, BsonDocument after, Projection projection) {
    if (before.equals(after)) {
      return Optional.of("its query has read the document as it is already");
    }
    return projection.apply(before).equals(projection.apply(after))
        ? Optional.of(
            "%s, and its projection %s leaves that out"
                .formatted(documents.changed(before, after), wording.value(source(projection))))
        : Optional.empty();
  }

  private static BsonDocument source(Projection projection) {
    return (BsonDocument) projection.traced();
  }

  private String described(Write write) {
    return write.images().stream()
        .map(image ->
            "%s %s %s"
                .formatted(
                    WhyChange.operation(image.event()),
                    image.event().collection(),
                    described(image)))
        .map(String::strip)
        .collect(joining("; "));
  }

  private String described(Write.Image image) {
    BsonDocument before = image.before();
    BsonDocument after = image.after();
    if (before != null && after != null) {
      return "%s %s"
          .formatted(
              wording.value(new BsonDocument("_id", after.get("_id"))),
              documents.changed(before, after));
    }
    BsonDocument there = after == null ? before : after;
    return there == null ? "" : documents.withoutId(there);
  }
}
