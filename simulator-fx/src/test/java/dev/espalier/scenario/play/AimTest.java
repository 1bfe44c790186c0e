package dev.espalier.scenario.play;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.fx.annals.Played;
import dev.espalier.fx.inspector.Aim;
import dev.espalier.fx.timeline.Moment;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.otp.ProcessInfo;
import dev.espalier.scenario.Step.Victim;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whoever is aimed at is who scenarios find; that is known here only, beside {@link Victims}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@SuppressWarnings("NullAway.Init") // set before all tests
class AimTest {
  private Played counter;

  @BeforeAll
  void play() throws Exception {
    counter = Played.of("counter");
  }

  private static List<ProcessInfo> infos(Moment moment) {
    return moment.processes().values().stream()
        .map(process ->
            new ProcessInfo(
                process.pid(),
                process.kind(),
                process.name(),
                process.parent(),
                process.groups().asList(),
                process.links().asList(),
                process.monitors().asList(),
                0,
                false,
                process.state()))
        .toList();
  }

  private static Victim aim(ProcessAt process, Moment moment) {
    return Aim.at(process, moment);
  }

  @ParameterizedTest
  @ValueSource(strings = {"counter", "transfer", "todo"})
  void everyProcessIsFoundByItsAimAtEveryMoment(String scenario) throws Exception {
    Played played = scenario.equals("counter") ? counter : Played.of(scenario);
    for (long at = 1; at <= played.timeline().end(); at += 7) {
      Moment moment = played.at(at).moment();
      List<ProcessInfo> infos = infos(moment);
      for (ProcessAt process : moment.processes().values()) {
        assertThat(Victims.find(aim(process, moment), infos))
            .map(ProcessInfo::pid)
            .contains(process.pid());
      }
    }
  }

  @Test
  void theOnlyOneOfAKindNeedsNoMore() {
    Moment end = counter.atTheEnd().moment();

    assertThat(aim(Played.process(counter.atTheEnd(), "CS", ""), end))
        .isEqualTo(new Victim("CS", null, null, 1));
  }

  @Test
  void oneOfEachSessionIsTheOneOfItsSession() {
    Moment end = counter.atTheEnd().moment();

    assertThat(aim(Played.process(counter.atTheEnd(), "SCM", "bob"), end))
        .isEqualTo(new Victim("SCM", "bob", null, 1));
  }

  @Test
  void aQueryOfSeveralIsToldByWhatItAsks() {
    Moment end = counter.atTheEnd().moment();

    assertThat(aim(Played.process(counter.atTheEnd(), "Q", "global"), end))
        .isEqualTo(new Victim("Q", null, "counter {\"user\": \"global\"}", 1));
  }
}
