package dev.espalier.cli;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import com.google.common.primitives.Ints;
import dev.espalier.scenario.Vocabulary;
import dev.espalier.scenario.play.Cast;
import dev.espalier.scenario.play.Play;
import dev.espalier.scenario.play.PlayedStep;
import dev.espalier.scenario.recording.RecordingFile;
import dev.espalier.scenario.recording.Replay;
import dev.espalier.scenario.story.SentPatch;
import dev.espalier.scenario.story.Sentences;
import dev.espalier.scenario.story.WhyNot;
import dev.espalier.scenario.story.WhyStory;
import dev.espalier.scenario.story.Wording;
import dev.espalier.trace.TraceEvent;
import dev.espalier.ui.JsonPatch;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code espalier why}: the causes of a patch, or what kept a view from changing. */
@Command(
    name = "why",
    description =
        "Tells the causes of a patch, from the click or the write to the view, or what kept a view"
            + " from changing.",
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true)
final class WhyCommand implements Callable<Integer> {
  private static final int LONGEST_VALUE = 120;
  private static final Splitter COLON = Splitter.on(':');

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "A recording, or a scenario, which is played then.")
  @SuppressWarnings("NullAway.Init") // set by picocli
  private Path path;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PATCH",
      description =
          "Bob's second patch is bob:2; the number of any event will do too. With --not, bob's view"
              + " counter is bob:counter. Without it, what there is.")
  private @Nullable String what;

  @Parameters(
      index = "2",
      arity = "0..1",
      paramLabel = "OP",
      description =
          "One of the patch's operations, by its number or the place in the UI. With --not, the"
              + " number of a step.")
  private @Nullable String which;

  @Option(
      names = "--not",
      description = "Tell what kept a view from changing: which clause of its query, for example.")
  private boolean not;

  @Mixin private PlayOptions options = new PlayOptions();

  @Override
  public Integer call() throws Failure {
    if (RecordingFile.isMeantBy(path)) {
      options.requireNone(path);
      try (Replay replay = Recorded.same(path, spec)) {
        tell(replay.play());
      }
    } else {
      try (Play play = RunCommand.begin(RunCommand.read(path), options, spec)) {
        play.toTheEnd();
        tell(play);
        if (play.hasFailed()) {
          spec.commandLine()
              .getErr()
              .println(
                  "%s did not go as expected; %s tells of it"
                      .formatted(path, options.again(path.toString())));
        }
        return RunCommand.exitCode(play);
      }
    }
    return Espalier.AS_EXPECTED;
  }

  private void tell(Play play) throws Failure {
    Wording wording = new Wording(play.users(), LONGEST_VALUE);
    WhyStory story = new WhyStory(play, wording, Terminal.palette());
    PrintWriter out = spec.commandLine().getOut();
    if (what == null) {
      out.println(Terminal.palette().bold(play.course().scenario().title()));
    }
    out.print(not ? kept(new WhyNot(play, wording), play, story) : caused(play, story));
    out.flush();
  }

  private String caused(Play play, WhyStory story) throws Failure {
    List<TraceEvent> events = play.recording().after(0);
    ImmutableList<SentPatch> patches = SentPatch.all(events, Cast.of(events));
    return what == null ? choices(patches, story) : told(patches, events.size(), story);
  }

  private String choices(ImmutableList<SentPatch> patches, WhyStory story) {
    return patches.isEmpty()
        ? "No client was sent a patch; espalier why %s EVENT tells of any event\n".formatted(path)
        : "%d patches; write one of them, as in: espalier why %s %s\n%s"
            .formatted(patches.size(), path, patches.getFirst().name(), story.choices(patches));
  }

  private String told(ImmutableList<SentPatch> patches, int events, WhyStory story) throws Failure {
    String name = String.valueOf(what);
    Integer event = Ints.tryParse(name);
    if (event != null && (event < 1 || event > events)) {
      throw wrong("there is no event %d; there are 1 to %d".formatted(event, events));
    }
    Optional<SentPatch> patch =
        patches.stream()
            .filter(each -> event == null ? each.name().equals(name) : each.event() == event)
            .findFirst();
    if (patch.isPresent()) {
      return which == null
          ? story.of(patch.get())
          : story.of(patch.get(), operation(patch.get(), which));
    }
    if (event == null) {
      throw wrong(nothingCalled(name, patches));
    }
    return story.of(event);
  }

  private static String nothingCalled(String name, ImmutableList<SentPatch> patches) {
    String session = COLON.split(name).iterator().next();
    long count = patches.stream().filter(each -> each.session().equals(session)).count();
    if (count > 0) {
      return "%s was sent %s; write %s:1%s"
          .formatted(
              session,
              Sentences.count(count, "patch", "patches"),
              session,
              count == 1 ? "" : " to %s:%d".formatted(session, count));
    }
    List<String> names = patches.stream().map(SentPatch::name).toList();
    return names.isEmpty()
        ? "no client was sent a patch; write the number of an event"
        : "there is no patch %s; %s".formatted(name, Vocabulary.of(names).instead(name));
  }

  /** The index of an operation, by its number or its place. */
  private int operation(SentPatch patch, String written) throws Failure {
    ImmutableList<JsonPatch.Operation> operations = patch.patch().operations();
    Integer number = Ints.tryParse(written);
    for (int i = 0; i < operations.size(); i++) {
      if (number == null ? operations.get(i).path().equals(written) : number == i + 1) {
        return i;
      }
    }
    throw wrong(
        "%s has no op %s; it has 1 to %d, at %s"
            .formatted(
                patch.name(),
                written,
                operations.size(),
                String.join(", ", operations.stream().map(JsonPatch.Operation::path).toList())));
  }

  private String kept(WhyNot whyNot, Play play, WhyStory story) throws Failure {
    ImmutableMap<String, WhyNot.Shown> views = Maps.uniqueIndex(whyNot.views(), WhyNot.Shown::name);
    if (views.isEmpty()) {
      throw wrong("no document changed while a view was shown");
    }
    if (what == null) {
      return "What kept a view from changing? Write one of them, as in: espalier why %s --not %s\n  %s\n"
          .formatted(path, views.keySet().iterator().next(), String.join("\n  ", views.keySet()));
    }
    WhyNot.Shown view = views.get(what);
    if (view == null) {
      throw wrong(
          "there is no view %s; %s".formatted(what, Vocabulary.of(views.keySet()).instead(what)));
    }
    OptionalInt step = step(play);
    ImmutableList<WhyNot.Kept> kept =
        whyNot.of(view).stream()
            .filter(each -> step.isEmpty() || number(each) == step.getAsInt())
            .collect(ImmutableList.toImmutableList());
    return kept.isEmpty()
        ? "%s: no change of the documents left it as it was%s\n"
            .formatted(what, step.isEmpty() ? "" : " in step " + step.getAsInt())
        : "%s is left as it is by %s\n%s".formatted(what, changes(kept), story.of(kept));
  }

  private static String changes(ImmutableList<WhyNot.Kept> kept) {
    long count = kept.stream().map(WhyNot.Kept::event).distinct().count();
    return Sentences.count(count, "change", "changes");
  }

  private static int number(WhyNot.Kept kept) {
    return kept.step().map(PlayedStep::number).orElse(0);
  }

  private OptionalInt step(Play play) throws Failure {
    if (which == null) {
      return OptionalInt.empty();
    }
    Integer step = Ints.tryParse(which);
    if (step == null || step < 1 || step > play.played().size()) {
      throw wrong("there is no step %s; write 1 to %d".formatted(which, play.played().size()));
    }
    return OptionalInt.of(step);
  }

  private static Failure wrong(String message) {
    return new Failure(Espalier.WRONG_INPUT, "espalier why: " + message);
  }
}
