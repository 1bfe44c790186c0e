package dev.espalier.scenario;

import com.google.common.collect.ImmutableList;
import java.util.stream.Collectors;

/** A scenario that cannot be read. The message has a line for each thing that is wrong. */
public final class ScenarioException extends Exception {
  private final transient ImmutableList<Problem> problems;

  /** What is wrong in one place, and what to write instead. */
  public record Problem(Place place, String message) {
    /** {@code file:line:column: message}. */
    @Override
    public String toString() {
      return place + ": " + message;
    }
  }

  /**
   * @param problems at least one, in the order of the file
   */
  public ScenarioException(ImmutableList<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = problems;
  }

  public ScenarioException(Place place, String message) {
    this(ImmutableList.of(new Problem(place, message)));
  }

  public ImmutableList<Problem> problems() {
    return problems;
  }
}
