package dev.espalier.fx.timeline;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.espalier.otp.Address;
import dev.espalier.otp.Group;
import dev.espalier.otp.Name;
import dev.espalier.otp.Pid;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A process as it stands at one moment.
 *
 * @param parent the process that started it and is linked to it
 * @param mailbox the numbers of the messages that wait, the first the next to be handled
 * @param handling the number of the message it is at, 0 when it is at none
 * @param restarts how often it was started again after a failure
 * @param suspended whether it is held up, so that it handles nothing
 * @param timers the numbers of the events with which those were set that have not come due
 * @param state none before it is ready
 */
public record ProcessAt(
    Pid pid,
    String kind,
    @Nullable Name name,
    @Nullable Pid parent,
    ImmutableSet<Group> groups,
    ImmutableSet<Pid> links,
    ImmutableSet<Pid> monitors,
    ImmutableList<Long> mailbox,
    long handling,
    int restarts,
    boolean suspended,
    ImmutableList<Long> timers,
    @Nullable Object state) {

  static ProcessAt born(Life life) {
    Pid parent = life.parent();
    return new ProcessAt(
        life.pid(),
        life.kind(),
        life.name(),
        parent,
        ImmutableSet.of(),
        parent == null ? ImmutableSet.of() : ImmutableSet.of(parent),
        ImmutableSet.of(),
        ImmutableList.of(),
        0,
        life.restarts(),
        false,
        ImmutableList.of(),
        null);
  }

  /** What stays the same when it is started again: its name, or else its pid. */
  public Address identity() {
    return Objects.requireNonNullElse(name, pid);
  }
}
