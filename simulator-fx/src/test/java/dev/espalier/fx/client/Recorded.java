package dev.espalier.fx.client;

import dev.espalier.fx.arrangement.Labels;
import dev.espalier.fx.timeline.Timeline;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.scenario.ScenarioReader;
import dev.espalier.scenario.play.Play;
import dev.espalier.scenario.play.PlaySettings;
import dev.espalier.session.ToClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;
import java.util.stream.LongStream;

/** A scenario that was played, to be looked at. */
record Recorded(Timeline timeline, Labels labels) {

  /** One of the library. */
  static Recorded library(String name) throws Exception {
    return of(Path.of("..", "scenarios", "library", name));
  }

  /** An app and steps, written into a folder. */
  static Recorded of(Path folder, String app, String steps) throws Exception {
    Files.writeString(folder.resolve("app.js"), app);
    Files.writeString(folder.resolve("scenario.yaml"), "title: Test\nsteps:\n" + steps);
    return of(folder);
  }

  private static Recorded of(Path folder) throws Exception {
    try (Play play = Play.begin(ScenarioReader.read(folder), PlaySettings.DEFAULT, _ -> {})) {
      while (!play.isOver()) {
        play.next();
      }
      Timeline timeline = new Timeline(play.recording());
      timeline.follow(Integer.MAX_VALUE);
      return new Recorded(timeline, new Labels("env", play.users()));
    }
  }

  /** The event with which a session's client has taken in the {@code nth} thing of a kind. */
  long taken(String session, Predicate<ToClient> wanted, int nth) {
    long sent =
        LongStream.rangeClosed(1, timeline.end())
            .filter(number ->
                timeline.message(number).orElse(null)
                        instanceof ProcessEvent.Sent(_, Pid to, _, ToClient message)
                    && isClientOf(to, session)
                    && wanted.test(message))
            .skip(nth - 1L)
            .findFirst()
            .orElseThrow();
    return LongStream.rangeClosed(sent, timeline.end())
        .filter(number ->
            timeline.event(number).orElseThrow().event()
                    instanceof ProcessEvent.Handled(_, long handled, _)
                && handled == sent)
        .findFirst()
        .orElseThrow();
  }

  private boolean isClientOf(Pid pid, String session) {
    var life = timeline.lives().of(pid);
    return life != null
        && life.kind().equals("Client")
        && life.name() != null
        && life.name().key().equals(session);
  }

  /** The event with which a client has taken in a session's {@code nth} patch. */
  long patch(String session, int nth) {
    return taken(session, ToClient.PatchUi.class::isInstance, nth);
  }
}
