package dev.espalier.scenario.play;

import static dev.espalier.scenario.Place.BY_HAND;
import static dev.espalier.scenario.play.Rehearsal.click;
import static dev.espalier.scenario.play.Rehearsal.close;
import static dev.espalier.scenario.play.Rehearsal.insert;
import static dev.espalier.scenario.play.Rehearsal.json;
import static dev.espalier.scenario.play.Rehearsal.kill;
import static dev.espalier.scenario.play.Rehearsal.open;
import static java.util.Objects.requireNonNull;

import dev.espalier.app.AppFaults;
import dev.espalier.scenario.Scenario.AppSource;
import dev.espalier.scenario.Step;
import dev.espalier.scenario.Step.Victim;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A person who does whatever can be done by hand, most of the time in the UIs. */
final class Hands {
  private static final List<String> KINDS =
      List.of("Q", "W", "SCM", "CS", "MS", "UIBuilder", "Repo", "Session.Supervisor");

  private Hands() {}

  static Step anything(Play play, Random random) {
    List<String> sessions = new ArrayList<>(play.uis().keySet());
    if (sessions.isEmpty()) {
      return open("user" + play.played().size());
    }
    String somebody = sessions.get(random.nextInt(sessions.size()));
    String kind = KINDS.get(random.nextInt(KINDS.size()));
    return switch (random.nextInt(24)) {
      case 0 -> open("user" + play.played().size());
      case 1 -> close(somebody);
      case 2 -> insert("counter", "{'user': 'nobody', 'count': 1, 'text': 'x', 'done': false}");
      case 3 -> new Step.Fail(BY_HAND, AppFaults.Kind.LISTENER, null, "out: of order");
      case 4 -> new Step.Fail(BY_HAND, AppFaults.Kind.VIEW, null, "broken\nat line 1");
      case 5 -> new Step.Slow(BY_HAND, AppFaults.Kind.VIEW, null, Duration.ofSeconds(1));
      case 6 -> new Step.Heal(BY_HAND);
      case 7 -> kill(kind, null);
      case 8 ->
          new Step.Kill(BY_HAND, new Victim("MS", null, null, 1), gesture(play, somebody, random));
      case 9 -> new Step.Wait(BY_HAND, Duration.ofSeconds(6));
      case 10 -> new Step.Shuffle(BY_HAND, random.nextInt());
      case 11 -> new Step.Suspend(BY_HAND, new Victim(kind, null, null, 1));
      case 12, 13 -> new Step.Resume(BY_HAND, new Victim(kind, null, null, 1));
      case 14 -> new Step.Cut(BY_HAND);
      case 15 -> new Step.Stop(BY_HAND);
      case 16, 17 -> new Step.Start(BY_HAND);
      case 18 -> reload(play, random);
      case 19 -> click(somebody, "nothing of that name", null);
      case 20 ->
          new Step.Begin(
              BY_HAND,
              gesture(play, somebody, random),
              play.recording().size() + 1L + random.nextInt(12));
      default -> gesture(play, somebody, random);
    };
  }

  /** The app with other texts, or one that is none. */
  private static Step reload(Play play, Random random) {
    String app = ((AppSource.Script) play.course().scenario().app()).text();
    String next = random.nextInt(3) == 0 ? "export {;" : app.replace("`", "`" + random.nextInt(10));
    return new Step.Reload(BY_HAND, new AppSource.Script(BY_HAND, Path.of("app.js"), next));
  }

  private static Step gesture(Play play, String session, Random random) {
    List<Step> steps = new ArrayList<>();
    for (Component component : Component.all(requireNonNull(play.uis().get(session)))) {
      for (String key : List.of("onPressed", "onChanged", "onSubmitted")) {
        String event = key.equals("onPressed") ? "{}" : "{'value': 'Tea'}";
        new Gesture(session, component.at().toString(), key, json(event))
            .step(requireNonNull(play.uis().get(session)), play.listeners(session))
            .ifPresent(steps::add);
      }
    }
    return steps.isEmpty() ? close(session) : steps.get(random.nextInt(steps.size()));
  }
}
