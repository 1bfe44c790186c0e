package dev.espalier.scenario.play;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.scenario.Place;
import dev.espalier.scenario.Step;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuspendTest {
  private static final String CLICK =
      "- click: \"+\"\n  below: \"The common counter: 0\"\n  in: alice\n";
  private static final String SEEN =
      """
      - expect:
          ui: {alice: ["The common counter: 1"]}
          patches: {alice: 1}
      """;
  private static final String NOT_SEEN =
      """
      - expect:
          ui: {alice: ["The common counter: 0"]}
          database: {counter: [{user: global, count: 1}, {user: "@alice", count: 0}]}
          patches: {alice: none}
      """;

  @TempDir Path folder;

  @Test
  void whatIsSentToASuspendedProcessWaitsUntilItIsResumed() throws Exception {
    String steps =
        "- open: alice\n- suspend: SCM\n  of: alice\n"
            + CLICK
            + NOT_SEEN
            + "- resume: SCM\n  of: alice\n"
            + SEEN;
    try (Play play = Rehearsal.begin(Rehearsal.of(folder, "counter", steps))) {
      Rehearsal.next(play, 6);
    }
  }

  @Test
  void onlyWhoIsThereAndNotYetIsSuspendedOrResumed() throws Exception {
    Step.Victim builder = new Step.Victim("UIBuilder", "alice", null, 1);
    try (Play play = Rehearsal.begin(Rehearsal.of(folder, "counter", "- open: alice\n"))) {
      assertThat(play.play(new Step.Suspend(Place.BY_HAND, builder)).outcome())
          .isInstanceOf(Outcome.Unmet.class);
      play.next();
      assertThat(play.play(new Step.Resume(Place.BY_HAND, builder)).outcome())
          .isEqualTo(new Outcome.Impossible(Place.BY_HAND, "UIBuilder of alice is not suspended"));
      assertThat(play.play(new Step.Suspend(Place.BY_HAND, builder)).outcome())
          .isEqualTo(new Outcome.Done());
      assertThat(play.play(new Step.Suspend(Place.BY_HAND, builder)).outcome())
          .isEqualTo(
              new Outcome.Impossible(Place.BY_HAND, "UIBuilder of alice is suspended already"));
    }
  }
}
