package dev.espalier.scenario.play;

import static dev.espalier.scenario.play.Rehearsal.click;
import static dev.espalier.scenario.play.Rehearsal.kill;
import static dev.espalier.scenario.play.Rehearsal.open;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.espalier.app.AppFaults;
import dev.espalier.scenario.Place;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that go on differently from an event on. */
class ForkTest {
  private static final String COMMON = "The common counter: 0";

  @TempDir @Nullable Path folder;

  /** How a run went. */
  private record Original(Course course, ImmutableList<PlayedStep> played, List<String> events) {
    static Original of(Course course, PlaySettings settings) throws Exception {
      try (Play play = Play.begin(course, settings, _ -> {})) {
        while (!play.isOver()) {
          play.next();
        }
        return new Original(play.course(), play.played(), Rehearsal.recorded(play));
      }
    }

    Fork fork(long event, @Nullable Step act) {
      return Fork.of(course, played, event, act);
    }
  }

  @Provide
  Arbitrary<String> library() {
    return Arbitraries.of(Rehearsal.LIBRARY);
  }

  @Provide
  Arbitrary<Double> part() {
    return Arbitraries.doubles().between(0, 1);
  }

  @Property(tries = 6)
  void aForkHasTheEventsOfItsOriginalUpToTheMomentOfTheAct(
      @ForAll @From("library") String name,
      @ForAll Schedule schedule,
      @ForAll @From("part") double first,
      @ForAll @From("part") double second)
      throws Exception {
    PlaySettings settings = PlaySettings.DEFAULT.withSeed(schedule, 7);
    Course course = Course.of(Rehearsal.library(name));
    Original original = Original.of(course, settings);
    Fork fork = original.fork((long) (first * original.events.size()), open("zoe"));
    assertForked(fork, original, settings);

    Original forked = Original.of(fork.course(), settings);
    Fork again = forked.fork((long) (second * forked.events.size()), kill("SCM", null));
    assertForked(again, forked, settings);
  }

  private static void assertForked(Fork fork, Original original, PlaySettings settings)
      throws Exception {
    try (Play play = Play.begin(fork.course(), settings, _ -> {})) {
      for (int i = 0; i < fork.cut(); i++) {
        play.next();
      }
      List<String> events = Rehearsal.recorded(play);
      assertThat(events).isEqualTo(original.events.subList(0, events.size()));
    }
  }

  @Property(tries = 6)
  void aRunWithWhateverWasDoneByHandIsForkedAnywhere(
      @ForAll @From("library") String name,
      @ForAll int seed,
      @ForAll @From("part") double first,
      @ForAll @From("part") double second)
      throws Exception {
    Random random = new Random(seed);
    Original original;
    try (Play play = Rehearsal.begin(Rehearsal.library(name))) {
      for (int i = 0; i < 20; i++) {
        if (!play.isOver() && random.nextInt(2) == 0) {
          play.next();
        } else {
          play.play(Hands.anything(play, random));
        }
      }
      original = new Original(play.course(), play.played(), Rehearsal.recorded(play));
    }
    for (double part : List.of(first, second)) {
      Fork fork = original.fork((long) (part * original.events.size()), null);
      assertForked(fork, original, PlaySettings.DEFAULT);
    }
  }

  private Scenario scenario(String steps) throws Exception {
    return Rehearsal.of(requireNonNull(folder), "counter", steps);
  }

  private static List<Class<?>> kinds(Fork fork) {
    return fork.course().scenario().steps().stream().<Class<?>>map(Object::getClass).toList();
  }

  @Test
  void aForkInTheMidstOfAStepIsLeftThereForTheActAndThenGoesOn() throws Exception {
    Course course = Course.of(scenario("- open: alice\n- open: bob\n- wait: 1 s\n"));
    Original original = Original.of(course, PlaySettings.DEFAULT);
    PlayedStep bob = original.played.get(1);
    long event = (bob.before() + bob.after()) / 2;
    Fork fork = original.fork(event, kill("CS", null));
    assertThat(fork.cut()).isEqualTo(2);
    assertThat(fork.course().byHand()).containsExactly(2);
    assertThat(kinds(fork))
        .containsExactly(Step.Open.class, Step.Begin.class, Step.Kill.class, Step.Wait.class);
    assertThat(fork.course().scenario().steps().get(1))
        .isEqualTo(new Step.Begin(Place.BY_HAND, bob.step(), event));
    try (Play play = Play.begin(fork.course(), PlaySettings.DEFAULT, _ -> {})) {
      Rehearsal.next(play, 4);
      assertThat(play.played().get(1).after()).isBetween(event, bob.after());
      assertThat(Rehearsal.texts(play, "bob")).contains(COMMON);
      assertThat(play.played())
          .extracting(PlayedStep::byHand)
          .containsExactly(false, false, true, false);
    }
  }

  @Test
  void aForkBetweenTwoStepsBeginsNone() throws Exception {
    Original original =
        Original.of(Course.of(scenario("- open: alice\n- open: bob\n")), PlaySettings.DEFAULT);
    Fork fork = original.fork(original.played.getFirst().after(), kill("CS", null));
    assertThat(kinds(fork)).containsExactly(Step.Open.class, Step.Kill.class, Step.Open.class);
  }

  @Test
  void aForkBeforeTheFirstStepActsRightAfterTheStart() throws Exception {
    Original original = Original.of(Course.of(scenario("- open: alice\n")), PlaySettings.DEFAULT);
    Fork fork = original.fork(3, open("bob"));
    assertThat(fork.cut()).isZero();
    assertThat(kinds(fork)).containsExactly(Step.Open.class, Step.Open.class);
  }

  @Test
  void aForkWithoutAnActIsLeftToWhoeverPlaysIt() throws Exception {
    Original original =
        Original.of(Course.of(scenario("- open: alice\n- open: bob\n")), PlaySettings.DEFAULT);
    Fork fork = original.fork(original.played.getFirst().after() - 5, null);
    assertThat(kinds(fork)).containsExactly(Step.Begin.class, Step.Open.class);
    try (Play play = Play.begin(fork.course(), PlaySettings.DEFAULT, _ -> {})) {
      Rehearsal.next(play, fork.cut());
      assertThat(play.play(kill("Q", "alice")).outcome()).isEqualTo(new Outcome.Done());
      Rehearsal.next(play, 1);
      assertThat(play.isOver()).isTrue();
      assertThat(Rehearsal.texts(play, "alice")).contains(COMMON);
    }
  }

  @Test
  void whatWasDoneByHandIsDoneByHandInTheForkAndIsNoFailureThereEither() throws Exception {
    Original original;
    try (Play play = Rehearsal.begin(scenario("- open: alice\n- open: bob\n"))) {
      play.next();
      play.play(new Step.Fail(Place.BY_HAND, AppFaults.Kind.LISTENER, "increment", "broken"));
      play.play(click("alice", "+", COMMON));
      play.play(click("alice", "-", COMMON));
      original = new Original(play.course(), play.played(), Rehearsal.recorded(play));
    }
    Fork fork = original.fork(original.events.size(), new Step.Heal(Place.BY_HAND));
    assertThat(fork.course().byHand()).containsExactly(1, 2, 3, 4);
    assertForkedAndOver(fork);
    Fork earlier = original.fork(original.played.getFirst().before(), open("carol"));
    assertThat(earlier.course().byHand()).containsExactly(0, 2, 3, 4);
    assertForkedAndOver(earlier);
  }

  private static void assertForkedAndOver(Fork fork) throws Exception {
    try (Play play = Play.begin(fork.course(), PlaySettings.DEFAULT, _ -> {})) {
      while (!play.isOver()) {
        play.next();
      }
      assertThat(play.hasFailed()).isFalse();
      assertThat(Rehearsal.texts(play, "bob")).contains(COMMON);
    }
  }

  @Test
  void ofAWaitTheRestPassesWhenTheNextStepIsDone() throws Exception {
    try (Play play =
        Rehearsal.begin(Rehearsal.of(requireNonNull(folder), "idle", "- open: alice\n"))) {
      play.next();
      Step wait = new Step.Wait(Place.BY_HAND, Duration.ofMinutes(20));
      long closes = play.recording().size() + 1L;
      PlayedStep begun = play.play(new Step.Begin(Place.BY_HAND, wait, closes));
      assertThat(begun.outcome()).isEqualTo(new Outcome.Done());
      assertThat(play.node().clock().instant()).isEqualTo(Play.START.plus(Duration.ofMinutes(10)));
      play.play(open("bob"));
      assertThat(play.node().clock().instant()).isEqualTo(Play.START.plus(Duration.ofMinutes(20)));
      assertThat(play.uis()).isEmpty();
    }
  }

  @Test
  void ofAKillTheKillFollowsTheNextStep() throws Exception {
    try (Play play = Rehearsal.begin(scenario("- open: alice\n"))) {
      play.next();
      Step kill =
          new Step.Kill(
              Place.BY_HAND, new Step.Victim("MS", null, null, 1), click("alice", "+", COMMON));
      long early = play.recording().size() + 2L;
      PlayedStep begun = play.play(new Step.Begin(Place.BY_HAND, kill, early));
      assertThat(begun.after()).isBetween(early, early + 5);
      PlayedStep next = play.play(open("bob"));
      assertThat(play.episode(next).exited())
          .extracting(ending -> ending.member().kind() + " " + ending.reason())
          .contains("MS killed");
      assertThat(Rehearsal.texts(play, "bob")).contains(COMMON);
    }
  }

  @Test
  void whatCannotBeDoneLeavesTheRunInTheMidstOfThings() throws Exception {
    try (Play play = Rehearsal.begin(scenario("- open: alice\n"))) {
      play.next();
      Step click = click("alice", "+", COMMON);
      long event = play.recording().size() + 20L;
      PlayedStep begun = play.play(new Step.Begin(Place.BY_HAND, click, event));
      PlayedStep undone = play.play(click("alice", "-", null));
      assertThat(undone.outcome()).isInstanceOf(Outcome.Unmet.class);
      assertThat(undone.after()).isEqualTo(begun.after());
      assertThat(Rehearsal.texts(play, "alice")).contains(COMMON);
      play.play(kill("CS", null));
      assertThat(Rehearsal.texts(play, "alice")).contains("The common counter: 1");
    }
  }

  @Test
  void aStepThatIsOverBeforeTheEventSaysSo() throws Exception {
    try (Play play = Rehearsal.begin(scenario("- begin: {open: alice}\n  until: 100000\n"))) {
      assertThat(play.next().outcome())
          .isInstanceOfSatisfying(
              Outcome.Unmet.class,
              unmet ->
                  assertThat(unmet.differences().getFirst().expected())
                      .isEqualTo("at least 100000"));
    }
  }

  @Test
  void anotherSeedChangesTheOrderFromThereOn() throws Exception {
    Original original = Original.of(Course.of(Rehearsal.library("todo")), PlaySettings.DEFAULT);
    long event = original.events.size() / 2;
    Fork fork = original.fork(event, new Step.Shuffle(Place.BY_HAND, 7));
    assertForked(fork, original, PlaySettings.DEFAULT);
    Original shuffled = Original.of(fork.course(), PlaySettings.DEFAULT);
    assertThat(shuffled.events.equals(original.events)).isFalse();
    assertThat(Original.of(fork.course(), PlaySettings.DEFAULT).events.equals(shuffled.events))
        .isTrue();
    assertThat(shuffled.played).allMatch(step -> step.outcome() instanceof Outcome.Done);
  }

  @Test
  void liveRunsCanNeitherBeLeftNorShuffled() throws Exception {
    Scenario scenario = scenario("- begin: {open: alice}\n  until: 400\n- shuffle: 7\n");
    try (Play play = Rehearsal.begin(scenario, PlaySettings.DEFAULT.asLive())) {
      assertThat(play.next().outcome()).isInstanceOf(Outcome.Impossible.class);
      assertThat(play.next().outcome()).isInstanceOf(Outcome.Impossible.class);
    }
  }
}
