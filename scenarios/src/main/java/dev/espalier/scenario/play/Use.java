package dev.espalier.scenario.play;

import com.google.common.collect.ImmutableList;
import dev.espalier.scenario.Step.Target;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What can be done with a component. */
enum Use {
  PRESS("onPressed"),
  /** A text field can be typed into without telling the app. */
  TYPE("onChanged") {
    @Override
    boolean allows(Component component) {
      return super.allows(component) || component.isTextField();
    }
  },
  SUBMIT("onSubmit", "onSubmitted");

  private final ImmutableList<String> listeners;

  Use(String... listeners) {
    this.listeners = ImmutableList.copyOf(listeners);
  }

  /** The listener that runs then, for messages. */
  String listener() {
    return String.join(" or ", listeners);
  }

  /** Under which key a component has the listener that runs then. */
  Optional<String> key(Component component) {
    return listeners.stream().filter(key -> component.listener(key).isPresent()).findFirst();
  }

  boolean allows(Component component) {
    return key(component).isPresent();
  }

  /** The components of a UI that it can be done with. */
  List<Component> candidates(List<Component> components) {
    return components.stream().filter(this::allows).toList();
  }

  /** The component that is meant. */
  Optional<Component> find(Target target, JsonNode ui) {
    List<Component> components = Component.all(ui);
    return Component.find(target, components, candidates(components));
  }
}
