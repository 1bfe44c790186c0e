package dev.espalier.scenario.play;

import static dev.espalier.scenario.play.Rehearsal.json;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.espalier.environment.Limits;
import dev.espalier.gateway.Client;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.scenario.Place;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.Scenario.AppSource;
import dev.espalier.scenario.Step;
import dev.espalier.scenario.Step.Target;
import dev.espalier.ui.Listener;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What users do, as steps that do the same. */
class GestureTest {
  /** One of everything that can be used, some of it twice or without a name. */
  private static final String GALLERY =
      """
      export const manifest = {
        lenra: {routes: [{path: '/', view: {_type: 'view', name: 'main'}}]},
      };
      const run = (name, props) => ({_type: 'listener', name, props});
      const text = (value) => ({_type: 'text', value});
      const button = (text, props) => ({_type: 'button', text, onPressed: run('press', props)});
      const flex = (...children) => ({_type: 'flex', children});
      export const views = {main: () => flex(
        text('Milk'), button('Delete', {of: 'milk'}),
        text('Bread'), button('Delete', {of: 'bread'}), button('Delete', {of: 'butter'}),
        button('', {n: 1}), button('', {n: 2}), button('/root', {n: 3}),
        {_type: 'actionable', onPressed: run('open'), onLongPressed: run('hold'), onHovered: run('see'),
         child: flex(text('Open'), button('Close', {n: 4}))},
        {_type: 'checkbox', value: false, name: 'done', onPressed: run('check')},
        {_type: 'toggle', value: true, onPressed: run('toggle', {n: 1})},
        {_type: 'toggle', value: true, onPressed: run('toggle', {n: 2})},
        {_type: 'radio', value: 'a', groupValue: 'b', name: 'letter', onPressed: run('choose')},
        {_type: 'radio', value: 'b', groupValue: 'b', name: 'letter', onPressed: run('choose')},
        {_type: 'slider', value: 1, min: 0, max: 9, onChanged: run('slide'), onChangeStart: run('grip'),
         onChangeEnd: run('let')},
        {_type: 'textfield', value: 'Milk', name: 'title', onChanged: run('write'), onSubmitted: run('add'),
         onTap: run('tap'), onEditingComplete: run('edited')},
        {_type: 'textfield', value: '', onChanged: run('write', {n: 1}), onSubmitted: run('add', {n: 1}),
         style: {decoration: {labelText: 'Amount'}}},
        {_type: 'textfield', value: '', onChanged: run('write', {n: 2}), onSubmitted: run('add', {n: 2})},
        {_type: 'dropdownButton', text: 'More', child: {_type: 'menu', children: [
          {_type: 'menuItem', text: 'Copy', onPressed: run('copy')},
          {_type: 'menuItem', text: 'Paste', onPressed: run('paste')}]}},
        {_type: 'form', onSubmit: run('send'), child: flex(
          {_type: 'textfield', name: 'city', value: ''},
          {_type: 'checkbox', name: 'agreed', value: true},
          {_type: 'button', text: 'Send', submit: true})},
        {_type: 'form', onSubmit: run('send', {n: 1}), child: flex(
          {_type: 'button', text: 'Send', submit: true})},
      )};
      const nothing = () => {};
      export const listeners = new Proxy({}, {get: () => nothing, has: () => true});
      """;

  private static Scenario gallery() {
    Place place = Place.of("test");
    return new Scenario(
        Path.of("scenario.yaml"),
        "Gallery",
        new AppSource.Script(place, Path.of("app.js"), GALLERY),
        Limits.DEFAULT,
        ImmutableList.of());
  }

  /** The events that controls send with a listener. */
  private static Stream<JsonNode> events(String key) {
    return switch (key) {
      case "onPressed" ->
          Stream.of(
              json("{}"), json("{'value': true}"), json("{'value': null}"), json("{'value': 'a'}"));
      case "onChanged" ->
          Stream.of(json("{'value': 'Hello'}"), json("{'value': ''}"), json("{'value': 2.5}"));
      case "onSubmitted" -> Stream.of(json("{'value': 'Hello'}"));
      case "onSubmit" -> Stream.of(json("{'value': {'city': 'Paris', 'agreed': true}}"));
      case "onChangeStart", "onChangeEnd" -> Stream.of(json("{'value': 3}"));
      default -> Stream.of(json("{}"));
    };
  }

  /** All that the user of a session can do. */
  private static List<Gesture> gestures(Play play, String session) {
    List<Gesture> gestures = new ArrayList<>();
    for (Component component : Component.all(ui(play, session))) {
      component
          .json()
          .propertyStream()
          .map(Map.Entry::getKey)
          .filter(key -> component.listener(key).isPresent())
          .forEach(key ->
              events(key)
                  .forEach(event ->
                      gestures.add(new Gesture(session, component.at().toString(), key, event))));
    }
    return gestures;
  }

  private static JsonNode ui(Play play, String session) {
    return requireNonNull(play.uis().get(session));
  }

  /** Plays a gesture and looks whether just what the control would have sent was sent. */
  private static void assertDoesTheSame(Play play, Gesture gesture) {
    JsonNode ui = ui(play, gesture.session());
    Step step = gesture.step(ui, play.listeners(gesture.session())).orElseThrow();
    String code = ui.at(gesture.at()).path(gesture.key()).path("code").stringValue();
    PlayedStep played = play.play(step);
    assertThat(played.outcome()).as("%s", step).isEqualTo(new Outcome.Done());
    assertThat(sent(play, played))
        .as("%s for %s", step, gesture)
        .containsExactly(new Client.Run(code, gesture.event()));
  }

  private static List<Client.Run> sent(Play play, PlayedStep step) {
    return play.episode(step).events().stream()
        .flatMap(event ->
            event.event() instanceof ProcessEvent.Sent(_, _, _, Client.Run run)
                ? Stream.of(run)
                : Stream.of())
        .toList();
  }

  @Test
  void whateverIsDoneWithAnyComponentItsStepDoesTheSame() throws Exception {
    try (Play play = Rehearsal.begin(gallery())) {
      play.play(Rehearsal.open("alice"));
      List<Gesture> gestures = gestures(play, "alice");
      assertThat(gestures).hasSizeGreaterThan(50);
      for (Gesture gesture : gestures) {
        assertDoesTheSame(play, gesture);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"counter", "todo", "crash", "transfer", "idle"})
  void whateverIsDoneInTheAppsOfTheLibraryItsStepDoesTheSame(String name) throws Exception {
    Random random = new Random(name.hashCode());
    try (Play play = Rehearsal.begin(Rehearsal.library(name))) {
      play.play(Rehearsal.open("zoe"));
      for (int i = 0; i < 15; i++) {
        List<Gesture> gestures = gestures(play, "zoe");
        assertDoesTheSame(play, gestures.get(random.nextInt(gestures.size())));
      }
    }
  }

  private static Step step(Play play, String at, String key, String event) {
    return new Gesture("alice", at, key, json(event))
        .step(ui(play, "alice"), play.listeners("alice"))
        .orElseThrow();
  }

  private static Step click(String name, @Nullable String below, int nth) {
    return new Step.Click(Place.BY_HAND, "alice", new Target(name, below, nth));
  }

  @Test
  void stepsAreSaidAsAPersonWould() throws Exception {
    try (Play play = Rehearsal.begin(gallery())) {
      play.play(Rehearsal.open("alice"));
      assertThat(step(play, "/root/children/1", "onPressed", "{}"))
          .isEqualTo(click("Delete", null, 1));
      assertThat(step(play, "/root/children/3", "onPressed", "{}"))
          .isEqualTo(click("Delete", "Bread", 1));
      assertThat(step(play, "/root/children/4", "onPressed", "{}"))
          .isEqualTo(click("Delete", null, 3));
      assertThat(step(play, "/root/children/5", "onPressed", "{}"))
          .isEqualTo(click("/root/children/5", null, 1));
      assertThat(step(play, "/root/children/8", "onPressed", "{}"))
          .isEqualTo(click("Open", null, 1));
      assertThat(step(play, "/root/children/9", "onPressed", "{'value': true}"))
          .isEqualTo(new Step.Run(Place.BY_HAND, "alice", "check", null, json("{'value': true}")));
      assertThat(step(play, "/root/children/11", "onPressed", "{'value': true}"))
          .isEqualTo(
              new Step.Run(
                  Place.BY_HAND, "alice", "toggle", json("{'n': 2}"), json("{'value': true}")));
      assertThat(step(play, "/root/children/15", "onChanged", "{'value': 'Tea'}"))
          .isEqualTo(new Step.Type(Place.BY_HAND, "alice", new Target("title", null, 1), "Tea"));
      assertThat(step(play, "/root/children/16", "onSubmitted", "{'value': '3'}"))
          .isEqualTo(
              new Step.Submit(Place.BY_HAND, "alice", new Target("Amount", null, 1), json("'3'")));
      assertThat(step(play, "/root/children/19", "onSubmit", "{'value': {'city': 'Rome'}}"))
          .isEqualTo(
              new Step.Submit(
                  Place.BY_HAND, "alice", new Target("Send", null, 1), json("{'city': 'Rome'}")));
    }
  }

  @Test
  void theOlderDialectsAreUnderstood() {
    JsonNode ui =
        json(
            "{'root': {'type': 'flex', 'children': [{'type': 'button', 'text': '+', 'onPressed':"
                + " {'code': 'a'}}]}}");
    Gesture press = new Gesture("alice", "/root/children/0", "onPressed", json("{}"));
    assertThat(press.step(ui, List.of(new Listener("a", "go", json("{}")))))
        .contains(click("+", null, 1));
  }

  @Test
  void whatTheUiDoesNotHaveIsNoStep() {
    JsonNode ui = json("{'root': {'_type': 'button', 'text': '+'}}");
    assertThat(new Gesture("alice", "/root", "onPressed", json("{}")).step(ui, List.of()))
        .isEmpty();
    assertThat(new Gesture("alice", "/root/child", "onPressed", json("{}")).step(ui, List.of()))
        .isEmpty();
  }
}
