package dev.espalier.fx.client;

import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The way from a control to the listeners of the component it shows at the moment. */
final class Wire {
  private final BiConsumer<String, JsonNode> onEvent;
  private final Runnable submit;
  private Component component;

  /**
   * @param onEvent is given a listener's code and the event
   * @param submit submits the form that the component is in
   */
  Wire(Component component, BiConsumer<String, JsonNode> onEvent, Runnable submit) {
    this.component = component;
    this.onEvent = onEvent;
    this.submit = submit;
  }

  void lead(Component next) {
    component = next;
  }

  Component component() {
    return component;
  }

  /** Runs the listener with {@code {}}, if the component has it. */
  void fire(String listener) {
    send(listener, JsonNodeFactory.instance.objectNode());
  }

  /** Runs the listener with {@code {"value": value}}, if the component has it. */
  void fire(String listener, JsonNode value) {
    send(listener, JsonNodeFactory.instance.objectNode().set("value", value));
  }

  /** Presses: runs {@code onPressed}, and submits the form when the component is there for it. */
  void press() {
    fire("onPressed");
    if (component.is("submit")) {
      submit.run();
    }
  }

  private void send(String listener, JsonNode event) {
    component.listener(listener).ifPresent(code -> onEvent.accept(code, event));
  }
}
