package dev.espalier.scenario.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.google.common.collect.ImmutableMap;
import dev.espalier.otp.Name;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.scenario.Place;
import dev.espalier.scenario.ScenarioReader;
import dev.espalier.scenario.Step;
import dev.espalier.scenario.play.Course;
import dev.espalier.scenario.play.Fork;
import dev.espalier.scenario.play.Play;
import dev.espalier.scenario.play.PlaySettings;
import dev.espalier.scenario.play.PlayedStep;
import dev.espalier.scenario.play.Schedule;
import dev.espalier.trace.Recording;
import dev.espalier.trace.TraceEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirstDifferenceTest {
  private static final Pid PID = new Pid(1);
  private static final Wording WORDING = new Wording(ImmutableMap.of("u-1", "alice"), 100);

  private record Count(int count, Runnable work) {}

  private static Play played(Course course, PlaySettings settings) throws Exception {
    Play play = Play.begin(course, settings, _ -> {});
    while (!play.isOver()) {
      play.next();
    }
    return play;
  }

  private static Course library(String name) throws Exception {
    return Course.of(ScenarioReader.read(Path.of("library", name)));
  }

  private static Optional<FirstDifference> difference(Recording one, Recording other) {
    return FirstDifference.between(one, other, WORDING);
  }

  private static Recording of(ProcessEvent... events) {
    Recording recording = new Recording();
    for (ProcessEvent event : events) {
      recording.observe(recording.size() + 1L, 0, Play.START, event);
    }
    return recording;
  }

  @ParameterizedTest
  @ValueSource(strings = {"counter", "todo", "crash", "transfer", "idle"})
  void runsDifferWhereTheLinesOfTheirRecordingsFirstDo(String name) throws Exception {
    PlaySettings random = PlaySettings.DEFAULT.withSeed(Schedule.RANDOM, 1);
    try (Play one = played(library(name), PlaySettings.DEFAULT);
        Play same = played(library(name), PlaySettings.DEFAULT);
        Play other = played(library(name), random)) {
      assertThat(difference(one.recording(), same.recording())).isEmpty();
      List<String> lines = lines(one);
      List<String> others = lines(other);
      int index = 0;
      while (lines.get(index).equals(others.get(index))) {
        index++;
      }
      assertThat(difference(one.recording(), other.recording()).orElseThrow().number())
          .isEqualTo(index + 1);
    }
  }

  private static List<String> lines(Play play) throws Exception {
    StringBuilder recording = new StringBuilder();
    play.recording().write(recording);
    return recording.toString().lines().toList();
  }

  @Test
  void aForkDiffersFromItsOriginalFromItsActOn() throws Exception {
    Course course = library("counter");
    try (Play original = played(course, PlaySettings.DEFAULT)) {
      PlayedStep click = original.played().get(7);
      long event = (click.before() + click.after()) / 2;
      Step kill = new Step.Kill(Place.BY_HAND, new Step.Victim("UIBuilder", "bob", null, 1), null);
      Fork fork = Fork.of(original.course(), original.played(), event, kill);
      try (Play forked = played(fork.course(), PlaySettings.DEFAULT)) {
        FirstDifference difference =
            difference(original.recording(), forked.recording()).orElseThrow();
        assertThat(difference.number()).isEqualTo(forked.played().get(fork.cut()).before() + 1);
        assertThat(difference.other()).isEqualTo("UIBuilder bob ends: killed");
        assertThat(difference.one()).isNotEqualTo(difference.other()).doesNotContain("bob ends");
      }
    }
  }

  @Test
  void aRunThatEndsEarlierDiffersWhereTheOtherGoesOn() {
    ProcessEvent.Spawned spawned = new ProcessEvent.Spawned(PID, null, "CS", Name.of("CS"));
    ProcessEvent.Suspended suspended = new ProcessEvent.Suspended(PID);
    assertThat(difference(of(spawned, suspended), of(spawned)))
        .contains(new FirstDifference(2, "CS is suspended", "nothing more happens"));
    assertThat(difference(of(spawned, suspended), of(spawned, new ProcessEvent.Resumed(PID))))
        .contains(new FirstDifference(2, "CS is suspended", "CS goes on"));
  }

  @Test
  void whatSoundsTheSameIsToldApartByWhatIsInIt() {
    ProcessEvent.Sent sent =
        new ProcessEvent.Sent(null, PID, ProcessEvent.Kind.CAST, new Count(7, () -> {}));
    assertThat(
            difference(
                of(sent, new ProcessEvent.Handled(PID, 1, new Count(1, () -> {}))),
                of(sent, new ProcessEvent.Handled(PID, 1, new Count(2, () -> {})))))
        .contains(
            new FirstDifference(
                2,
                PID + " is done with the Count, with 1 at /state/count",
                PID + " is done with the Count, with 2 at /state/count"));
  }

  @Test
  void whatHasNoValueMakesNoDifference() {
    ProcessEvent.Started one = new ProcessEvent.Started(PID, new Count(1, () -> {}));
    ProcessEvent.Started other = new ProcessEvent.Started(PID, new Count(1, Thread::yield));
    assertThat(difference(of(one), of(other))).isEmpty();
  }

  @Test
  void aMillionEventsAreComparedInSeconds() throws Exception {
    try (Play one = played(library("todo"), PlaySettings.DEFAULT);
        Play other = played(library("todo"), PlaySettings.DEFAULT)) {
      Recording some = repeated(one.recording().after(0));
      Recording others = repeated(other.recording().after(0));
      others.observe(1_000_001, 0, Play.START, new ProcessEvent.Suspended(PID));
      FirstDifference difference =
          assertTimeout(Duration.ofSeconds(10), () -> difference(some, others).orElseThrow());
      assertThat(difference.number()).isEqualTo(1_000_001);
    }
  }

  private static Recording repeated(List<TraceEvent> events) {
    Recording recording = new Recording();
    for (int i = 0; i < 1_000_000; i++) {
      TraceEvent event = events.get(i % events.size());
      recording.observe(i + 1L, event.cause(), event.at(), event.event());
    }
    return recording;
  }
}
