package dev.espalier.fx.graph;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.espalier.fx.arrangement.Arrangement;
import dev.espalier.fx.arrangement.Box;
import dev.espalier.fx.arrangement.Edge.Corner;
import dev.espalier.fx.arrangement.Key;
import dev.espalier.fx.look.Look;
import dev.espalier.fx.timeline.EventNumbers;
import dev.espalier.fx.timeline.Flights;
import dev.espalier.fx.timeline.Flights.Flight;
import dev.espalier.fx.timeline.Lives;
import dev.espalier.fx.timeline.Player;
import dev.espalier.fx.timeline.Playtime;
import dev.espalier.fx.timeline.Timeline;
import dev.espalier.fx.viewing.Watched;
import dev.espalier.otp.Address;
import dev.espalier.scenario.Step;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.layout.Pane;
import org.jspecify.annotations.Nullable;

/**
 * The canvases over one another, each drawn anew only when what it shows is another: who is there
 * when the arrangement or the view changes; what is lit when the moment does; and the messages at
 * every pulse.
 */
final class Painting {
  private static final int BEYOND_EDGE = 240;

  /** More boxes than so many are lit anew only so often while it plays. */
  private static final int MOST_LIT_AT_ONCE = 1_000;

  private static final Duration BETWEEN_LIGHTS = Duration.ofMillis(100);

  private final Canvas ground = new Canvas();
  private final Canvas light = new Canvas();
  private final Swarm swarm = new Swarm();
  private final Canvas moving = new Canvas();
  private final Pane root = new Pane(ground, light, swarm.view(), moving);
  private final Glide glide;
  private @Nullable Grounds grounds;
  private @Nullable Lights lights;
  private boolean hasMessages;
  private Duration sinceLight = Duration.ZERO;
  private int boxesLit;
  private Arrangement arrangement = Arrangement.EMPTY;
  private @Nullable Timeline timeline;
  private Predicate<Key> followed = _ -> true;
  private @Nullable Activity activity;
  private @Nullable Routes routes;
  private ImmutableSet<Key> passing = ImmutableSet.of();
  private int passingFrom = -1;
  private int passingUntil;
  private Relations relations = Relations.NONE;
  private List<MessageLayer.Spot> spots = List.of();

  Painting(Glide glide) {
    this.glide = glide;
    for (Node part : root.getChildren()) {
      part.setManaged(false);
      part.setMouseTransparent(true);
    }
    for (Canvas canvas : new Canvas[] {ground, light, moving}) {
      canvas.widthProperty().bind(root.widthProperty());
      canvas.heightProperty().bind(root.heightProperty());
    }
    root.setMinSize(0, 0);
  }

  Pane root() {
    return root;
  }

  /** From the next arrangement on only some are of interest. */
  void follow(Predicate<Key> newFollowed) {
    followed = newFollowed;
  }

  /** Where the messages are that were drawn last. */
  List<MessageLayer.Spot> spots() {
    return spots;
  }

  /** Who has to do with the selected process. */
  Relations relations() {
    return relations;
  }

  /** Who has taken part so far; none before the first pulse. */
  @Nullable Activity activity() {
    return activity;
  }

  /** What the lowest layer shows. */
  private record Grounds(
      Arrangement arrangement,
      double glide,
      Look look,
      View view,
      double width,
      double height,
      boolean receded,
      ImmutableSet<Key> others) {

    @SuppressWarnings("ReferenceEquality") // comparing thousands of boxes would take its time
    boolean isSameAs(@Nullable Grounds other) {
      return other != null
          && arrangement == other.arrangement
          && glide == other.glide
          && look == other.look
          && view.equals(other.view)
          && width == other.width
          && height == other.height
          && receded == other.receded
          && others.equals(other.others);
    }
  }

  /** What the middle layer shows. */
  private record Lights(
      Grounds grounds,
      Timeline timeline,
      long moment,
      double part,
      @Nullable Address selected,
      ImmutableList<Step.Pointed> pointed) {

    @SuppressWarnings("ReferenceEquality") // another run is another timeline
    boolean isSameAs(@Nullable Lights other) {
      return other != null
          && timeline == other.timeline
          && moment == other.moment
          && part == other.part
          && Objects.equals(selected, other.selected)
          && pointed.equals(other.pointed)
          && grounds.isSameAs(other.grounds);
    }
  }

  @SuppressWarnings("ReferenceEquality") // as above
  void draw(Arrangement now, Watched watched, Look look, View view, Duration passed) {
    Activity acting = activity;
    Routes known = routes;
    if (acting == null || known == null || now != arrangement || watched.timeline() != timeline) {
      arrangement = now;
      timeline = watched.timeline();
      acting = new Activity(now, watched.timeline(), followed);
      known = new Routes(now, watched.timeline().lives());
      activity = acting;
      routes = known;
      passingFrom = -1;
    }
    Scope scope = Scope.of(watched);
    Player player = watched.player();
    acting.read(scope.after(), player.at());
    Grounds nextGrounds =
        new Grounds(
            now,
            glide.part(),
            look,
            view,
            ground.getWidth(),
            ground.getHeight(),
            !acting.isNone(),
            passing(scope, watched.timeline().lives()));
    List<Box> inSight = null;
    if (!nextGrounds.isSameAs(grounds)) {
      grounds = nextGrounds;
      inSight = inSight(view);
      new GroundLayer(new Pen(ground, look, view))
          .draw(
              now,
              inSight,
              nextGrounds.others(),
              nextGrounds.receded(),
              glide.isOver(),
              glide::place);
    }
    Playtime time = new Playtime(watched.timeline(), player);
    Lights nextLights =
        new Lights(
            nextGrounds,
            watched.timeline(),
            player.at(),
            isAnyoneOnTheWay(time) ? player.progress() : 1,
            watched.selected(),
            watched.pointed());
    sinceLight = sinceLight.plus(passed);
    if (!nextLights.isSameAs(lights) && isTimeForLight(nextLights, player)) {
      lights = nextLights;
      sinceLight = Duration.ZERO;
      List<Box> lit = inSight == null ? inSight(view) : inSight;
      boxesLit = lit.size();
      light(lit, watched, time, acting, nextGrounds, look);
    }
    messages(watched, known, look, view);
  }

  /** What hardly changes and takes long to draw is not drawn at every pulse. */
  private boolean isTimeForLight(Lights next, Player player) {
    Lights before = lights;
    return before == null
        || !player.playing()
        || boxesLit <= MOST_LIT_AT_ONCE
        || !before.grounds().isSameAs(next.grounds())
        || sinceLight.compareTo(BETWEEN_LIGHTS) >= 0;
  }

  private void light(
      List<Box> inSight, Watched watched, Playtime time, Activity acting, Grounds now, Look look) {
    relations = Relations.of(watched, arrangement);
    Map<Key, Standing> standings = new HashMap<>();
    new LightLayer(new Pen(light, look, now.view()), arrangement, glide::place)
        .draw(
            inSight,
            now.others(),
            acting,
            box ->
                standings.computeIfAbsent(box.key(), _ -> Standing.of(box, watched.moment(), time)),
            relations,
            glide.isOver());
  }

  private void messages(Watched watched, Routes known, Look look, View view) {
    List<Flight> flights =
        glide.isOver() ? Flights.of(watched.timeline(), watched.player()) : ImmutableList.of();
    boolean isSwarm = flights.size() > MessageLayer.MOST_SHAPED;
    if (isSwarm) {
      swarm.draw(flights, known, view, look, (int) moving.getWidth(), (int) moving.getHeight());
    } else {
      swarm.clear();
    }
    moving.setVisible(!isSwarm);
    boolean hasShapes = !isSwarm && !flights.isEmpty();
    if (hasMessages || hasShapes) {
      Pen pen = new Pen(moving, look, view);
      pen.clear();
      spots = hasShapes ? new MessageLayer(pen, known).draw(flights, watched.message()) : List.of();
      hasMessages = hasShapes;
    }
  }

  private List<Box> inSight(View view) {
    if (!glide.isOver()) {
      return arrangement.boxes().values().asList();
    }
    Corner from = view.under(-BEYOND_EDGE, -BEYOND_EDGE);
    Corner to = view.under(ground.getWidth() + BEYOND_EDGE, ground.getHeight() + BEYOND_EDGE);
    return arrangement.index().within(from.x(), from.y(), to.x(), to.y());
  }

  /** The boxes of single processes that begin or end in the stretch, read as far as it goes. */
  private ImmutableSet<Key> passing(Scope scope, Lives lives) {
    int from = lives.turns().upTo(scope.after());
    int until = lives.turns().upTo(scope.until());
    if (from != passingFrom || until < passingUntil) {
      passing = ImmutableSet.of();
      passingFrom = from;
      passingUntil = from;
    }
    if (passingUntil < until) {
      ImmutableSet.Builder<Key> more = ImmutableSet.<Key>builder().addAll(passing);
      for (; passingUntil < until; passingUntil++) {
        Address identity = lives.identity(lives.turned(passingUntil));
        if (identity != null && arrangement.places().get(identity) instanceof Key.One one) {
          more.add(one);
        }
      }
      passing = more.build();
    }
    return passing;
  }

  /** Whether somebody is just coming or going. */
  private static boolean isAnyoneOnTheWay(Playtime time) {
    EventNumbers turns = time.timeline().lives().turns();
    long last = turns.last(time.player().at());
    return last > 0 && last >= time.oldest(Standing.TO_GO);
  }
}
