package dev.espalier.scenario.story;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import dev.espalier.scenario.play.Cast;
import dev.espalier.scenario.play.Meter;
import dev.espalier.scenario.play.Play;
import dev.espalier.scenario.play.PlayedStep;
import dev.espalier.trace.TraceEvent;
import dev.espalier.ui.JsonPatch;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/** Causes told to people: what led to a patch, line by line. */
public final class WhyStory {
  private static final String INDENT = "  ";

  private final Play play;
  private final List<TraceEvent> events;
  private final Wording wording;
  private final Sentences sentences;
  private final Palette palette;
  private final Why why;

  /**
   * @param play as far as it has been played
   */
  public WhyStory(Play play, Wording wording, Palette palette) {
    this.play = play;
    this.events = play.recording().after(0);
    this.wording = wording;
    this.sentences = new Sentences(wording);
    this.palette = palette;
    this.why = new Why(number -> events.get((int) number - 1), Cast.of(events), wording);
  }

  /** Patches to choose from: what each is called, where it is sent and what it does. */
  public String choices(ImmutableList<SentPatch> patches) {
    int names = widest(patches, patch -> patch.name().length());
    int sizes = widest(patches, patch -> size(patch).length());
    StringBuilder text = new StringBuilder();
    for (SentPatch patch : patches) {
      line(
          text,
          "%s%s  %s  %s"
              .formatted(
                  INDENT,
                  palette.bold(Strings.padEnd(patch.name(), names, ' ')),
                  Strings.padEnd(size(patch), sizes, ' '),
                  step(patch.event())));
    }
    return text.toString();
  }

  private static <T> int widest(List<T> all, ToIntFunction<T> width) {
    return all.stream().mapToInt(width).max().orElse(0);
  }

  private static String size(SentPatch patch) {
    return "%s, %s"
        .formatted(
            Sentences.count(patch.patch().operations().size(), "op", "ops"),
            Why.size(Meter.bytes(patch.patch().toJson())));
  }

  /** What led to a patch, from the first cause on, and to what the patch does. */
  public String of(SentPatch patch) {
    StringBuilder text = new StringBuilder(of(patch.event()));
    ImmutableList<JsonPatch.Operation> operations = patch.patch().operations();
    for (int i = 0; i < operations.size(); i++) {
      operation(text, patch, i);
    }
    return text.toString();
  }

  /**
   * The same of one of its operations.
   *
   * @param index from 0
   */
  public String of(SentPatch patch, int index) {
    StringBuilder text = new StringBuilder(of(patch.event()));
    operation(text, patch, index);
    return text.toString();
  }

  private void operation(StringBuilder text, SentPatch patch, int index) {
    String view = why.views(patch.event()).get(index);
    line(
        text,
        "%sop %d: %s"
            .formatted(INDENT, index + 1, sentences.of(patch.patch().operations().get(index))));
    if (!view.isEmpty()) {
      line(text, "%s%sdrawn by the view %s".formatted(INDENT, INDENT, view));
    }
  }

  /** What led to an event, from the first cause on, each with the event it can be seen at. */
  public String of(long event) {
    ImmutableList<Cause> causes = why.of(event);
    int kinds = widest(causes, cause -> cause.kind().length());
    int numbers = String.valueOf(events.size()).length();
    StringBuilder text = new StringBuilder();
    line(text, "Event %d, %s".formatted(event, step(event)));
    line(text, "");
    for (Cause cause : causes) {
      line(
          text,
          "%s%s  %s  %s%s"
              .formatted(
                  INDENT,
                  palette.dim(Strings.padStart(String.valueOf(cause.event()), numbers, ' ')),
                  palette.bold(Strings.padEnd(cause.kind(), kinds, ' ')),
                  withoutKind(cause),
                  cause.detail().isEmpty() ? "" : ": " + cause.detail()));
    }
    line(text, "");
    return text.toString();
  }

  /** A cause's words often begin with the kind of process, which stands in front of them. */
  private static String withoutKind(Cause cause) {
    String kind = cause.kind() + " ";
    return cause.words().startsWith(kind) ? cause.words().substring(kind.length()) : cause.words();
  }

  /** What kept a view from changing, change by change. */
  public String of(ImmutableList<WhyNot.Kept> kept) {
    StringBuilder text = new StringBuilder();
    long event = 0;
    for (WhyNot.Kept each : kept) {
      if (each.event() != event) {
        line(text, "");
        line(text, palette.bold("Event %d, %s".formatted(each.event(), step(each.event()))));
        line(text, INDENT + each.change());
        event = each.event();
      }
      line(
          text,
          "%s%s %s"
              .formatted(
                  INDENT, palette.dim(each.view() + ":"), String.join("; ", each.reasons())));
    }
    return text.toString();
  }

  /** The step that an event belongs to. */
  private String step(long event) {
    Optional<PlayedStep> step =
        play.played().stream()
            .filter(each -> each.before() < event && event <= each.after())
            .findFirst();
    return step.map(each ->
            wording.shortened("step %d: %s".formatted(each.number(), sentences.of(each.step()))))
        .orElse("while the environment starts");
  }

  private static void line(StringBuilder text, String line) {
    text.append(line.stripTrailing()).append('\n');
  }
}
