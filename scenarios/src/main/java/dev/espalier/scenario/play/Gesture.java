package dev.espalier.scenario.play;

import dev.espalier.scenario.Place;
import dev.espalier.scenario.Step;
import dev.espalier.scenario.Step.Target;
import dev.espalier.ui.Listener;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * What a user did with a component of the UI they see.
 *
 * @param at where it stands in {@code {"root": …}}, a JSON pointer
 * @param key of the listener that runs, e.g. {@code onPressed}
 * @param event what goes with it, an object
 */
public record Gesture(String session, String at, String key, JsonNode event) {

  /** How far above a component the text may be that it is told from others by. */
  private static final int LANDMARKS = 10;

  /**
   * A step that does the same, said as a person would: by what the component is called, if need be
   * with what it is below of or which of several it is; by the listener where no step says it.
   *
   * @param ui the UI it was done in
   * @param listeners those that stand in the UI, in the order of the document
   * @return none when there is no such listener
   */
  public Optional<Step> step(JsonNode ui, List<Listener> listeners) {
    List<Component> components = Component.all(ui);
    return components.stream()
        .filter(component -> component.at().toString().equals(at))
        .findFirst()
        .flatMap(component -> step(component, components, listeners));
  }

  private Optional<Step> step(
      Component component, List<Component> components, List<Listener> listeners) {
    JsonNode value = event.path("value");
    boolean isValue = event.size() == 1 && event.has("value");
    if (means(Use.PRESS, component) && event.isEmpty()) {
      return Optional.of(
          new Step.Click(Place.BY_HAND, session, target(Use.PRESS, component, components)));
    }
    if (means(Use.TYPE, component) && isValue && value.isString()) {
      return Optional.of(
          new Step.Type(
              Place.BY_HAND,
              session,
              target(Use.TYPE, component, components),
              value.stringValue()));
    }
    if (means(Use.SUBMIT, component) && isValue) {
      return Optional.of(
          new Step.Submit(
              Place.BY_HAND, session, target(Use.SUBMIT, component, components), value));
    }
    return component.listener(key).flatMap(code -> run(code, listeners));
  }

  private boolean means(Use use, Component component) {
    return use.key(component).filter(key::equals).isPresent();
  }

  private static Target target(Use use, Component component, List<Component> components) {
    List<Component> candidates = use.candidates(components);
    List<String> names = names(use, component, components).toList();
    List<String> landmarks = landmarks(component, components);
    Stream<Target> byName = names.stream().map(name -> new Target(name, null, 1));
    Stream<Target> byPlace =
        names.stream().flatMap(name -> landmarks.stream().map(below -> new Target(name, below, 1)));
    Stream<Target> byNumber =
        names.stream().flatMap(name -> numbered(name, component, components, candidates));
    return Stream.of(byName, byPlace, byNumber)
        .flatMap(targets -> targets)
        .filter(target ->
            Component.find(target, components, candidates).filter(component::equals).isPresent())
        .findFirst()
        .orElseGet(() -> new Target(component.at().toString(), null, 1));
  }

  /**
   * What it may be called: a field by its name first, a form by its button, and others by what
   * stands in them at last.
   */
  private static Stream<String> names(Use use, Component component, List<Component> components) {
    List<Component> inside = components.stream().filter(component::contains).toList();
    Stream<String> field = use == Use.PRESS ? Stream.of() : component.field().stream();
    Stream<String> submitting =
        inside.stream()
            .filter(inner -> inner.json().path("submit").asBoolean(false))
            .flatMap(Component::names);
    return Stream.of(
            field,
            use == Use.SUBMIT ? submitting : Stream.<String>of(),
            component.names(),
            inside.stream().flatMap(Component::names))
        .flatMap(names -> names)
        .filter(name -> !name.isBlank() && !name.startsWith("/"))
        .distinct();
  }

  /** The texts above it, the nearest first. */
  private static List<String> landmarks(Component component, List<Component> components) {
    return components.stream()
        .takeWhile(each -> !each.equals(component))
        .flatMap(each -> each.text().stream())
        .filter(text -> !text.isBlank())
        .toList()
        .reversed()
        .stream()
        .distinct()
        .limit(LANDMARKS)
        .toList();
  }

  private static Stream<Target> numbered(
      String name, Component component, List<Component> components, List<Component> candidates) {
    Target first = new Target(name, null, 1);
    int index = Component.called(first, components, candidates).toList().indexOf(component);
    return index < 0 ? Stream.of() : Stream.of(new Target(name, null, index + 1));
  }

  private Optional<Step> run(String code, List<Listener> listeners) {
    return listeners.stream()
        .filter(each -> each.code().equals(code))
        .findFirst()
        .map(meant -> {
          Listener first =
              listeners.stream()
                  .filter(each -> each.name().equals(meant.name()))
                  .findFirst()
                  .orElse(meant);
          return new Step.Run(
              Place.BY_HAND,
              session,
              meant.name(),
              first.equals(meant) ? null : meant.props(),
              event);
        });
  }
}
