package dev.espalier.fx.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.fx.client.ClientAt.Standing;
import dev.espalier.session.ToClient;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class SessionsTest {
  @TempDir Path folder;

  private static ClientAt client(Recorded recorded, String session, long at) {
    return new Sessions(recorded.timeline())
        .at(at).stream()
            .filter(client -> client.session().equals(session))
            .findFirst()
            .orElseThrow();
  }

  @Test
  void aClientHasNoUiBeforeTheFirstHasComeAndThenThatOne() throws Exception {
    Recorded counter = Recorded.library("counter");
    long taken = counter.taken("alice", ToClient.Ui.class::isInstance, 1);
    ClientAt before = client(counter, "alice", taken - 1);
    assertThat(before.ui()).isNull();
    assertThat(before.last()).isNull();
    assertThat(before.lastWords()).isEqualTo("no UI yet");
    ClientAt after = client(counter, "alice", taken);
    assertThat(after.ui()).isNotNull();
    assertThat(after.standing()).isEqualTo(Standing.LIVE);
    assertThat(after.path()).isEqualTo("/");
    assertThat(after.user()).isEqualTo("alice");
    assertThat(after.lastWords()).isEqualTo("whole UI");
  }

  @Test
  void aPatchCountsWhenItHasBeenTakenIn() throws Exception {
    Recorded counter = Recorded.library("counter");
    long taken = counter.patch("alice", 1);
    JsonNode before = client(counter, "alice", taken - 1).ui();
    ClientAt after = client(counter, "alice", taken);
    assertThat(after.lastWords()).isEqualTo("1 op");
    assertThat(client(counter, "alice", taken - 1).lastWords()).isEqualTo("whole UI");
    assertThat(after.ui()).isNotEqualTo(before);
  }

  @Test
  void sessionsAreThereFromTheirOpeningOnInThatOrder() throws Exception {
    Recorded counter = Recorded.library("counter");
    Sessions sessions = new Sessions(counter.timeline());
    assertThat(sessions.at(counter.timeline().end()))
        .extracting(ClientAt::session)
        .containsExactly("alice", "bob");
    assertThat(sessions.at(counter.taken("alice", ToClient.Ui.class::isInstance, 1)))
        .extracting(ClientAt::session)
        .containsExactly("alice");
    assertThat(sessions.at(0)).isEmpty();
  }

  @Test
  void aClientToWhichNothingHappensIsTheSameInstance() throws Exception {
    Recorded counter = Recorded.library("counter");
    Sessions sessions = new Sessions(counter.timeline());
    long taken = counter.patch("bob", 2);
    ClientAt before = sessions.at(taken - 20).getFirst();
    assertThat(sessions.at(taken).getFirst()).isSameAs(before);
  }

  @Test
  void theEndOfASessionIsToldWithItsReason() throws Exception {
    Recorded idle = Recorded.library("idle");
    ClientAt alice =
        client(idle, "alice", idle.taken("alice", ToClient.Closed.class::isInstance, 1));
    assertThat(alice.standing()).isEqualTo(Standing.CLOSED);
    assertThat(alice.ui()).isNotNull();
    assertThat(alice.troubles())
        .singleElement()
        .satisfies(trouble -> {
          assertThat(trouble.title()).isEqualTo("closed");
          assertThat(trouble.message()).isEqualTo("nothing came for 10 min");
        });
  }

  @Test
  void anErrorIsOverWhenTheUiIsBuiltAgainEvenWithoutAPatch() throws Exception {
    Recorded healed =
        Recorded.of(
            folder,
            Apps.NOTES,
            """
              - open: alice
              - fail: view notes
                with: no paper
              - insert: {text: one}
                into: notes
              - expect: {errors: {alice: [{reason: error_500}]}}
              - heal: app
              - delete: {text: one}
                from: notes
              - expect: {ui: {alice: ["Notes: 0"]}, patches: {alice: none}}
            """);
    long failed = healed.taken("alice", ToClient.Failed.class::isInstance, 1);
    assertThat(client(healed, "alice", failed).troubles())
        .singleElement()
        .satisfies(trouble -> {
          assertThat(trouble.title()).isEqualTo("error_500 · view notes");
          assertThat(trouble.message()).isEqualTo("view notes: no paper");
          assertThat(trouble.advice()).startsWith("Look at the view notes in the app.");
        });
    assertThat(client(healed, "alice", healed.timeline().end()).troubles()).isEmpty();
  }
}
