package dev.espalier.scenario.play;

import static dev.espalier.scenario.play.Rehearsal.click;
import static dev.espalier.scenario.play.Rehearsal.close;
import static dev.espalier.scenario.play.Rehearsal.insert;
import static dev.espalier.scenario.play.Rehearsal.kill;
import static dev.espalier.scenario.play.Rehearsal.open;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.app.AppFaults;
import dev.espalier.scenario.Place;
import dev.espalier.scenario.Step;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a person does in the course of a scenario. */
class ByHandTest {
  private static final String COMMON = "The common counter: 0";

  @TempDir Path folder;

  private Play counter(String steps) throws Exception {
    return Rehearsal.begin(Rehearsal.of(folder, "counter", steps));
  }

  private static boolean done(PlayedStep step) {
    return step.outcome() instanceof Outcome.Done;
  }

  @Test
  void aStepByHandIsPlayedAndTheScenarioGoesOnAfterIt() throws Exception {
    try (Play play =
        counter("- open: alice\n- expect: {ui: {alice: [\"%s\"]}}".formatted(COMMON))) {
      PlayedStep opened = play.next();
      PlayedStep clicked = play.play(click("alice", "+", "My personal counter: 0"));
      PlayedStep expected = play.next();
      assertThat(play.played()).containsExactly(opened, clicked, expected);
      assertThat(play.played()).extracting(PlayedStep::byHand).containsExactly(false, true, false);
      assertThat(play.played()).extracting(PlayedStep::number).containsExactly(1, 2, 3);
      assertThat(play.played()).allMatch(ByHandTest::done);
      assertThat(clicked.before()).isEqualTo(opened.after());
      assertThat(Rehearsal.texts(play, "alice")).contains("My personal counter: 1", COMMON);
      assertThat(play.isOver()).isTrue();
    }
  }

  @Test
  void anErrorAtAClientIsNoFailureOfAStepByHand() throws Exception {
    try (Play play = counter("- open: alice\n- open: bob\n")) {
      play.next();
      play.play(new Step.Fail(Place.BY_HAND, AppFaults.Kind.LISTENER, "increment", "broken"));
      assertThat(play.play(click("alice", "+", COMMON))).matches(ByHandTest::done);
      assertThat(play.hasFailed()).isFalse();
      assertThat(play.next()).matches(ByHandTest::done);
    }
  }

  @Test
  void whatCannotBeDoneByHandSaysWhy() throws Exception {
    try (Play play = counter("- open: alice\n")) {
      play.next();
      List<Step> steps =
          List.of(
              click("alice", "no such button", null),
              click("bob", "+", null),
              close("bob"),
              open("alice"),
              kill("MS", "alice"),
              insert("counter", "{'_id': 1}"),
              insert("counter", "{'_id': 1}"));
      assertThat(steps)
          .extracting(step -> play.play(step).outcome().getClass().getSimpleName())
          .containsExactly(
              "Unmet", "Unmet", "Impossible", "Impossible", "Unmet", "Done", "Impossible");
      assertThat(play.hasFailed()).isFalse();
    }
  }

  @Test
  void whoComesByHandIsKnownByName() throws Exception {
    try (Play play = counter("- open: alice\n")) {
      play.play(open("carol"));
      play.play(insert("notes", "{'of': '@carol'}"));
      JsonNode note = requireNonNull(play.documents().get("notes")).getFirst();
      assertThat(play.users()).containsValues("alice", "carol");
      assertThat(play.users().get(note.path("of").stringValue())).isEqualTo("carol");
    }
  }

  @Test
  void stepsAreDoneByHandWhenTheScenarioIsOverAndWhenItHasFailed() throws Exception {
    try (Play play = counter("- open: alice\n- expect: {ui: {alice: [no]}}\n- open: bob\n")) {
      play.next();
      play.next();
      assertThat(play.hasFailed()).isTrue();
      assertThat(play.play(open("carol"))).matches(ByHandTest::done);
      assertThat(play.isOver()).isTrue();
      assertThat(play.next()).matches(ByHandTest::done);
      assertThat(play.isOver()).isTrue();
      assertThat(play.hasFailed()).isFalse();
      assertThat(play.play(click("bob", "+", COMMON))).matches(ByHandTest::done);
      assertThat(Rehearsal.texts(play, "carol")).contains("The common counter: 1");
    }
  }

  @Test
  void aSessionThatWasClosedIsOpenedAgain() throws Exception {
    try (Play play = counter("- open: alice\n- close: alice\n- open: alice\n")) {
      Rehearsal.next(play, 3);
      assertThat(Rehearsal.texts(play, "alice")).contains(COMMON);
      play.play(close("alice"));
      play.play(open("alice"));
      assertThat(Rehearsal.texts(play, "alice")).contains(COMMON);
    }
  }
}
