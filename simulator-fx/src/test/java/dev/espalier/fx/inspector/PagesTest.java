package dev.espalier.fx.inspector;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.annals.Annals;
import dev.espalier.fx.annals.Played;
import dev.espalier.fx.annals.Viewpoint;
import dev.espalier.fx.app.Broken;
import dev.espalier.fx.arrangement.Labels;
import dev.espalier.fx.text.Section;
import dev.espalier.fx.timeline.Life;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.fx.timeline.Timeline;
import dev.espalier.fx.words.ComparedNode;
import dev.espalier.fx.words.MessageWords;
import dev.espalier.fx.words.Phrase;
import dev.espalier.fx.words.StateNode;
import dev.espalier.fx.words.Target;
import dev.espalier.otp.Name;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.otp.ProcessEvent.Sent;
import dev.espalier.trace.Recording;
import dev.espalier.trace.TraceEvent;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before all tests
class PagesTest {
  private Played counter;
  private Played crash;
  private Viewpoint end;

  @BeforeAll
  void play() throws Exception {
    counter = Played.of("counter");
    crash = Played.of("crash");
    end = counter.atTheEnd();
  }

  private static List<String> texts(List<Phrase> phrases) {
    return phrases.stream().map(Phrase::text).toList();
  }

  private ProcessPage page(String kind, String named) {
    return ProcessPage.of(Played.process(end, kind, named).identity(), end).orElseThrow();
  }

  private long lastMessage(String words) {
    return LongStream.iterate(counter.timeline().end(), number -> number > 0, number -> number - 1)
        .filter(number ->
            counter.timeline().message(number).map(MessageWords::of).orElse("").equals(words))
        .findFirst()
        .orElseThrow();
  }

  private static Phrase.Part link(Phrase phrase) {
    return phrase.parts().stream().filter(part -> part.target() != null).findFirst().orElseThrow();
  }

  @Test
  void aQuerySaysWhatItAsksAndForWhom() {
    ProcessPage page = page("Q", "global");

    assertThat(texts(page.status())).containsExactly("waits for messages");
    assertThat(texts(page.facts()))
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("counter where {user: \"global\"}"),
            line -> assertThat(line).startsWith("1 document, as of cluster time …5600."),
            line -> assertThat(line).isEqualTo("used by W counter · user: global"),
            line -> assertThat(line).isEqualTo("asked by SCM alice, SCM bob"));
    assertThat(link(page.facts().get(3)).target())
        .isEqualTo(new Target.ToProcess(new Name("SCM", "alice")));
  }

  @Test
  void aViewSaysWhereItsDataComeFromWhenItWasDrawnAndWhoShowsIt() {
    ProcessPage page = page("W", "counter · user: global");

    assertThat(texts(page.facts()))
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("view counter with {text: \"The common counter\"}"),
            line -> assertThat(line).isEqualTo("data of Q counter · user: global"),
            line -> assertThat(line).matches("drawn at 00:00.000 #\\d+, from 1 document to \\d+ B"),
            line -> assertThat(line).isEqualTo("shown by UIBuilder alice, UIBuilder bob"));
    assertThat(page.product(end).orElseThrow().name()).isEqualTo("Drawn");
  }

  @Test
  void whenAViewWasDrawnIsTheMomentSinceWhichItIsAsItIs() {
    ProcessPage page = page("W", "counter · user: global");
    long drawn =
        ((Target.ToMoment) Objects.requireNonNull(link(page.facts().get(2)).target())).event();

    Viewpoint before = counter.at(drawn - 1);
    ComparedNode was =
        ProcessPage.of(Objects.requireNonNull(page.process()).identity(), before)
            .orElseThrow()
            .product(before)
            .orElseThrow()
            .content();
    ComparedNode is = page.product(end).orElseThrow().content();

    assertThat(shownText(was)).isEqualTo("\"The common counter: 0\"");
    assertThat(shownText(is)).isEqualTo("\"The common counter: 1\"");
  }

  private static String shownText(ComparedNode view) {
    StateNode text = view.node().children().get(2).children().getFirst();
    return text.children().get(1).text();
  }

  @Test
  void aUiBuilderSaysWhatItHasSentLast() {
    assertThat(texts(page("UIBuilder", "bob").facts()))
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("nothing to build"),
            line ->
                assertThat(line)
                    .matches("sent last, at 00:00.000 #\\d+: a patch of 1 operation, \\d+ B"));
  }

  @Test
  void otherKindsSayWhatMattersOfThem() {
    assertThat(texts(page("SCM", "bob").facts()).getFirst())
        .isEqualTo(
            "asks 2 queries about every change: Q counter · user: @bob, Q counter · user: global");
    assertThat(texts(page("CS", "").facts())).contains("2 sessions listen to it");
    assertThat(texts(page("Client", "bob").facts()))
        .containsExactly("has joined session bob, at /", "its UI takes 491 B");
    assertThat(texts(page("ManifestHandler", "").facts()))
        .containsExactly("route / shows view main");
    assertThat(texts(page("WDS", "").facts())).containsExactly("supervises 4 processes");
    assertThat(texts(page("Session.EventHandler", "bob").facts()))
        .containsExactly("no listener runs");
  }

  @Test
  void whatTheLastMessageHasMadeOfAStateIsMarked() {
    ComparedNode state = page("SCM", "bob").state(end);

    assertThat(state.children())
        .filteredOn(part -> part.mark() != ComparedNode.Mark.SAME)
        .singleElement()
        .satisfies(part -> {
          assertThat(part.node().name()).isEqualTo("seen");
          assertThat(part.before()).startsWith("time …");
        });
  }

  @Test
  void whoWaitsForAnAnswerSaysWhose() {
    long asked = lastMessage("call GetData");
    Sent sent = counter.timeline().message(asked).orElseThrow();
    Viewpoint seen = counter.at(asked);
    ProcessAt asking = Objects.requireNonNull(seen.moment().process(sent.from()));

    assertThat(Standing.of(asking, seen).text())
        .isEqualTo("handles call FetchView, and waits for an answer of " + seen.name(sent.to()));
  }

  @Test
  void whatWaitsInAMailboxIsNamedWithItsSender() {
    long asked = lastMessage("call GetData");
    Viewpoint seen = counter.at(asked);
    ProcessAt query =
        Objects.requireNonNull(
            seen.moment().process(counter.timeline().message(asked).orElseThrow().to()));

    ProcessPage page = ProcessPage.of(query.identity(), seen).orElseThrow();

    assertThat(texts(page.waiting())).singleElement().asString().startsWith("call GetData  from W");
    assertThat(link(page.waiting().getFirst()).target()).isEqualTo(new Target.ToMessage(asked));
  }

  @Test
  void whoDoesNotLiveYetSaysFromWhenOn() {
    Name bob = new Name("UIBuilder", "bob");
    Viewpoint early = counter.at(200);
    Life life = counter.timeline().lives().all(bob).getFirst();

    ProcessPage page = ProcessPage.of(bob, early).orElseThrow();

    assertThat(texts(page.status()))
        .containsExactly(
            "It does not live yet at this moment.",
            "It lives from 00:00.000 #%d.".formatted(life.born()));
    assertThat(link(page.status().get(1)).target()).isEqualTo(new Target.ToMoment(life.born()));
  }

  @Test
  void whoWasKilledSaysSoAndWhenItLivesAgain() {
    Name alice = new Name("UIBuilder", "alice");
    ImmutableList<Life> lives = crash.timeline().lives().all(alice);
    Viewpoint between = crash.at(lives.getFirst().died());

    List<String> said = texts(ProcessPage.of(alice, between).orElseThrow().status());

    assertThat(said.get(0)).isEqualTo("It does not live at this moment.");
    assertThat(said.get(1)).startsWith("It lived from ").endsWith("when it ended: killed");
    assertThat(said.get(2)).startsWith("It lives again from ");
  }

  @Test
  void restartsAreListedWithTheirReasonsTheLastFirst() {
    Viewpoint seen = crash.atTheEnd();
    ProcessAt builder = Played.process(seen, "UIBuilder", "alice");

    Section restarts = Surroundings.of(builder, seen).getLast();

    assertThat(restarts.title()).isEqualTo("Restarts (6)");
    assertThat(texts(restarts.lines()).getLast()).endsWith(": killed");
  }

  @Test
  void aProcessIsToldWithWhomItHasToDo() {
    ImmutableList<Section> sections = Surroundings.of(Played.process(end, "Q", "global"), end);

    assertThat(sections)
        .extracting(Section::title)
        .containsExactly("Name", "Supervisor", "Groups (2)", "Monitors (3)", "Monitored by (3)");
    assertThat(texts(sections.get(2).lines()))
        .containsExactly("{q, alice}  2 members", "{q, bob}  2 members");
  }

  @Test
  void aMessageSaysWhenItWasTakenWhatItWasAnsweredAndWhatLedToIt() {
    long asked = lastMessage("call MongoEvent");

    MessagePage page = MessagePage.of(asked, end).orElseThrow();

    assertThat(page.title()).isEqualTo("call MongoEvent");
    assertThat(page.status().text()).isEqualTo("from SCM bob to Q counter · user: global");
    assertThat(texts(page.facts()))
        .satisfiesExactly(
            line -> assertThat(line).startsWith("sent at 00:00.000 #" + asked),
            line -> assertThat(line).startsWith("taken at ").endsWith(", at once"),
            line -> assertThat(line).startsWith("dealt with at "),
            line -> assertThat(line).startsWith("answered with none at "));
    assertThat(texts(page.causes().lines()))
        .containsExactly(
            "CS → SCM bob  publish Change",
            "outside → CS  info Change",
            "the database, which tells of every change");
    assertThat(texts(page.effects().lines()))
        .containsExactly("Q counter · user: global → SCM bob  reply none");
  }

  @Test
  void aMessageThatTookTimeSaysHowLong() {
    TraceEvent slow =
        LongStream.rangeClosed(1, crash.timeline().end())
            .mapToObj(number -> crash.timeline().event(number).orElseThrow())
            .filter(event ->
                event.event() instanceof Sent sent
                    && MessageWords.of(sent).equals("call SendEvent"))
            .filter(event ->
                texts(MessagePage.of(event.number(), crash.atTheEnd()).orElseThrow().facts())
                    .stream()
                    .anyMatch(line -> line.endsWith(", after 1 s")))
            .findFirst()
            .orElseThrow();

    assertThat(slow.number()).isPositive();
  }

  @Test
  void whatIsNoMessageHasNoPage() {
    assertThat(MessagePage.of(1, end)).isEmpty();
    assertThat(MessagePage.of(0, end)).isEmpty();
    assertThat(ProcessPage.of(new Name("Q", "nobody"), end)).isEmpty();
  }

  @Test
  void aHistoryIsTheLatestFirstAndCanBeSearchedByWhatIsRead() {
    ProcessAt query = Played.process(end, "Q", "global");

    List<TraceEvent> all = History.of(query.pid(), "", end);
    List<TraceEvent> fromBob = History.of(query.pid(), "scm BOB", end);

    assertThat(all.getFirst().number()).isGreaterThan(all.getLast().number());
    assertThat(fromBob).isNotEmpty().hasSizeLessThan(all.size()).isSubsetOf(all);
    assertThat(fromBob)
        .allSatisfy(event ->
            assertThat(History.entry(event, query.pid(), end).peer()).isEqualTo("SCM bob"));
    assertThat(History.of(query.pid(), "no such thing", end)).isEmpty();
  }

  @Test
  void whatAProcessWillSendItselfIsAmongItsTimers() {
    long set =
        LongStream.rangeClosed(1, crash.timeline().end())
            .filter(number ->
                crash.timeline().event(number).orElseThrow().event()
                    instanceof ProcessEvent.TimerSet)
            .findFirst()
            .orElseThrow();
    Viewpoint seen = crash.at(set);
    Pid pid = ((ProcessEvent.TimerSet) crash.timeline().event(set).orElseThrow().event()).pid();

    ImmutableList<Section> sections =
        Surroundings.of(Objects.requireNonNull(seen.moment().process(pid)), seen);

    assertThat(sections)
        .filteredOn(section -> section.title().equals("Timers"))
        .singleElement()
        .satisfies(section ->
            assertThat(texts(section.lines()))
                .singleElement()
                .asString()
                .matches("Join at [\\d:.]+, set at [\\d:.]+ #" + set));
  }

  @Test
  void aViewThatFailsLeadsToTheLineOfTheScript(@TempDir Path folder) throws Exception {
    Viewpoint seen = Broken.play(folder).atTheEnd();
    ProcessAt widget = Played.process(seen, "W", "counter · user: global");

    ImmutableList<Phrase> facts = Facts.of(widget, seen);

    assertThat(facts)
        .filteredOn(line -> line.text().startsWith("the app failed to draw it"))
        .singleElement()
        .satisfies(line -> assertThat(link(line).target()).isEqualTo(new Target.ToLine(31)));
  }

  @Test
  void whoIsSuspendedSaysSo() {
    Recording recording = new Recording();
    Pid pid = new Pid(2);
    List<ProcessEvent> events =
        List.of(
            new ProcessEvent.Spawned(pid, null, "SCM", new Name("SCM", "alice")),
            new ProcessEvent.Started(pid, "ready"),
            new ProcessEvent.Suspended(pid));
    for (ProcessEvent event : events) {
      recording.observe(recording.size() + 1L, 0, Instant.EPOCH, event);
    }
    Timeline timeline = new Timeline(recording);
    timeline.follow(Integer.MAX_VALUE);
    Annals annals = new Annals(timeline);
    annals.follow();

    Viewpoint seen = new Viewpoint(annals, Labels.PLAIN, 3);

    assertThat(texts(ProcessPage.of(new Name("SCM", "alice"), seen).orElseThrow().status()))
        .containsExactly("is suspended: it takes no message until it is resumed");
    assertThat(EventWords.of(timeline.event(3).orElseThrow(), seen).text())
        .isEqualTo("SCM alice is suspended");
  }
}
