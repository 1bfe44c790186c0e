package dev.espalier.app;

import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What is made to go wrong with an app's answers, to see what becomes of it. */
public final class AppFaults {

  /** What an app is asked for. */
  public enum Kind {
    MANIFEST,
    VIEW,
    LISTENER
  }

  /**
   * @param name of the view or listener; none for all of that kind
   * @param delay how long the answer takes longer, on the node's clock
   * @param failure what the app answers instead, as an error 500; none if it answers all the same
   */
  public record Fault(Kind kind, @Nullable String name, Duration delay, @Nullable String failure) {
    private boolean concerns(Kind asked, String asName) {
      return kind == asked && (name == null || name.equals(asName));
    }
  }

  private final AtomicReference<ImmutableList<Fault>> faults =
      new AtomicReference<>(ImmutableList.of());

  /** Adds a fault; for the same answer the newest counts. */
  public void add(Fault fault) {
    faults.updateAndGet(
        current -> ImmutableList.<Fault>builder().add(fault).addAll(current).build());
  }

  /** Ends every fault. */
  public void clear() {
    faults.set(ImmutableList.of());
  }

  /** What is wrong with one answer. */
  public Optional<Fault> of(Kind kind, String name) {
    Predicate<Fault> concerned = fault -> fault.concerns(kind, name);
    return faults.get().stream().filter(concerned).findFirst();
  }
}
