package dev.espalier.fx.inspector;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import dev.espalier.fx.annals.Viewpoint;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.fx.words.Brief;
import dev.espalier.fx.words.MessageWords;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent.Sent;
import dev.espalier.trace.TraceEvent;
import java.util.Collection;
import java.util.Locale;

/** The messages a process has sent and got, the latest first. */
final class History {
  /** So many are looked at in one go, and so many are listed. */
  private static final int CHUNK = 1000;

  static final int MOST = 5000;
  private static final int LONGEST = 90;

  private History() {}

  /**
   * A message of one process.
   *
   * @param incoming whether the process got it
   * @param what how it was sent and what it is
   * @param content what is in it, in a line
   * @param peer who is at the other end
   * @param waiting whether it is in the mailbox at the moment
   */
  record Entry(
      long number,
      boolean incoming,
      String what,
      String content,
      String peer,
      String time,
      boolean waiting) {}

  /**
   * Messages up to the moment.
   *
   * @param filter what is to stand in what is read of them, in any case; empty for all
   */
  static ImmutableList<TraceEvent> of(Pid pid, String filter, Viewpoint seen) {
    if (filter.isBlank()) {
      return seen.timeline().messages(pid, seen.at(), MOST);
    }
    String wanted = Ascii.toLowerCase(filter.strip());
    ImmutableList.Builder<TraceEvent> found = ImmutableList.builder();
    long until = seen.at();
    for (int count = 0; count < MOST; ) {
      ImmutableList<TraceEvent> chunk = seen.timeline().messages(pid, until, CHUNK);
      for (TraceEvent event : chunk) {
        if (mentions(entry(event, pid, seen), wanted)) {
          found.add(event);
          count++;
        }
      }
      if (chunk.size() < CHUNK) {
        break;
      }
      until = chunk.getLast().number() - 1;
    }
    return found.build();
  }

  private static boolean mentions(Entry entry, String wanted) {
    return "%s %s %s"
        .formatted(entry.what(), entry.peer(), entry.content())
        .toLowerCase(Locale.ROOT)
        .contains(wanted);
  }

  static Entry entry(TraceEvent event, Pid pid, Viewpoint seen) {
    Sent sent = (Sent) event.event();
    boolean incoming = sent.to().equals(pid);
    return new Entry(
        event.number(),
        incoming,
        MessageWords.of(sent),
        content(sent.message(), seen),
        seen.name(incoming ? sent.from() : sent.to()),
        seen.stamp(event.number()),
        incoming && isWaiting(event.number(), pid, seen));
  }

  private static boolean isWaiting(long number, Pid pid, Viewpoint seen) {
    ProcessAt process = seen.moment().process(pid);
    return process != null && process.mailbox().contains(number);
  }

  /** Nothing where the type says it all. */
  private static String content(Object message, Viewpoint seen) {
    boolean isSaid =
        message instanceof Boolean
            || (message instanceof Collection<?> elements && elements.isEmpty())
            || (message instanceof String text && text.equals("null"));
    return isSaid ? "" : Brief.content(message, seen::name, LONGEST);
  }
}
