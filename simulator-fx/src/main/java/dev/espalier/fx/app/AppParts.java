package dev.espalier.fx.app;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.MultimapBuilder;
import dev.espalier.environment.WidgetServer;
import dev.espalier.fx.annals.Viewpoint;
import dev.espalier.fx.editor.EditorProblem;
import dev.espalier.fx.text.Section;
import dev.espalier.fx.words.Phrase;
import dev.espalier.fx.words.Target;
import dev.espalier.otp.Pid;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an app is made of at a moment: its views with the Ws that show them, its listeners, and what
 * fails.
 *
 * @param failures what the app said of each failure
 */
record AppParts(ImmutableList<Section> sections, ImmutableList<String> failures) {
  private static final int MOST = 6;

  /** When the tree runs them by itself. */
  private static final ImmutableMap<String, String> LIFECYCLE =
      ImmutableMap.of(
          "onEnvStart", "before the first session",
          "onUserFirstJoin", "before a user's first session",
          "onSessionStart", "before each session",
          "onSessionStop", "after each session",
          "onEnvStop", "after the last session");

  static AppParts of(Outline outline, AppFailures failures, Viewpoint seen, long since) {
    ListMultimap<String, Pid> widgets = MultimapBuilder.linkedHashKeys().arrayListValues().build();
    seen.moment()
        .processes()
        .values()
        .forEach(process -> {
          if (process.state() instanceof WidgetServer.State widget) {
            widgets.put(widget.key().view(), process.pid());
          }
        });
    List<String> said = new ArrayList<>();
    List<Phrase> views = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>(outline.views().keySet());
    names.addAll(widgets.keySet());
    for (String name : names) {
      Optional<String> failure =
          widgets.get(name).stream()
              .flatMap(widget -> failures.ofView(widget, seen.at()).stream())
              .findFirst();
      failure.ifPresent(said::add);
      views.add(view(name, outline, ImmutableList.copyOf(widgets.get(name)), seen));
      failure.ifPresent(each -> views.add(failed(each)));
    }
    Optional<String> listener = failures.ofListener(since, seen.at());
    listener.ifPresent(said::add);
    ImmutableList.Builder<Section> sections = ImmutableList.builder();
    Section.of("Views", views).ifPresent(sections::add);
    Section.of("Listeners", listeners(outline, listener)).ifPresent(sections::add);
    return new AppParts(sections.build(), ImmutableList.copyOf(said));
  }

  private static Phrase view(
      String name, Outline outline, ImmutableList<Pid> widgets, Viewpoint seen) {
    Phrase line = named(name, outline.views().get(name));
    if (widgets.isEmpty()) {
      return line.then(Phrase.quiet("  not shown"));
    }
    Phrase shown = Phrase.joined(", ", widgets.stream().limit(MOST).map(seen::link).toList());
    return line.then("  ")
        .then(shown)
        .then(
            widgets.size() > MOST
                ? Phrase.quiet(" and %,d more".formatted(widgets.size() - MOST))
                : Phrase.EMPTY);
  }

  private static Phrase named(String name, @Nullable Integer line) {
    return line == null ? Phrase.code(name) : Phrase.link(name, new Target.ToLine(line));
  }

  private static Phrase failed(String failure) {
    return Phrase.bad("fails: " + failure.lines().findFirst().orElse(failure));
  }

  private static ImmutableList<Phrase> listeners(Outline outline, Optional<String> failure) {
    ImmutableList.Builder<Phrase> lines = ImmutableList.builder();
    outline
        .listeners()
        .forEach((name, line) -> {
          String when = LIFECYCLE.get(name);
          Phrase phrase = named(name, line);
          lines.add(when == null ? phrase : phrase.then(Phrase.quiet("  " + when)));
        });
    failure.ifPresent(each -> lines.add(failed(each)));
    return lines.build();
  }

  /** What is wrong in the script, so far as the failures name a place in it. */
  ImmutableList<EditorProblem> problems(String file) {
    return failures.stream()
        .flatMap(said -> EditorProblem.read(said, file).stream())
        .filter(problem -> problem.line() > 0)
        .distinct()
        .collect(ImmutableList.toImmutableList());
  }
}
