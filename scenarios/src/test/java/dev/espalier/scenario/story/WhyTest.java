package dev.espalier.scenario.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.scenario.ScenarioReader;
import dev.espalier.scenario.play.Cast;
import dev.espalier.scenario.play.Play;
import dev.espalier.scenario.play.PlaySettings;
import dev.espalier.session.ToClient;
import dev.espalier.trace.TraceEvent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WhyTest {
  private static final String APP =
      """
      export const manifest = {
        lenra: {routes: [{path: '/', view: {_type: 'view', name: 'notes',
            find: {coll: 'notes', query: {open: true, rank: {$gt: 1}}}}}]},
      };
      export const views = {
        notes: (notes) => ({_type: 'flex', children: [
          {_type: 'text', value: `Notes: ${notes.length}`},
          {_type: 'toggle', name: 'all', value: false, onPressed: {_type: 'listener', name: 'open'}},
        ]}),
      };
      export const listeners = {
        open(props, event, api) { api.updateMany('notes', {}, {$set: {open: true}}); },
      };
      """;

  @TempDir Path folder;

  /** A run, and the causes of what its clients got. */
  private record Told(List<TraceEvent> events, Cast cast, Why why) {

    static Told of(Path scenario) throws Exception {
      try (Play play = Play.begin(ScenarioReader.read(scenario), PlaySettings.DEFAULT, _ -> {})) {
        while (!play.isOver()) {
          play.next();
        }
        List<TraceEvent> events = play.recording().after(0);
        Cast cast = new Cast("env");
        cast.learn(events);
        Wording wording = new Wording(play.users(), 60);
        return new Told(
            events, cast, new Why(number -> events.get((int) number - 1), cast, wording));
      }
    }

    /** The views that the operations of a session's {@code nth} patch come from. */
    List<String> views(String session, int nth) {
      return why.views(number(session, WhyTest::isPatch, nth));
    }

    /** The causes of the {@code nth} thing of a kind that a session's client got. */
    List<String> of(String session, Predicate<ToClient> wanted, int nth) {
      return why.of(number(session, wanted, nth)).stream()
          .map(cause -> "%s: %s | %s".formatted(cause.kind(), cause.words(), cause.detail()))
          .toList();
    }

    private long number(String session, Predicate<ToClient> wanted, int nth) {
      return events.stream()
          .filter(event ->
              event.event() instanceof ProcessEvent.Sent(_, Pid to, _, ToClient message)
                  && cast.who(to).key().equals(session)
                  && wanted.test(message))
          .skip(nth - 1L)
          .mapToLong(TraceEvent::number)
          .findFirst()
          .orElseThrow();
    }
  }

  private static Told library(String name) throws Exception {
    return Told.of(Path.of("library", name));
  }

  private Told steps(String steps) throws Exception {
    Files.writeString(folder.resolve("app.js"), APP);
    Files.writeString(folder.resolve("scenario.yaml"), "title: Notes\nsteps:\n" + steps);
    return Told.of(folder);
  }

  private static boolean isPatch(ToClient message) {
    return message instanceof ToClient.PatchUi;
  }

  private static boolean isUi(ToClient message) {
    return message instanceof ToClient.Ui;
  }

  @Test
  void aPatchIsToldFromTheClickOn() throws Exception {
    Told told = library("counter");
    assertThat(told.of("alice", WhyTest::isPatch, 1))
        .containsExactly(
            "Client: alice clicks “+” | onPressed increment",
            "CS: update counter | {user: \"global\"} count 0 → 1",
            "Q: Q counter {user: \"global\"} | matched on user = \"global\"",
            "W: W counter {user: \"global\"} | view asked again",
            "UIBuilder: UIBuilder alice | 1 op, 93 B instead of 491 B");
    assertThat(told.of("bob", WhyTest::isPatch, 1))
        .contains(
            "Client: alice clicks “+” | onPressed increment",
            "W: W counter {user: \"global\"} | drawn already");
    assertThat(told.of("bob", WhyTest::isPatch, 2))
        .contains("CS: update counter | {user: \"@bob\"} count 0 → 1");
  }

  @Test
  void eachOperationOfAPatchIsTracedToItsView() throws Exception {
    assertThat(library("counter").views("alice", 1)).containsExactly("counter {user: \"global\"}");
    Told todo = library("todo");
    assertThat(todo.views("alice", 2))
        .containsExactly("draft {user: \"@alice\"}", "item {_id: ObjectId(…0003)}");
    assertThat(todo.views("alice", 4)).containsExactly("item {_id: ObjectId(…0003)}");
    assertThat(library("transfer").views("alice", 1))
        .containsExactly(
            "account {owner: \"Ada\"}", "account {owner: \"Ben\"}", "notice {user: \"@alice\"}");
  }

  @Test
  void theFirstUiIsToldFromTheJoiningOn() throws Exception {
    assertThat(library("transfer").of("alice", WhyTest::isUi, 1))
        .containsExactly(
            "Client: alice joins | /",
            "W: 5 Ws | account ×2, main, total, notice",
            "UIBuilder: UIBuilder alice | the whole UI, 586 B");
  }

  @Test
  void aTransactionIsOneWrite() throws Exception {
    assertThat(library("todo").of("alice", WhyTest::isPatch, 2))
        .startsWith(
            "Client: alice submits “title” | onSubmitted add",
            "CS: insert items, update drafts | {text: \"Buy milk\", done: false}; {user:"
                + " \"@alice\"} text \"Buy…")
        .contains("Q: Q items | asks for all of items");
  }

  @Test
  void aUiAfterAKillIsToldFromTheKillOnAndNoFurther() throws Exception {
    Told told = library("crash");
    assertThat(told.of("alice", WhyTest::isUi, 2))
        .containsExactly(
            "UIBuilder: UIBuilder alice is killed | ",
            "W: W main | drawn already",
            "W: W counter | drawn already",
            "UIBuilder: UIBuilder alice | the whole UI, 317 B");
    assertThat(told.of("alice", WhyTest::isUi, 4))
        .startsWith(
            "Session.Managers: Session.Managers is killed | ", "Client: alice joins again | /");
  }

  @Test
  void whatTheAppWritesWhenASessionTimesOutIsToldFromTheTimeout() throws Exception {
    assertThat(library("idle").of("bob", WhyTest::isPatch, 5))
        .startsWith(
            "Session.EventHandler: Session.EventHandler alice has waited | 10 min without a"
                + " message",
            "CS: update visits | {_id: ObjectId(…0003)} state \"here\" → \"gone\"",
            "Q: Q visits {state: \"here\"} | no longer matches state = \"here\"");
  }

  @Test
  void whatIsWrittenPastTheAppIsNotLaidToTheLastClick() throws Exception {
    Told told =
        steps(
            """
              - open: alice
              - click: all
                in: alice
              - insert: {open: true, rank: 2}
                into: notes
              - update: {$set: {open: false}}
                where: {rank: 2}
                of: notes
              - click: all
                in: alice
              - delete: {rank: 2}
                from: notes
            """);
    assertThat(told.of("alice", WhyTest::isPatch, 1))
        .startsWith(
            "outside: a write past the app | by hand",
            "CS: insert notes | {open: true, rank: 2}",
            "Q: Q notes {open: true, rank: {$gt: 1}} | new, matches open = true, rank: {$gt: 1}");
    assertThat(told.of("alice", WhyTest::isPatch, 2))
        .contains("Q: Q notes {open: true, rank: {$gt: 1}} | no longer matches open = true");
    assertThat(told.of("alice", WhyTest::isPatch, 3))
        .startsWith("Client: alice clicks “all” | onPressed open")
        .contains(
            "Q: Q notes {open: true, rank: {$gt: 1}} | now matches open = true, rank: {$gt: 1}");
    assertThat(told.of("alice", WhyTest::isPatch, 4))
        .startsWith("outside: a write past the app | by hand")
        .contains("Q: Q notes {open: true, rank: {$gt: 1}} | was one of its documents");
  }

  @Test
  void anErrorIsToldWithTheViewThatFailed() throws Exception {
    Told told =
        steps(
            """
              - open: alice
              - fail: view notes
                with: no paper
              - insert: {open: true, rank: 2}
                into: notes
              - expect: {errors: {alice: [{message: "view notes: no paper"}]}}
            """);
    assertThat(told.of("alice", ToClient.Failed.class::isInstance, 1))
        .endsWith(
            "W: W notes {open: true, rank: {$gt: 1}} | failed: view notes: no paper",
            "UIBuilder: UIBuilder alice | error error_500: view notes: no paper");
  }

  @ParameterizedTest
  @ValueSource(strings = {"counter", "todo"})
  void everyEventHasACause(String name) throws Exception {
    Told told = library(name);
    for (TraceEvent event : told.events()) {
      ImmutableList<Cause> causes = told.why().of(event.number());
      assertThat(causes.getLast().event()).isEqualTo(event.number());
      assertThat(causes).isNotEmpty().noneMatch(cause -> cause.words().isBlank());
    }
  }
}
