package dev.espalier.scenario.story;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.espalier.gateway.Client;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent.Sent;
import dev.espalier.session.EventHandler;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a user did, told by what it did it to, e.g. {@code alice clicks “+”}. */
final class WhyAct {
  /** What a component shows of itself, and what a field is called. */
  private static final ImmutableList<String> NAMES =
      ImmutableList.of("text", "label", "labelText", "name", "hintText");

  private static final ImmutableSet<String> SHOW_THEIR_VALUE = ImmutableSet.of("text", "icon");

  private final WhyLog log;
  private final Wording wording;

  WhyAct(WhyLog log, Wording wording) {
    this.log = log;
    this.wording = wording;
  }

  /** A listener under a key of a component, e.g. {@code onPressed}. */
  private record Used(JsonNode component, String key) {}

  /**
   * @param number of the message with which a client was told to run it
   * @param until what it led to happened by then
   */
  Cause of(long number, Pid client, Client.Run run, long until) {
    String session = log.cast().who(client).key();
    Optional<Used> used =
        log.state(client, number)
            .flatMap(state ->
                state instanceof Client.State shown
                    ? Optional.ofNullable(shown.ui())
                    : Optional.empty())
            .flatMap(ui -> find(ui, run.code()));
    String listener = listener(number, until);
    return new Cause(
        number,
        "Client",
        session
            + " "
            + used.map(found -> act(found, run.event().path("value")))
                .orElse("runs " + (listener.isEmpty() ? "a listener" : listener)),
        (used.map(Used::key).orElse("") + " " + listener).strip());
  }

  private static Optional<Used> find(JsonNode json, String code) {
    for (var field : json.properties()) {
      if (field.getValue().path("code").asString("").equals(code)) {
        return Optional.of(new Used(json, field.getKey()));
      }
    }
    for (JsonNode inner : json) {
      Optional<Used> found = find(inner, code);
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** The name of the listener that the client had run, which only the UIBuilder knows. */
  private String listener(long number, long until) {
    return log.between(number, until)
        .filter(event -> event.cause() == number)
        .flatMap(event ->
            event.event() instanceof Sent(_, _, _, EventHandler.Run run)
                ? Stream.of(run.listener().name())
                : Stream.empty())
        .findFirst()
        .orElse("");
  }

  private String act(Used used, JsonNode value) {
    String type = type(used.component());
    String name = name(used.component(), type);
    return switch (used.key()) {
      case "onPressed" -> pressed(type, name, value);
      case "onChanged" ->
          type.equals("slider")
              ? "moves %s to %s".formatted(name, wording.value(value))
              : "types “%s” into %s".formatted(wording.shortened(value.asString("")), name);
      case "onSubmit", "onSubmitted" -> "submits " + name;
      case String other -> "%s of %s".formatted(other, name);
    };
  }

  /** What is ticked or switched tells its new state, unless a scenario just clicks it. */
  private static String pressed(String type, String name, JsonNode value) {
    boolean on = value.asBoolean(false);
    return switch (value.isBoolean() ? type : "") {
      case "checkbox" -> (on ? "ticks " : "clears ") + name;
      case "toggle" -> "switches %s %s".formatted(name, on ? "on" : "off");
      default -> (type.equals("radio") || type.equals("menuItem") ? "chooses " : "clicks ") + name;
    };
  }

  private static String type(JsonNode component) {
    return component.path("_type").asString(component.path("type").asString("component"));
  }

  private String name(JsonNode component, String type) {
    JsonNode decoration = component.path("style").path("decoration");
    Stream<@Nullable JsonNode> own =
        Stream.concat(
            Stream.of(component.get(SHOW_THEIR_VALUE.contains(type) ? "value" : "text")),
            NAMES.stream().flatMap(key -> Stream.of(component.get(key), decoration.get(key))));
    return own.filter(Objects::nonNull)
        .filter(JsonNode::isString)
        .map(JsonNode::stringValue)
        .filter(text -> !text.isBlank())
        .findFirst()
        .or(() -> inside(component))
        .map(text -> "“" + wording.shortened(text) + "”")
        .orElse("the " + type);
  }

  /** The first text that can be read in it. */
  private static Optional<String> inside(JsonNode component) {
    for (JsonNode inner : component) {
      if (SHOW_THEIR_VALUE.contains(type(inner)) && inner.path("value").isString()) {
        return Optional.of(inner.path("value").stringValue());
      }
      Optional<String> deeper = inner.isContainer() ? inside(inner) : Optional.empty();
      if (deeper.isPresent()) {
        return deeper;
      }
    }
    return Optional.empty();
  }
}
