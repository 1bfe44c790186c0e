package dev.espalier.cli;

import static dev.espalier.cli.Typed.answering;
import static dev.espalier.cli.Typed.espalier;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A reader foretells what happens, and is graded. */
class LessonTest {
  private static final String LESSON =
      """
      title: Who is told
      app: APP
      steps:
        - open: alice
        - open: bob
        - say: Two users.
          point: [SCM, UIBuilder of bob]
        - ask: Who gets a patch?
          when: {click: +, in: alice, below: "The common counter: 0"}
          choices:
            only Alice: {patches: {alice: 1, bob: none}}
            both: {patches: {alice: 1, bob: 1}}
          because: Both show the document.
        - ask: And now?
          when: {click: +, in: alice, below: "My personal counter: 0"}
          choices:
            only Alice: {patches: {alice: 1, bob: none}}
            both: {patches: {alice: 1, bob: 1}}
      """;

  @TempDir Path folder;
  private Path lesson;

  @BeforeEach
  void write() throws IOException {
    lesson = folder.resolve("scenario.yaml");
    String app = Path.of("library", "counter", "app.js").toAbsolutePath().toString();
    Files.writeString(lesson, LESSON.replace("APP", app));
  }

  @Test
  void aQuestionIsToldBeforeWhatItIsAboutHappens() {
    Typed typed = espalier("run", lesson.toString());

    assertThat(typed.exitCode()).isZero();
    assertThat(typed.out())
        .contains("look at   SCM, UIBuilder of bob")
        .containsSubsequence(
            "4? Who gets a patch?",
            "1)  only Alice",
            "2)  both",
            "alice clicks “+” below “The common counter: 0”",
            "✓ both",
            "Both show the document.");
  }

  @Test
  void everyAnswerIsGraded() {
    Typed right = answering("2\n1\n", "run", "--lesson", lesson.toString());
    Typed wrong = answering("2\nwhat?\n2\n", "run", "--lesson", lesson.toString());
    Typed silent = answering("2\n", "run", "--lesson", lesson.toString());

    assertThat(right.out()).contains("Right.", "2 of 2 answers are right");
    assertThat(right.exitCode()).isZero();
    assertThat(wrong.out())
        .contains("“what?” is not one of them", "Not “both”.", "1 of 2 answers is right");
    assertThat(wrong.exitCode()).isEqualTo(1);
    assertThat(silent.out()).contains("Unanswered.");
    assertThat(silent.exitCode()).isEqualTo(1);
  }

  @Test
  void aQuestionWithoutOneRightChoiceIsAFault() throws IOException {
    Files.writeString(
        lesson,
        Files.readString(lesson)
            .replace("both: {patches: {alice: 1, bob: 1}}", "both: {patches: {alice: 2, bob: 1}}"));

    Typed typed = espalier("run", lesson.toString());

    assertThat(typed.exitCode()).isEqualTo(1);
    assertThat(typed.out())
        .contains("scenario.yaml:8:5: the answer to “Who gets a patch?”", "none of them does");
  }
}
