package dev.espalier.fx.inspector;

import dev.espalier.fx.timeline.ProcessAt;

/** What can be done to a process by hand. */
public interface Hand {
  void kill(ProcessAt process);

  /** Has it take no message until it is resumed. */
  void suspend(ProcessAt process);

  void resume(ProcessAt process);
}
