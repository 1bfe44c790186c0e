package dev.espalier.fx.viewing;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.arrangement.Labels;
import dev.espalier.fx.timeline.Moment;
import dev.espalier.fx.timeline.Player;
import dev.espalier.fx.timeline.Timeline;
import dev.espalier.otp.Address;
import dev.espalier.scenario.Step;
import org.jspecify.annotations.Nullable;

/**
 * What is to be seen at a pulse.
 *
 * @param before the step in which the moment is begins after this event
 * @param after the step ends with this event
 * @param message the number of the selected message; 0 for none
 * @param pointed whom the narration points at
 */
public record Watched(
    Timeline timeline,
    Player player,
    Labels labels,
    long before,
    long after,
    @Nullable Address selected,
    long message,
    ImmutableList<Step.Pointed> pointed) {

  public static Watched of(Viewing viewing) {
    Viewing.Stretch stretch = viewing.stretch();
    return new Watched(
        viewing.timeline(),
        viewing.player(),
        viewing.labels(),
        stretch.before(),
        stretch.after(),
        viewing.selected(),
        viewing.selectedMessage(),
        viewing.pointed());
  }

  public Moment moment() {
    return timeline.at(player.at());
  }
}
