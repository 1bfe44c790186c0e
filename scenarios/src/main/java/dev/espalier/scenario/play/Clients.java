package dev.espalier.scenario.play;

import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSortedSet;
import dev.espalier.environment.Environment;
import dev.espalier.gateway.Client;
import dev.espalier.otp.ExitReason;
import dev.espalier.otp.Group;
import dev.espalier.otp.Name;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessInfo;
import dev.espalier.runner.Runner;
import dev.espalier.scenario.Place;
import dev.espalier.scenario.Step;
import dev.espalier.scenario.Step.Target;
import dev.espalier.session.Session;
import dev.espalier.ui.Listener;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The clients of a scenario, and what their users do with the components they see. */
final class Clients {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** What was typed into a field that has not been submitted since. */
  private record Field(String session, String name) {}

  private final Runner runner;
  private final Environment environment;
  private final Map<String, Pid> pids = new HashMap<>();
  private final Map<Field, String> typed = new HashMap<>();

  Clients(Runner runner, Environment environment) {
    this.runner = runner;
    this.environment = environment;
  }

  Outcome open(Step.Open step) {
    String name = step.session();
    if (pids.containsKey(name)) {
      return new Outcome.Impossible(
          step.place(), "%s is open already; close: %s comes before".formatted(name, name));
    }
    forgetClosed(name);
    Session session = new Session(name, step.user(), step.path(), step.context());
    pids.put(name, runner.connect(environment, session));
    return new Outcome.Done();
  }

  /** The client of a session that was closed still shows why, until another takes its name. */
  private void forgetClosed(String session) {
    Pid closed = runner.node().whereis(new Name("Client", session));
    if (closed != null) {
      runner.node().exit(closed, ExitReason.shutdown());
    }
  }

  Outcome close(Step.Close step) {
    Pid client = pids.remove(step.session());
    if (client == null) {
      return new Outcome.Impossible(
          step.place(), "no session %s is open".formatted(step.session()));
    }
    runner.disconnect(client);
    typed.keySet().removeIf(field -> field.session().equals(step.session()));
    return new Outcome.Done();
  }

  /** The client's state; none when the session was never opened, or is closed. */
  Optional<Client.State> client(String session) {
    Pid pid = pids.get(session);
    return runner.node().processes().stream()
        .filter(process -> process.pid().equals(pid))
        .map(ProcessInfo::state)
        .flatMap(state -> state instanceof Client.State client ? Stream.of(client) : Stream.of())
        .findFirst();
  }

  /** The UI that a client holds. */
  Optional<JsonNode> ui(String session) {
    return client(session).map(Client.State::ui);
  }

  /** The UIs of the sessions that are there. */
  ImmutableMap<String, JsonNode> uis() {
    ImmutableMap.Builder<String, JsonNode> uis = ImmutableMap.builder();
    for (String session : ImmutableSortedSet.copyOf(pids.keySet())) {
      client(session)
          .filter(client -> client.standing() == Client.Standing.JOINED)
          .map(Client.State::ui)
          .ifPresent(ui -> uis.put(session, ui));
    }
    return uis.buildOrThrow();
  }

  Outcome click(Step.Click step) {
    return with(
        step.place(),
        step.session(),
        step.target(),
        Use.PRESS,
        component -> run(step.session(), component, Use.PRESS, JSON.objectNode()));
  }

  Outcome type(Step.Type step) {
    return with(
        step.place(),
        step.session(),
        step.target(),
        Use.TYPE,
        component -> {
          typed.put(field(step.session(), component), step.text());
          run(step.session(), component, Use.TYPE, value(JSON.stringNode(step.text())));
        });
  }

  Outcome submit(Step.Submit step) {
    return with(
        step.place(),
        step.session(),
        step.target(),
        Use.SUBMIT,
        component -> {
          JsonNode value = step.value() == null ? entered(step.session(), component) : step.value();
          run(step.session(), component, Use.SUBMIT, value(value));
          typed.keySet().removeIf(field -> field.session().equals(step.session()));
        });
  }

  private static Field field(String session, Component component) {
    return new Field(session, component.field().orElseGet(() -> component.at().toString()));
  }

  private static ObjectNode value(JsonNode value) {
    ObjectNode event = JSON.objectNode();
    event.set("value", value);
    return event;
  }

  /** What stands in a field, or in every named field of a form. */
  private JsonNode entered(String session, Component component) {
    if (component.isTextField()) {
      return contents(session, component);
    }
    ObjectNode fields = JSON.objectNode();
    Component.all(component.json()).stream()
        .filter(inner -> inner.field().isPresent())
        .forEach(inner -> fields.set(inner.field().orElseThrow(), contents(session, inner)));
    return fields;
  }

  private JsonNode contents(String session, Component component) {
    String text = typed.get(field(session, component));
    return text == null ? component.json().path("value") : JSON.stringNode(text);
  }

  private Outcome with(
      Place place, String session, Target target, Use use, Consumer<Component> doing) {
    Optional<JsonNode> ui = ui(session);
    if (ui.isEmpty()) {
      return Outcome.unmet(place, "the UI of " + session, "a component to use", "no UI");
    }
    Optional<Component> found = use.find(target, ui.get());
    if (found.isEmpty()) {
      List<Component> candidates = use.candidates(Component.all(ui.get()));
      return Outcome.unmet(
          place,
          "the UI of " + session,
          "a component %s with %s".formatted(described(target), use.listener()),
          candidates.isEmpty()
              ? "no component has " + use.listener()
              : "those that have it: "
                  + candidates.stream().map(Clients::described).collect(joining(", ")));
    }
    doing.accept(found.get());
    return new Outcome.Done();
  }

  private static String described(Target target) {
    String below = target.below() == null ? "" : " below \"%s\"".formatted(target.below());
    String nth = target.nth() == 1 ? "" : ", number %d of them".formatted(target.nth());
    return "\"%s\"%s%s".formatted(target.name(), below, nth);
  }

  private static String described(Component component) {
    return component
        .names()
        .findFirst()
        .map(name -> "\"" + name + "\"")
        .orElseGet(() -> component.type() + " at " + component.at());
  }

  private void run(String session, Component component, Use use, JsonNode event) {
    use.key(component).flatMap(component::listener).ifPresent(code -> run(session, code, event));
  }

  private void run(String session, String code, JsonNode event) {
    Pid client = pids.get(session);
    if (client != null) {
      runner.run(client, code, event);
    }
  }

  /** Runs a listener by its name. */
  Outcome run(Step.Run step) {
    List<Listener> listeners = listeners(step.session());
    Optional<Listener> meant =
        listeners.stream()
            .filter(each -> each.name().equals(step.listener()))
            .filter(each -> hasProps(each, step.props()))
            .findFirst();
    meant.ifPresent(listener -> run(step.session(), listener.code(), step.event()));
    return meant.isPresent()
        ? new Outcome.Done()
        : Outcome.unmet(
            step.place(),
            "the UI of " + step.session(),
            "a listener " + step.listener() + (step.props() == null ? "" : " " + step.props()),
            listeners.isEmpty()
                ? "no listeners"
                : listeners.stream()
                    .map(each -> each.name() + " " + each.props())
                    .collect(joining(", ")));
  }

  private static boolean hasProps(Listener listener, @Nullable JsonNode props) {
    return props == null || props.equals(listener.props());
  }

  /** The listeners that stand in a client's UI, in the order of the document. */
  ImmutableList<Listener> listeners(String session) {
    Set<Pid> widgets = Set.copyOf(runner.node().members(new Group("w", session)));
    return ui(session)
        .map(ui ->
            Listeners.in(
                ui,
                runner.node().processes().stream()
                    .filter(process -> widgets.contains(process.pid()))
                    .flatMap(process -> Stream.ofNullable(process.state()))))
        .orElse(ImmutableList.of());
  }
}
