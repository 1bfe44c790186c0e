package dev.espalier.otp;

import com.google.common.collect.ImmutableList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Who waits for whose reply. Of every cycle of waiting processes one request is refused: the one
 * that was sent last, whichever of them began to wait last. So the order of the requests decides
 * and the speed of threads does not.
 */
final class WaitGraph {
  private final AtomicLong requests = new AtomicLong();

  /** The place of a request among all requests of the node; taken before it is sent. */
  long nextRequest() {
    return requests.incrementAndGet();
  }

  /**
   * From here on a process waits for all these replies. Processes begin to wait one at a time, so
   * the last of a cycle sees all of it; and it sees none that is not there, because nobody in it
   * can have gone on.
   */
  synchronized void begin(ProcessCell waiting, List<? extends Pending<?>> replies) {
    waiting.awaiting = ImmutableList.copyOf(replies);
    List<Pending<?>> cycle = cycleThrough(waiting);
    while (!cycle.isEmpty()) {
      refuseLast(cycle);
      cycle = cycleThrough(waiting);
    }
  }

  void end(ProcessCell waiting) {
    waiting.awaiting = ImmutableList.of();
  }

  /** The requests that lead from a process back to it, a shortest way; empty if none do. */
  private static List<Pending<?>> cycleThrough(ProcessCell start) {
    Deque<List<Pending<?>>> paths = new ArrayDeque<>();
    Set<ProcessCell> seen = new HashSet<>();
    unanswered(start).forEach(first -> paths.add(List.of(first)));
    while (!paths.isEmpty()) {
      List<Pending<?>> path = paths.poll();
      ProcessCell reached = Objects.requireNonNull(path.getLast().target());
      if (reached == start) {
        return path;
      }
      if (seen.add(reached)) {
        for (Pending<?> next : unanswered(reached)) {
          paths.add(ImmutableList.<Pending<?>>builder().addAll(path).add(next).build());
        }
      }
    }
    return List.of();
  }

  private static List<Pending<?>> unanswered(ProcessCell waiting) {
    return waiting.exited != null
        ? List.of()
        : waiting.awaiting.stream()
            .<Pending<?>>map(reply -> reply)
            .filter(reply -> reply.target() != null && !reply.slot().isDone())
            .toList();
  }

  private static void refuseLast(List<Pending<?>> cycle) {
    Pending<?> last = Collections.max(cycle, Comparator.comparingLong(Pending::number));
    List<Pending<?>> fromLast = new ArrayList<>(cycle);
    Collections.rotate(fromLast, -cycle.indexOf(last));
    last.refuse(
        fromLast.stream().map(request -> Objects.requireNonNull(request.caller())).toList());
  }
}
