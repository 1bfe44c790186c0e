package dev.espalier.gateway.channel;

import com.google.common.collect.ImmutableList;
import dev.espalier.ui.JsonPatch;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a client has not been sent of its UI, since it has not read what was sent before. Patches
 * that wait go in one; when there are too many they are let go, and the whole UI is sent instead.
 *
 * @param writing whether something is on its way
 * @param behind whether the whole UI has to be asked for, or has been
 * @param ui what goes before the patches
 */
record Backlog(
    boolean writing, boolean behind, @Nullable JsonNode ui, ImmutableList<JsonPatch> patches) {
  static final Backlog NONE = new Backlog(false, false, null, ImmutableList.of());

  /** What to do now. */
  sealed interface Step {
    Backlog then();

    /** Nothing. */
    record Wait(Backlog then) implements Step {}

    /** Send this. */
    record Send(String event, JsonNode payload, Backlog then) implements Step {}

    /** Ask for the whole UI. */
    record Ask(Backlog then) implements Step {}
  }

  /** The whole UI has come. */
  Step ui(JsonNode whole) {
    return writing
        ? new Step.Wait(new Backlog(true, false, whole, ImmutableList.of()))
        : new Step.Send("ui", whole, new Backlog(true, false, null, ImmutableList.of()));
  }

  /** A patch has come. */
  Step patch(JsonPatch patch, int most) {
    if (behind) {
      return new Step.Wait(this);
    }
    if (!writing) {
      return send(ImmutableList.of(patch));
    }
    return new Step.Wait(
        patches.size() < most
            ? new Backlog(
                true,
                false,
                ui,
                ImmutableList.<JsonPatch>builder().addAll(patches).add(patch).build())
            : new Backlog(true, true, null, ImmutableList.of()));
  }

  /** What was on its way has been written. */
  Step written() {
    if (behind) {
      return new Step.Ask(new Backlog(false, true, null, ImmutableList.of()));
    }
    if (ui != null) {
      return new Step.Send("ui", ui, new Backlog(true, false, null, patches));
    }
    return patches.isEmpty() ? new Step.Wait(NONE) : send(patches);
  }

  private static Step send(ImmutableList<JsonPatch> patches) {
    ObjectNode payload = JsonNodeFactory.instance.objectNode();
    payload.set(
        "patch",
        new JsonPatch(
                patches.stream()
                    .flatMap(patch -> patch.operations().stream())
                    .collect(ImmutableList.toImmutableList()))
            .toJson());
    return new Step.Send("patchUi", payload, new Backlog(true, false, null, ImmutableList.of()));
  }
}
