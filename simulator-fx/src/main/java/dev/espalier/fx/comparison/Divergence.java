package dev.espalier.fx.comparison;

import dev.espalier.fx.timeline.Timeline;
import dev.espalier.fx.viewing.Run;
import dev.espalier.trace.TraceEvent;
import java.util.Optional;

/**
 * Where two runs first differ.
 *
 * @param event the number of the first event that is not the same in both; 0 for none
 */
record Divergence(Run one, Run other, long oneEnd, long otherEnd, long event, String words) {

  static Divergence between(Run one, Run other) {
    Timeline first = one.timeline();
    Timeline second = other.timeline();
    long number = 1;
    while (number <= Math.min(first.end(), second.end())
        && first.event(number).equals(second.event(number))) {
      number++;
    }
    boolean same = number > Math.max(first.end(), second.end());
    String words =
        same
            ? "Both runs are the same so far."
            : "They first differ at event %,d. Run %s: %s. Run %s: %s."
                .formatted(
                    number,
                    one.title(),
                    told(first.event(number)),
                    other.title(),
                    told(second.event(number)));
    return new Divergence(one, other, first.end(), second.end(), same ? 0 : number, words);
  }

  private static String told(Optional<TraceEvent> event) {
    return event.map(each -> each.event().toString()).orElse("nothing more happens");
  }

  boolean isOf(Run first, Run second) {
    return one == first
        && other == second
        && oneEnd == first.timeline().end()
        && otherEnd == second.timeline().end();
  }
}
