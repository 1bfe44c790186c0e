package dev.espalier.fx.viewing;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.espalier.fx.arrangement.Labels;
import dev.espalier.fx.performance.Performance;
import dev.espalier.fx.timeline.Moment;
import dev.espalier.fx.timeline.Player;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.fx.timeline.Timeline;
import dev.espalier.gateway.Client;
import dev.espalier.otp.Address;
import dev.espalier.scenario.Step;
import dev.espalier.scenario.Step.Choice;
import dev.espalier.scenario.play.Fork;
import dev.espalier.scenario.play.PlayedStep;
import dev.espalier.trace.TraceEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is watched, where in it one is, and what is selected: all that the parts of the window show.
 * A scenario is played no further than one watches: its next step when time has come to the end of
 * the one before.
 */
public final class Viewing {
  private static final String FIRST = "A";

  /** At which messages can still be followed with the eye. */
  private static final double USUAL_SPEED = 5;

  private Run run;
  private ImmutableList<Run> runs;
  private Player player = Player.FIRST.withSpeed(USUAL_SPEED);
  private @Nullable Address selected;
  private long selectedMessage;
  private int forks = 1;

  /** What was answered to questions; nothing to those that were passed over. */
  private final Map<Step.Ask, Optional<Choice>> answers = new HashMap<>();

  /** After how many steps it stopped for a failure; told to play on, it does. */
  private int stoppedAfter;

  /** Where to go as soon as what was asked for has been played. */
  private @Nullable UnaryOperator<Player> whenPlayed;

  public Viewing(Performance performance) {
    this(new Run(performance, FIRST, null));
  }

  private Viewing(Run run) {
    this.run = run;
    this.runs = ImmutableList.of(run);
  }

  /** Another run, seen at the same event as this one; it follows by {@link #accompany}. */
  public static Viewing beside(Run other) {
    return new Viewing(other);
  }

  /** Goes to where another one is. */
  public void accompany(Viewing other) {
    player = other.player().within(timeline());
    selected = other.selected();
  }

  /** What was watched first, and what left it, in the order in which that was done. */
  public ImmutableList<Run> runs() {
    return runs;
  }

  /** Watches one of the runs, at the same event. */
  public void show(Run other) {
    run = other;
    whenPlayed = null;
    player = player.within(timeline());
  }

  /** Forgets a run, which is not the first. */
  public void drop(Run other) {
    runs = runs.stream().filter(each -> each != other).collect(ImmutableList.toImmutableList());
    other.performance().close();
    if (run == other) {
      show(runs.getLast());
    }
  }

  /** What is watched. */
  public Run run() {
    return run;
  }

  public Performance performance() {
    return run.performance();
  }

  public Timeline timeline() {
    return run.timeline();
  }

  public Labels labels() {
    return run.labels();
  }

  public Player player() {
    return player;
  }

  public Moment moment() {
    return timeline().at(player.at());
  }

  public Optional<TraceEvent> event() {
    return timeline().event(player.at());
  }

  /** Watches another performance from its beginning, instead of what was watched. */
  public void watch(Performance performance) {
    leave();
    run = new Run(performance, FIRST, null);
    runs = ImmutableList.of(run);
    player = Player.FIRST.withSpeed(player.speed()).play();
    selected = null;
    selectedMessage = 0;
    answers.clear();
    stoppedAfter = 0;
    whenPlayed = null;
  }

  /** Watches nothing any more. */
  public void leave() {
    runs.forEach(each -> each.performance().close());
  }

  // Selecting.

  public @Nullable Address selected() {
    return selected;
  }

  /** Selects a process, by what stays the same when it is started again; none for nothing. */
  public void select(@Nullable Address identity) {
    selected = identity;
    selectedMessage = 0;
  }

  /** The selected process, if it lives at this moment. */
  public Optional<ProcessAt> selectedProcess() {
    return moment().processes().values().stream()
        .filter(process -> process.identity().equals(selected))
        .findFirst();
  }

  /** The number of the selected message; 0 for none. */
  public long selectedMessage() {
    return selectedMessage;
  }

  /** Selects a message, and goes to where it was sent. */
  public void selectMessage(long number) {
    selectedMessage = number;
    move(to -> to.pause().seek(number, timeline()));
  }

  // Time.

  /** Moves within what has been played. */
  public void move(UnaryOperator<Player> move) {
    whenPlayed = null;
    player = move.apply(player);
  }

  public void seek(long number) {
    move(to -> to.seek(number, timeline()));
  }

  public void playOrPause() {
    move(to -> to.playing() ? to.pause() : isAtTheVeryEnd() ? to.playOn(timeline()) : to.play());
  }

  public void pause() {
    move(Player::pause);
  }

  /** Goes on to the next message, playing the next step when there is none left in this one. */
  public void nextMessage() {
    goOn(to -> to.nextMessage(timeline()));
  }

  /** Goes on to the end of the step, playing the next one at its end. */
  public void nextStep() {
    goOn(to -> to.nextStep(timeline()));
  }

  public void previousMessage() {
    move(to -> to.previousMessage(timeline()));
  }

  public void previousStep() {
    move(to -> to.previousStep(timeline()));
  }

  public void toTheBeginning() {
    seek(0);
  }

  private void goOn(UnaryOperator<Player> move) {
    if (player.at() < timeline().end() || run.upcoming().isEmpty()) {
      move(move);
    } else {
      passOver(1);
      performance().playNext();
      move(Player::pause);
      whenPlayed = move;
    }
  }

  /** Whoever plays a step without an answer does not want to be asked. */
  private void passOver(int steps) {
    run.upcoming().stream()
        .limit(steps)
        .flatMap(step -> unanswered(step).stream())
        .forEach(ask -> answers.put(ask, Optional.empty()));
  }

  /** Has all that is left of the scenario played, and goes there. */
  public void toTheEnd() {
    passOver(run.upcoming().size());
    run.upcoming().forEach(_ -> performance().playNext());
    move(Player::pause);
    whenPlayed = to -> to.seek(Long.MAX_VALUE, timeline());
  }

  private boolean isAtTheEnd() {
    return player.at() >= timeline().end() && player.progress() >= 1;
  }

  private boolean isAtTheVeryEnd() {
    return isAtTheEnd() && run.isUpToDate() && run.upcoming().isEmpty();
  }

  // Learning.

  /** The question that has to be answered before it goes on; none in the past. */
  public Optional<Step.Ask> question() {
    return isAtTheEnd() && run.isUpToDate()
        ? run.upcoming().stream().findFirst().flatMap(this::unanswered)
        : Optional.empty();
  }

  private Optional<Step.Ask> unanswered(Step step) {
    return step instanceof Step.Ask ask && !answers.containsKey(ask)
        ? Optional.of(ask)
        : Optional.empty();
  }

  /** Answers the question, or passes it over, and watches what happens. */
  public void answer(Optional<Choice> answer) {
    question()
        .ifPresent(ask -> {
          answers.put(ask, answer);
          performance().playNext();
          move(Player::play);
        });
  }

  /** What was answered to questions; nothing to those that were passed over. */
  public ImmutableMap<Step.Ask, Optional<Choice>> answers() {
    return ImmutableMap.copyOf(answers);
  }

  /** Whom the narration of the moment points at. */
  public ImmutableList<Step.Pointed> pointed() {
    ImmutableList<PlayedStep> steps = timeline().steps();
    int last = Math.max(stretch().step(), timeline().stepsEnded(player.at()) - 1);
    return steps
        .subList(Math.clamp(last - 1L, 0, steps.size()), Math.min(last + 1, steps.size()))
        .stream()
        .flatMap(played -> played.step() instanceof Step.Say say ? Stream.of(say) : Stream.of())
        .reduce((_, later) -> later)
        .map(Step.Say::point)
        .orElse(ImmutableList.of());
  }

  // Acting.

  /**
   * Does something by hand and watches what comes of it: after what has been played or, when one is
   * in the past, from there on.
   */
  public void act(Step step) {
    if (isInThePast()) {
      fork(step);
    } else {
      actNow(step);
    }
  }

  /** Does something after what has been played, wherever one is. */
  public void actNow(Step step) {
    performance().act(step);
    move(to -> to.seek(Long.MAX_VALUE, timeline()).play());
  }

  /** Whether one looks back. Who watches the last step play is in the present. */
  public boolean isInThePast() {
    int steps = timeline().steps().size();
    boolean isInTheLast = stretch().step() >= steps - 1;
    return timeline().stepsEnded(player.at()) < steps && !(player.playing() && isInTheLast);
  }

  /** Runs on from the moment differently: with something done that was not done then. */
  public void fork(Step act) {
    long at = player.at();
    performance()
        .course()
        .ifPresent(course -> {
          Fork fork = Fork.of(course, timeline().steps(), at, act);
          Performance other = Performance.begin(fork.course(), performance().settings());
          for (int step = 0; step <= fork.cut(); step++) {
            other.playNext();
          }
          String title = String.valueOf((char) (FIRST.charAt(0) + forks));
          forks++;
          Run departing = new Run(other, title, new Run.Departure(run, at, act));
          runs = ImmutableList.<Run>builder().addAll(runs).add(departing).build();
          run = departing;
          whenPlayed = to -> to.seek(at, timeline()).play();
        });
  }

  /** The sessions that are open at the end of what has been played, by name. */
  public ImmutableSet<String> sessions() {
    return timeline().at(timeline().end()).processes().values().stream()
        .flatMap(process ->
            process.state() instanceof Client.State client
                    && client.standing() != Client.Standing.CLOSED
                ? Stream.of(client.session().id())
                : Stream.of())
        .collect(ImmutableSet.toImmutableSet());
  }

  /** Takes in what was played since, and lets time pass. */
  public void pulse(Duration passed) {
    runs.forEach(Run::follow);
    UnaryOperator<Player> waiting = whenPlayed;
    if (waiting != null && run.isUpToDate()) {
      move(waiting);
    }
    player = player.after(passed, timeline());
    if (player.playing() && isAtTheEnd() && run.isUpToDate()) {
      playOn();
    }
  }

  /** Plays the next step; after one that failed, where that is no wonder, only when told to. */
  private void playOn() {
    if (performance().isServed() && run.upcoming().isEmpty()) {
      return; // More comes when a client does something.
    }
    int played = timeline().steps().size();
    boolean stops = run.hasFailed() && run.departure().isEmpty() && played != stoppedAfter;
    if (stops) {
      stoppedAfter = played;
    }
    if (stops || run.upcoming().isEmpty() || question().isPresent()) {
      player = player.pause();
    } else {
      performance().playNext();
    }
  }

  /** The step in which the moment is: the events after which it begins and with which it ends. */
  public Stretch stretch() {
    ImmutableList<PlayedStep> steps = timeline().steps();
    int step = timeline().stepsEnded(player.at() - 1);
    long before = step == 0 ? 0 : steps.get(step - 1).after();
    long after = step < steps.size() ? steps.get(step).after() : timeline().end();
    return new Stretch(step, before, after);
  }

  /**
   * @param step how many steps ended before it
   */
  public record Stretch(int step, long before, long after) {}
}
