package dev.espalier.scenario.play;

import static dev.espalier.scenario.play.Rehearsal.click;
import static dev.espalier.scenario.play.Rehearsal.insert;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.scenario.Place;
import dev.espalier.scenario.Step;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutageStepsTest {
  private static final String PERSONAL = "My personal counter: 0";
  private static final Outcome DONE = new Outcome.Done();

  @TempDir Path folder;

  @Test
  void whileTheDatabaseIsStoppedClientsAreToldAndAfterwardsAllGoesOn() throws Exception {
    String steps =
        """
        - open: alice
        - stop: database
        - {click: +, in: alice}
        - expect:
            errors: {alice: [{message: MongoDB does not answer}]}
            ui: {alice: ["My personal counter: 0"]}
        - start: database
        - {click: +, in: alice}
        - expect: {ui: {alice: ["My personal counter: 1"]}, errors: {alice: none}}
        """;
    try (Play play = Rehearsal.begin(Rehearsal.of(folder, "counter", steps))) {
      Rehearsal.next(play, 7);
    }
  }

  @Test
  void aChangeStreamThatWasCutMissesNothing() throws Exception {
    String steps =
        """
        - open: alice
        - cut: change stream
        - {click: +, in: alice}
        - expect: {ui: {alice: ["My personal counter: 1"]}, patches: {alice: 1}}
        """;
    try (Play play = Rehearsal.begin(Rehearsal.of(folder, "counter", steps))) {
      Rehearsal.next(play, 4);
    }
  }

  @Test
  void aTransactionThatMeetsAnotherIsRefusedAndTheNextIsNot() throws Exception {
    String steps =
        """
        - open: alice
        - conflict: transaction
        - {click: Pay 10, in: alice}
        - expect:
            errors: {alice: [{message: Write conflict}]}
            ui: {alice: ["Ada: 100", "Ben: 50", "Total: 150", "Ready"]}
            tree: {MT: none, MS: none}
        - {click: Pay 10, in: alice}
        - expect:
            errors: {alice: none}
            ui: {alice: ["Ada: 90", "Ben: 60", "Total: 150", "Paid 10"]}
        """;
    try (Play play = Rehearsal.begin(Rehearsal.of(folder, "transfer", steps))) {
      Rehearsal.next(play, 6);
    }
  }

  @Test
  void whatNeedsTheDatabaseSaysThatItDoesNotAnswer() throws Exception {
    String steps = "- open: alice\n- expect: {database: {counter: none}}\n";
    try (Play play = Rehearsal.begin(Rehearsal.of(folder, "counter", steps))) {
      play.next();
      assertThat(play.play(new Step.Start(Place.BY_HAND)).outcome())
          .isEqualTo(new Outcome.Impossible(Place.BY_HAND, "the database is not stopped"));
      assertThat(play.play(new Step.Stop(Place.BY_HAND)).outcome()).isEqualTo(DONE);
      assertThat(play.play(new Step.Stop(Place.BY_HAND)).outcome())
          .isEqualTo(new Outcome.Impossible(Place.BY_HAND, "the database is stopped already"));
      assertThat(play.play(insert("counter", "{'n': 1}")).outcome())
          .isEqualTo(new Outcome.Impossible(Place.BY_HAND, "MongoDB does not answer"));
      assertThat(play.next().outcome())
          .isInstanceOfSatisfying(
              Outcome.Impossible.class,
              impossible -> assertThat(impossible.why()).isEqualTo("MongoDB does not answer"));
    }
  }

  @Test
  void aRunIsForkedInAnOutage() throws Exception {
    try (Play play = Rehearsal.begin(Rehearsal.of(folder, "counter", "- open: alice\n"))) {
      play.next();
      PlayedStep stopped = play.play(new Step.Stop(Place.BY_HAND));
      play.play(click("alice", "+", PERSONAL));
      PlayedStep started = play.play(new Step.Start(Place.BY_HAND));
      play.play(click("alice", "+", PERSONAL));
      for (long event = stopped.before(); event < started.after(); event += 7) {
        Fork fork = Fork.of(play.course(), play.played(), event, new Step.Cut(Place.BY_HAND));
        try (Play again = Play.begin(fork.course(), PlaySettings.DEFAULT, _ -> {})) {
          for (int i = 0; i < fork.cut(); i++) {
            again.next();
          }
          int until = again.recording().size();
          assertThat(Rehearsal.recorded(again))
              .isEqualTo(Rehearsal.recorded(play).subList(0, until));
          while (!again.isOver()) {
            again.next();
          }
          assertThat(Rehearsal.texts(again, "alice")).contains("My personal counter: 1");
        }
      }
    }
  }
}
