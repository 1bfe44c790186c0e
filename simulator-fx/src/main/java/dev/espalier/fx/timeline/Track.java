package dev.espalier.fx.timeline;

/** What can be travelled along: numbered events, some of them messages, in scenario steps. */
public interface Track {
  /** The last event so far. */
  long end();

  /** The first message after an event; {@link #end} when there is none. */
  long messageAfter(long number);

  /** The last message before an event; 0 when there is none. */
  long messageBefore(long number);

  /** The first end of a step after an event; {@link #end} when there is none. */
  long stepAfter(long number);

  /** The last end of a step before an event; 0 when there is none. */
  long stepBefore(long number);
}
