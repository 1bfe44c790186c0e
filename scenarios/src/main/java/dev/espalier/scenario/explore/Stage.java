package dev.espalier.scenario.explore;

import dev.espalier.scenario.play.Course;
import dev.espalier.scenario.play.Play;
import dev.espalier.scenario.play.PlayException;
import dev.espalier.scenario.play.PlaySettings;

/** Where runs are played; several at the same time, which know nothing of each other. */
@FunctionalInterface
public interface Stage {
  Play begin(Course course, PlaySettings settings) throws PlayException;

  /** The tree as it is. */
  static Stage design() {
    return (course, settings) -> Play.begin(course, settings, _ -> {});
  }
}
