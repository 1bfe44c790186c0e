package dev.espalier.scenario.story;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toUnmodifiableSet;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.LinkedHashMultiset;
import com.google.common.collect.Multiset;
import dev.espalier.environment.Change;
import dev.espalier.otp.ExitReason;
import dev.espalier.scenario.Expectation;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.Step;
import dev.espalier.scenario.play.Cast.Member;
import dev.espalier.scenario.play.ChangePath;
import dev.espalier.scenario.play.Episode;
import dev.espalier.scenario.play.Meter;
import dev.espalier.scenario.play.Outcome;
import dev.espalier.scenario.play.PlayedStep;
import dev.espalier.session.ToClient;
import dev.espalier.ui.JsonPatch;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * A run told to people: each step as a sentence, and below it what it set off. What is told depends
 * on nothing but the scenario, the outcomes and the recording.
 */
public final class Story implements Teller {
  private static final int WIDTH = 100;
  private static final int LABEL = 10;
  private static final int NUMBER = 3;
  private static final Splitter WORDS = Splitter.on(CharMatcher.whitespace()).omitEmptyStrings();
  private static final String INDENT = "     ";
  private static final String CONTINUED = INDENT + " ".repeat(LABEL);

  private final Wording wording;
  private final Sentences sentences;
  private final Palette palette;
  private final boolean everyMessage;

  public Story(Wording wording, Palette palette, boolean everyMessage) {
    this.wording = wording;
    this.sentences = new Sentences(wording);
    this.palette = palette;
    this.everyMessage = everyMessage;
  }

  @Override
  public String opening(Scenario scenario, Episode start) {
    Page page = new Page();
    page.line(palette.bold(scenario.title()));
    page.line("");
    page.line(INDENT + "The environment starts.");
    tell(start, page);
    return page.text();
  }

  @Override
  public String question(int number, Step.Ask ask) {
    Page page = new Page();
    page.line("");
    page.numbered(number, "? ", paragraph(ask.question()));
    for (int i = 0; i < ask.choices().size(); i++) {
      page.line(
          "%s%s  %s".formatted(INDENT, palette.dim(i + 1 + ")"), ask.choices().get(i).text()));
    }
    return page.text();
  }

  @Override
  public String step(PlayedStep played, Episode episode) {
    Page page = new Page();
    switch (played.step()) {
      case Step.Say say -> {
        page.line("");
        page.numbered(played, paragraph(say.text()));
        page.labelled("look at", say.point().stream().map(Story::pointed).collect(joining(", ")));
      }
      case Step.Expect(_, ImmutableList<Expectation> expectations) ->
          page.numbered(
              played,
              expectations.stream()
                  .map(expectation ->
                      (isDone(played) ? palette.good("✓ ") : "  ") + sentences.of(expectation))
                  .toList());
      case Step.Ask ask -> page.line(INDENT + palette.bold(sentences.of(ask)));
      default -> page.numbered(played, List.of(palette.bold(sentences.of(played.step()))));
    }
    tell(episode, page);
    tell(played.outcome(), page);
    if (played.step() instanceof Step.Ask ask && !ask.because().isEmpty() && isDone(played)) {
      paragraph(ask.because()).forEach(line -> page.line(INDENT + line));
    }
    return page.text();
  }

  private static String pointed(Step.Pointed pointed) {
    return pointed.session() == null
        ? pointed.kind()
        : "%s of %s".formatted(pointed.kind(), pointed.session());
  }

  private static boolean isDone(PlayedStep played) {
    return played.outcome() instanceof Outcome.Done;
  }

  private static List<String> paragraph(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : WORDS.split(text)) {
      if (line.length() + word.length() >= WIDTH - INDENT.length()) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }

  // What happened.

  private void tell(Episode episode, Page page) {
    Set<Member> newcomers = Set.copyOf(episode.started());
    Set<Member> gone =
        episode.exited().stream().map(Episode.Ending::member).collect(toUnmodifiableSet());
    page.labelled(
        "new", names(episode.started().stream().filter(member -> !gone.contains(member))));
    page.labelled("briefly", names(episode.started().stream().filter(gone::contains)));
    tellEndings(episode, newcomers, page);
    episode.changes().forEach(change -> tell(change, page));
    page.labelled("app draws", views(episode));
    tellDeliveries(episode, page);
    if (everyMessage) {
      episode.messages().forEach(message -> page.continued(palette.dim(described(message))));
    }
  }

  private String described(Episode.Message message) {
    return "%s → %s: %s %s%s"
        .formatted(
            name(message.from()),
            name(message.to()),
            Ascii.toLowerCase(message.kind().name()),
            message.content().getClass().getSimpleName(),
            message.arrived() ? "" : " (nobody there)");
  }

  private String name(Member member) {
    return (member.kind() + " " + wording.text(shortKey(member))).strip();
  }

  private void tellEndings(Episode episode, Set<Member> newcomers, Page page) {
    Map<String, List<Member>> byReason = new LinkedHashMap<>();
    for (Episode.Ending ending : episode.exited()) {
      String reason = described(ending.reason());
      if (!reason.isEmpty() || !newcomers.contains(ending.member())) {
        byReason.computeIfAbsent(reason, _ -> new ArrayList<>()).add(ending.member());
      }
    }
    byReason.forEach((reason, members) ->
        page.labelled("gone", names(members.stream()) + (reason.isEmpty() ? "" : ": " + reason)));
    episode
        .restarts()
        .forEach(restart ->
            page.labelled(
                "restarted", "%s, which was %s".formatted(restart.kind(), restart.after())));
  }

  private static String described(ExitReason reason) {
    return switch (reason) {
      case ExitReason.Normal _ -> "";
      case ExitReason.Shutdown _ -> reason.toString().equals("shutdown") ? "" : reason.toString();
      default -> reason.toString();
    };
  }

  /**
   * {@code Session.Supervisor, SCM (alice); W main, menu ×2}: kinds with the same keys together.
   */
  private String names(Stream<Member> members) {
    Map<String, Multiset<String>> keys = new LinkedHashMap<>();
    members.forEach(member ->
        keys.computeIfAbsent(member.kind(), _ -> LinkedHashMultiset.create())
            .add(wording.shortened(wording.text(shortKey(member)))));
    Map<String, List<String>> kinds = new LinkedHashMap<>();
    keys.forEach(
        (kind, each) -> kinds.computeIfAbsent(counted(each), _ -> new ArrayList<>()).add(kind));
    return kinds.entrySet().stream()
        .map(entry -> named(String.join(", ", entry.getValue()), entry.getKey()))
        .collect(joining("; "));
  }

  private static String named(String kinds, String keys) {
    return kinds.contains(", ") && !keys.isEmpty()
        ? "%s (%s)".formatted(kinds, keys)
        : (kinds + " " + keys).strip();
  }

  private static String counted(Multiset<String> words) {
    return words.entrySet().stream()
        .map(entry ->
            entry.getCount() == 1
                ? entry.getElement()
                : "%s ×%d".formatted(entry.getElement(), entry.getCount()).strip())
        .collect(joining(", "));
  }

  /** A W's key is its view's name and a hash; the name says enough. */
  private static String shortKey(Member member) {
    int space = member.key().indexOf(' ');
    return member.kind().equals("W") && space > 0 ? member.key().substring(0, space) : member.key();
  }

  private void tell(ChangePath path, Page page) {
    page.labelled(
        "change", path.change().events().stream().map(this::described).collect(joining("; ")));
    if (path.managers().isEmpty()) {
      page.continued(
          path.isHeldUp() ? "CS is suspended; the change waits" : "CS → no session listens");
      return;
    }
    List<String> way = new ArrayList<>(List.of("CS"));
    hop(way, path.managers());
    hop(way, path.moved());
    hop(way, path.widgets());
    hop(way, path.builders());
    page.continued(String.join(" → ", way));
    Set<Member> unmoved = new HashSet<>(path.asked());
    unmoved.removeAll(path.moved());
    if (!unmoved.isEmpty()) {
      page.continued(
          palette.dim(
              "asked, not concerned: " + names(path.asked().stream().filter(unmoved::contains))));
    }
  }

  private void hop(List<String> way, ImmutableSet<Member> members) {
    if (!members.isEmpty()) {
      way.add(names(members.stream()));
    }
  }

  private String described(Change.Event event) {
    return switch (event) {
      case Change.Put(String operation, String collection, var document) ->
          "%s %s %s".formatted(operation, collection, wording.value(document));
      case Change.Removed(String collection, var id) ->
          "delete %s %s".formatted(collection, wording.value(id));
      case Change.Replaced(String collection) -> "drop " + collection;
    };
  }

  private String views(Episode episode) {
    Multiset<String> views = LinkedHashMultiset.create();
    episode
        .renderings()
        .forEach(rendering ->
            views.add(rendering.failed() ? rendering.view() + " (failed)" : rendering.view()));
    return counted(views);
  }

  // What clients were sent.

  private void tellDeliveries(Episode episode, Page page) {
    Map<ToClient, List<String>> receivers = new LinkedHashMap<>();
    episode.deliveries().stream()
        .filter(delivery -> !isSilent(delivery.content()))
        .forEach(delivery ->
            receivers
                .computeIfAbsent(delivery.content(), _ -> new ArrayList<>())
                .add(delivery.session()));
    receivers.forEach((content, sessions) -> tell(content, String.join(", ", sessions), page));
  }

  private static boolean isSilent(ToClient content) {
    return content instanceof ToClient.Ran ran && ran.problem() == null;
  }

  private void tell(ToClient content, String sessions, Page page) {
    switch (content) {
      case ToClient.Ui(JsonNode ui) ->
          page.labelled(
              "clients", sessions + ": " + "the whole UI, %d bytes".formatted(Meter.bytes(ui)));
      case ToClient.PatchUi(JsonPatch patch) -> tell(patch, sessions, page);
      case ToClient.Failed(ToClient.Problem problem) -> tell(problem, sessions, page);
      case ToClient.Ran(_, ToClient.Problem problem) -> {
        if (problem != null) {
          tell(problem, sessions, page);
        }
      }
      case ToClient.Closed(String why) ->
          page.labelled("clients", sessions + ": " + "the session ends: " + why);
    }
  }

  private void tell(JsonPatch patch, String sessions, Page page) {
    page.labelled(
        "clients",
        "%s: a patch, %d bytes%s"
            .formatted(
                sessions,
                Meter.bytes(patch.toJson()),
                patch.operations().size() == 1
                    ? ": " + sentences.of(patch.operations().getFirst())
                    : ""));
    if (patch.operations().size() > 1) {
      patch.operations().forEach(operation -> page.continued(sentences.of(operation)));
    }
  }

  private void tell(ToClient.Problem problem, String sessions, Page page) {
    page.labelled("clients", "%s: %s".formatted(sessions, palette.bad("error " + problem.line())));
  }

  // What came of it.

  private void tell(Outcome outcome, Page page) {
    switch (outcome) {
      case Outcome.Done(Step.Choice answer) -> {
        if (answer != null) {
          page.line(INDENT + palette.good("✓ " + answer.text()));
        }
      }
      case Outcome.Impossible(var place, String why) ->
          page.line("%s%s: %s".formatted(INDENT, place, palette.bad(why)));
      case Outcome.Unmet(var differences) ->
          differences.forEach(difference -> {
            page.line("%s%s: %s".formatted(INDENT, difference.place(), difference.what()));
            page.labelled("expected", palette.good(aligned(difference.expected())));
            page.labelled("actual", palette.bad(aligned(difference.actual())));
          });
    }
  }

  private String aligned(String lines) {
    return wording.text(lines).replace("\n", "\n" + CONTINUED);
  }

  @Override
  public String ending(Totals totals, boolean failed, String again) {
    Page page = new Page();
    String counts =
        "%s, %s, %s drawn, %s, %d bytes"
            .formatted(
                Sentences.count(totals.steps(), "step", "steps"),
                Sentences.count(totals.meter().writes(), "change", "changes"),
                Sentences.count(totals.meter().views(), "view", "views"),
                Sentences.count(totals.meter().patches(), "patch", "patches"),
                totals.meter().bytes());
    page.line("");
    page.line(
        failed
            ? "%s after %s".formatted(palette.bad("✗ Failed"), counts)
            : "%s: %s".formatted(palette.good("✓ All as expected"), counts));
    if (totals.meter().writes() > 0) {
      page.line("  " + palette.dim(cost(totals.meter())));
    }
    if (failed) {
      page.line("  Again: " + again);
    }
    return page.text();
  }

  /** How far a change went, on its way to the clients. */
  private static String cost(Meter meter) {
    String patches =
        meter.excess() == 0
            ? "no patch could be smaller"
            : "%d bytes would have done".formatted(meter.smallest());
    return "The changes reached %s, %s (%d concerned) and %s; %s"
        .formatted(
            Sentences.count(meter.managers(), "SCM", "SCMs"),
            Sentences.count(meter.queries(), "Q", "Qs"),
            meter.hits(),
            Sentences.count(meter.widgets(), "W", "Ws"),
            patches);
  }

  /** Lines as they are put down. */
  private final class Page {
    private final StringBuilder text = new StringBuilder();

    /** Lines of a step, with its number in front of the first. */
    void numbered(PlayedStep played, List<String> lines) {
      numbered(played.number(), isDone(played) ? "  " : palette.bad(" ✗"), lines);
    }

    void numbered(int number, String mark, List<String> lines) {
      String padded = Strings.padStart(String.valueOf(number), NUMBER, ' ');
      line(palette.dim(padded) + mark + lines.getFirst());
      lines.stream().skip(1).forEach(line -> line(INDENT + line));
    }

    void line(String line) {
      text.append(line.stripTrailing()).append('\n');
    }

    /** A line with what it is about in front; none when there is nothing to say. */
    void labelled(String label, String content) {
      if (!content.isEmpty()) {
        line(INDENT + palette.dim(Strings.padEnd(label, LABEL - 1, ' ')) + " " + content);
      }
    }

    void continued(String content) {
      line(CONTINUED + content);
    }

    String text() {
      return text.toString();
    }
  }
}
