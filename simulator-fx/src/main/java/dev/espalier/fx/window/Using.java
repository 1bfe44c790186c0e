package dev.espalier.fx.window;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.client.Act;
import dev.espalier.fx.timeline.Moment;
import dev.espalier.fx.viewing.Viewing;
import dev.espalier.gateway.Client;
import dev.espalier.otp.Group;
import dev.espalier.otp.Name;
import dev.espalier.scenario.Step;
import dev.espalier.scenario.play.Gesture;
import dev.espalier.scenario.play.Listeners;
import dev.espalier.ui.Listener;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What is done in clients' UIs, as steps. */
record Using(Viewing viewing) {

  /** Does as a user did in the UI of a session at this moment. */
  void act(String session, Act act) {
    step(session, act).ifPresent(viewing::act);
  }

  private Optional<Step> step(String session, Act act) {
    Moment moment = viewing.moment();
    Gesture gesture = new Gesture(session, act.pointer(), act.listener(), act.event());
    return ui(session, moment).flatMap(ui -> gesture.step(ui, listeners(session, ui, moment)));
  }

  private static Optional<JsonNode> ui(String session, Moment moment) {
    Name name = new Name("Client", session);
    return moment.processes().values().stream()
        .filter(process -> name.equals(process.name()))
        .flatMap(process ->
            process.state() instanceof Client.State client
                ? Stream.ofNullable(client.ui())
                : Stream.of())
        .findFirst();
  }

  private static ImmutableList<Listener> listeners(String session, JsonNode ui, Moment moment) {
    Group widgets = new Group("w", session);
    return Listeners.in(
        ui,
        moment.processes().values().stream()
            .filter(process -> process.groups().contains(widgets))
            .flatMap(process -> Stream.ofNullable(process.state())));
  }
}
