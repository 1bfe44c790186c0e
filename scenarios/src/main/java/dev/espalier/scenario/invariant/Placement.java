package dev.espalier.scenario.invariant;

import com.google.common.collect.ImmutableList;
import dev.espalier.environment.Change;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.scenario.invariant.Stretch.Received;
import dev.espalier.scenario.invariant.Stretch.Viewer;
import dev.espalier.trace.TraceEvent;
import java.util.Arrays;
import java.util.Optional;
import org.bson.BsonTimestamp;
import tools.jackson.databind.JsonNode;

/**
 * To which moments the UIs belong that a client was sent. Each has to be that of one app at one
 * moment, neither of which is before that of the UI before, nor before the change it was sent for.
 *
 * @param torn those that are the UI of no moment
 * @param late those that are the UI of a moment that was over
 */
record Placement(ImmutableList<Received> torn, ImmutableList<Received> late) {

  /** Places them one after the other, each as early as possible. */
  static Placement of(Viewer client, Stretch stretch) {
    Search search = new Search(client, stretch);
    client.received().forEach(search::place);
    return new Placement(search.torn.build(), search.late.build());
  }

  private static final class Search {
    private final Viewer client;
    private final Stretch stretch;

    /** For each app the first moment that the next UI may be of. */
    private final int[] earliest;

    private final ImmutableList.Builder<Received> torn = ImmutableList.builder();
    private final ImmutableList.Builder<Received> late = ImmutableList.builder();

    Search(Viewer client, Stretch stretch) {
      this.client = client;
      this.stretch = stretch;
      this.earliest = new int[stretch.apps().size()];
    }

    void place(Received received) {
      if (received.ui() == null || !Shown.isUi(received.content())) {
        return;
      }
      int last = stretch.moments().size();
      int[] found = new int[earliest.length];
      int from = last;
      for (int app = 0; app < earliest.length; app++) {
        from = Math.min(from, earliest[app]);
        found[app] = first(app, Math.max(from, caused(received)), received.ui());
      }
      if (Arrays.stream(found).anyMatch(moment -> moment < last)) {
        System.arraycopy(found, 0, earliest, 0, found.length);
      } else if (isOfAnyMoment(received.ui())) {
        late.add(received);
      } else {
        torn.add(received);
      }
    }

    private boolean isOfAnyMoment(JsonNode ui) {
      for (int app = 0; app < earliest.length; app++) {
        if (first(app, 0, ui) < stretch.moments().size()) {
          return true;
        }
      }
      return false;
    }

    private int first(int app, int from, JsonNode ui) {
      int moment = from;
      while (moment < stretch.moments().size() && !is(ui, app, moment)) {
        moment++;
      }
      return moment;
    }

    private boolean is(JsonNode ui, int app, int moment) {
      Optional<Oracle.Drawing> drawing =
          stretch.apps().get(app).draw(client.session(), stretch.moments().get(moment).documents());
      return drawing.isPresent() && drawing.get().ui().equals(ui);
    }

    /** The moment of the change that a UI was sent for; the first when it was for another cause. */
    private int caused(Received received) {
      long first = stretch.events().getFirst().number();
      long number = received.event();
      while (number >= first) {
        TraceEvent event = stretch.events().get((int) (number - first));
        if (event.event() instanceof ProcessEvent.Sent sent) {
          Optional<Change> change = Change.in(sent.message());
          if (change.isPresent()) {
            return moment(change.get().time());
          }
        }
        number = event.cause();
      }
      return 0;
    }

    private int moment(BsonTimestamp time) {
      int moment = stretch.moments().size() - 1;
      while (moment > 0 && stretch.moments().get(moment).time().compareTo(time) > 0) {
        moment--;
      }
      return moment;
    }
  }
}
