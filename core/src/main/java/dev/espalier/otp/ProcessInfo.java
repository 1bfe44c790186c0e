package dev.espalier.otp;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What can be seen of a process from outside.
 *
 * @param kind what sort of process it is, e.g. {@code SCM}
 * @param parent the process that started it and is linked to it
 * @param monitors the processes it monitors
 * @param queued how many messages wait in its mailbox
 */
public record ProcessInfo(
    Pid pid,
    String kind,
    @Nullable Name name,
    @Nullable Pid parent,
    List<Group> groups,
    List<Pid> links,
    List<Pid> monitors,
    int queued,
    boolean suspended,
    @Nullable Object state) {}
