package dev.espalier.cli;

import com.google.common.primitives.Ints;
import dev.espalier.scenario.Step;
import dev.espalier.scenario.Step.Choice;
import dev.espalier.scenario.play.Outcome;
import dev.espalier.scenario.story.Palette;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who foretells what happens, in a line each: the number of a choice. */
final class Learner {
  private final BufferedReader answers;
  private final PrintWriter out;
  private final Palette palette;
  private final boolean isEchoed;
  private int asked;
  private int right;

  /**
   * @param isEchoed whether answers are written out, as a terminal does
   */
  Learner(BufferedReader answers, PrintWriter out, Palette palette, boolean isEchoed) {
    this.isEchoed = isEchoed;
    this.answers = answers;
    this.out = out;
    this.palette = palette;
  }

  /** Waits for an answer to a question that has been told; none when there are no more. */
  Optional<Choice> answer(Step.Ask ask) {
    int choices = ask.choices().size();
    asked++;
    while (true) {
      out.printf("     Your answer (1 to %d): ", choices);
      out.flush();
      String line = line();
      if (line == null) {
        out.println("none");
        return Optional.empty();
      }
      if (isEchoed) {
        out.println(line.strip());
      }
      Integer number = Ints.tryParse(line.strip());
      if (number != null && number >= 1 && number <= choices) {
        return Optional.of(ask.choices().get(number - 1));
      }
      out.printf("     “%s” is not one of them.%n", line.strip());
    }
  }

  private @Nullable String line() {
    try {
      return answers.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Grades an answer, now that it is known what happened. */
  void grade(Optional<Choice> answer, Outcome outcome) {
    if (outcome instanceof Outcome.Done(Choice truth) && truth != null) {
      boolean isRight = answer.filter(truth::equals).isPresent();
      right += isRight ? 1 : 0;
      String grade =
          isRight
              ? palette.good("Right.")
              : palette.bad(
                  answer.map(given -> "Not “" + given.text() + "”.").orElse("Unanswered."));
      out.println("     " + grade);
    }
  }

  /** Whether every question was answered right. */
  boolean knowsAll() {
    return right == asked;
  }

  /** E.g. {@code 3 of 4 answers are right}. */
  String score() {
    return "%d of %d answers %s right".formatted(right, asked, right == 1 ? "is" : "are");
  }
}
