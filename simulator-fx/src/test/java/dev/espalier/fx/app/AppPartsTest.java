package dev.espalier.fx.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.fx.annals.Played;
import dev.espalier.fx.annals.Viewpoint;
import dev.espalier.fx.editor.EditorProblem;
import dev.espalier.fx.text.Section;
import dev.espalier.fx.words.Phrase;
import dev.espalier.fx.words.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before all tests
class AppPartsTest {
  private Played broken;
  private Outline outline;

  @BeforeAll
  void play(@TempDir Path folder) throws Exception {
    broken = Broken.play(folder);
    outline = Outline.of(Files.readString(folder.resolve("app.js")));
  }

  private AppParts at(long event, long since) {
    AppFailures failures = new AppFailures(broken.timeline());
    failures.follow();
    return AppParts.of(outline, failures, broken.at(event), since);
  }

  private static List<String> texts(Section section) {
    return section.lines().stream().map(Phrase::text).toList();
  }

  @Test
  void eachViewLeadsToItsLineAndToTheWsThatShowIt() {
    Section views = at(broken.timeline().steps().getFirst().after(), 0).sections().getFirst();

    assertThat(texts(views))
        .containsExactly(
            "main  W main", "counter  W counter · user: @alice, W counter · user: global");
    assertThat(views.lines().getFirst().parts().getFirst().target())
        .isEqualTo(new Target.ToLine(20));
  }

  @Test
  void listenersOfTheTreeSayWhenTheyRun() {
    Section listeners = at(broken.timeline().end(), 0).sections().get(1);

    assertThat(listeners.title()).isEqualTo("Listeners");
    assertThat(texts(listeners))
        .containsExactly(
            "onEnvStart  before the first session",
            "onUserFirstJoin  before a user's first session",
            "increment");
  }

  @Test
  void aViewThatFailsSaysSoFromThenOnAndInItsLine() {
    AppParts before = at(broken.timeline().steps().getFirst().after(), 0);
    AppParts after = at(broken.timeline().end(), 0);

    assertThat(before.failures()).isEmpty();
    assertThat(texts(after.sections().getFirst()))
        .anyMatch(line -> line.startsWith("fails: view counter: app.js:31: TypeError"));
    assertThat(after.problems("app.js"))
        .singleElement()
        .extracting(EditorProblem::line)
        .isEqualTo(31);
  }

  @Test
  void withoutAScriptTheViewsAreThoseThatAreShown() {
    AppFailures failures = new AppFailures(broken.timeline());
    Viewpoint seen = broken.atTheEnd();

    AppParts parts = AppParts.of(Outline.EMPTY, failures, seen, 0);

    assertThat(parts.sections()).extracting(Section::title).containsExactly("Views");
    assertThat(texts(parts.sections().getFirst())).first().asString().startsWith("main  W main");
  }
}
