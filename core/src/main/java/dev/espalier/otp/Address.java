package dev.espalier.otp;

/** Where a message can be sent: a process, or whoever is registered under a name. */
public sealed interface Address permits Pid, Name {}
