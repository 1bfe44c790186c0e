package dev.espalier.serve;

import com.google.common.base.Strings;
import dev.espalier.scenario.story.Palette;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/**
 * A thing that happened, in a line.
 *
 * @param label what sort of thing, in a word
 * @param wrong whether somebody should look at it
 */
public record Line(Instant at, String label, String text, boolean wrong) {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");
  private static final int LABEL = 9;

  /** As it is printed, with the time of day in a zone. */
  public String written(ZoneId zone, Palette palette) {
    String time = TIME.format(at.atZone(zone));
    String labelled = Strings.padEnd(label, LABEL, ' ');
    String told = text.replace("\n", " ");
    return "%s %s %s"
        .formatted(palette.dim(time), palette.dim(labelled), wrong ? palette.bad(told) : told);
  }
}
