package dev.espalier.fx.client;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.arrangement.Labels;
import dev.espalier.fx.client.ClientAt.Delivery;
import dev.espalier.fx.client.ClientAt.Trouble;
import dev.espalier.fx.timeline.Timeline;
import dev.espalier.gateway.Client;
import dev.espalier.scenario.play.Cast;
import dev.espalier.scenario.story.Cause;
import dev.espalier.scenario.story.Why;
import dev.espalier.scenario.story.Wording;
import dev.espalier.trace.TraceEvent;
import dev.espalier.ui.JsonPatch;
import dev.espalier.ui.PatchException;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a client was sent last, told: what it changed, and why it came.
 *
 * @param event the number of the message that made its UI
 * @param patch none for a whole UI
 * @param description none for a whole UI
 * @param views the view that each operation of the patch comes from, as far as it can be told
 * @param trouble what has gone wrong since, if anything has
 * @param causes of the trouble, or else of what made the UI
 */
record LastDelivery(
    long event,
    @Nullable JsonPatch patch,
    @Nullable PatchDescription description,
    ImmutableList<String> views,
    @Nullable Trouble trouble,
    ImmutableList<Cause> causes) {

  /** Tells what happened in one timeline. For one thread alone. */
  static final class Teller {
    private static final int LONGEST_VALUE = 120;

    private final Timeline timeline;
    private final Past past;
    private final Cast cast;
    private final Why why;
    private long learnt;
    private @Nullable LastDelivery told;

    Teller(Timeline timeline, Labels labels) {
      this.timeline = timeline;
      past = new Past(timeline);
      cast = new Cast(labels.environment());
      why =
          new Why(
              number -> timeline.event(number).orElseThrow(),
              past,
              cast,
              new Wording(labels.users(), LONGEST_VALUE));
    }

    /** What is to be told of a client's last delivery; none before the first. */
    Optional<LastDelivery> of(ClientAt client) {
      Delivery last = client.last();
      if (last == null) {
        return Optional.empty();
      }
      Trouble trouble = client.troubles().stream().findFirst().orElse(null);
      LastDelivery now = told;
      if (now == null || now.event() != last.event() || !Objects.equals(trouble, now.trouble())) {
        learn();
        now =
            new LastDelivery(
                last.event(),
                last.patch(),
                description(client, last),
                why.views(last.event()),
                trouble,
                why.of(trouble == null ? last.event() : trouble.event()));
        told = now;
      }
      return Optional.of(now);
    }

    private void learn() {
      long from = learnt;
      long until = timeline.end();
      List<TraceEvent> events =
          new AbstractList<>() {
            @Override
            public TraceEvent get(int index) {
              return timeline.event(from + 1 + index).orElseThrow();
            }

            @Override
            public int size() {
              return (int) (until - from);
            }
          };
      cast.learn(events);
      learnt = until;
    }

    private @Nullable PatchDescription description(ClientAt client, Delivery delivery) {
      JsonPatch patch = delivery.patch();
      if (patch == null) {
        return null;
      }
      return past.state(client.pid(), delivery.event())
          .flatMap(state ->
              state instanceof Client.State known
                  ? Optional.ofNullable(known.ui())
                  : Optional.empty())
          .flatMap(ui -> description(patch, ui))
          .orElse(null);
    }

    /** What a client took in fits; of one that did not there is nothing to tell. */
    private static Optional<PatchDescription> description(JsonPatch patch, JsonNode ui) {
      try {
        return Optional.of(PatchDescription.of(patch, ui));
      } catch (PatchException _) {
        return Optional.empty();
      }
    }
  }
}
