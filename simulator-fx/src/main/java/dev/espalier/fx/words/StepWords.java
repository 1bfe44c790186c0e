package dev.espalier.fx.words;

import dev.espalier.scenario.Step;
import java.time.Duration;

/** What a step does, as a short sentence. */
public final class StepWords {
  private StepWords() {}

  public static String of(Step step) {
    return switch (step) {
      case Step.Say say -> say.text();
      case Step.Open open when open.path().equals("/") -> open.session() + " opens the app";
      case Step.Open open -> "%s opens %s".formatted(open.session(), open.path());
      case Step.Close close -> close.session() + " leaves";
      case Step.Click click -> "%s clicks “%s”".formatted(click.session(), click.target().name());
      case Step.Type type ->
          "%s types “%s” into “%s”".formatted(type.session(), type.text(), type.target().name());
      case Step.Submit submit ->
          "%s submits “%s”".formatted(submit.session(), submit.target().name());
      case Step.Run run -> "%s runs %s".formatted(run.session(), run.listener());
      case Step.Insert insert -> "a document is put into " + insert.collection();
      case Step.Replace replace -> "a document of %s is replaced".formatted(replace.collection());
      case Step.Update update -> "documents of %s are updated".formatted(update.collection());
      case Step.Delete delete -> "documents of %s are deleted".formatted(delete.collection());
      case Step.Drop drop -> drop.collection() + " is dropped";
      case Step.Wait wait -> of(wait.duration()) + " pass";
      case Step.Kill kill -> kill.victim().kind() + " is killed";
      case Step.Fail fail -> "the app begins to fail: " + fail.message();
      case Step.Slow slow -> "the app becomes slower by " + of(slow.by());
      case Step.Heal _ -> "the app is well again";
      case Step.Expect expect when expect.expectations().size() == 1 -> "1 expectation";
      case Step.Expect expect -> expect.expectations().size() + " expectations";
    };
  }

  private static String of(Duration duration) {
    return duration.toMillisPart() > 0
        ? "%,d ms".formatted(duration.toMillis())
        : duration.toSecondsPart() > 0
            ? "%,d s".formatted(duration.toSeconds())
            : "%,d min".formatted(duration.toMinutes());
  }
}
