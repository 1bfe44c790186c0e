package dev.espalier.fx.client;

import java.util.function.Consumer;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** The way from a control to the listeners of the component it shows at the moment. */
final class Wire {
  private final Supplier<String> pointer;
  private final Consumer<Act> onAct;
  private final Runnable submit;
  private Component component;

  /**
   * @param pointer where the component stands at the moment
   * @param submit submits the form that the component is in
   */
  Wire(Component component, Supplier<String> pointer, Consumer<Act> onAct, Runnable submit) {
    this.component = component;
    this.pointer = pointer;
    this.onAct = onAct;
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
    component
        .listener(listener)
        .ifPresent(code -> onAct.accept(new Act(pointer.get(), listener, code, event)));
  }
}
