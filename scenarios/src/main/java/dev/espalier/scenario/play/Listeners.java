package dev.espalier.scenario.play;

import com.google.common.collect.ImmutableList;
import dev.espalier.environment.WidgetServer;
import dev.espalier.ui.Listener;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Which listeners stand in a UI, of which a client only has the codes. */
public final class Listeners {
  private Listeners() {}

  /**
   * Those that stand in a UI, in the order of the document.
   *
   * @param states of the processes that may be Ws of its session: they have given the codes
   */
  public static ImmutableList<Listener> in(JsonNode ui, Stream<?> states) {
    Map<String, Listener> known = new HashMap<>();
    states.forEach(process -> {
      if (process instanceof WidgetServer.State state && state.drawn() != null) {
        known.putAll(state.drawn().template().listeners());
      }
    });
    return ui.findValues("code").stream()
        .map(code -> code.asString(""))
        .distinct()
        .flatMap(code -> Stream.ofNullable(known.get(code)))
        .collect(ImmutableList.toImmutableList());
  }
}
