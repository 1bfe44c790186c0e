package dev.espalier.otp;

import java.time.Instant;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a process's thread is waiting for.
 *
 * @param until true once it need not wait any longer
 * @param deadline when it stops waiting in any case
 * @param idle whether it waits for its next message, and so has nothing unfinished
 */
record Wait(BooleanSupplier until, @Nullable Instant deadline, boolean idle) {}
