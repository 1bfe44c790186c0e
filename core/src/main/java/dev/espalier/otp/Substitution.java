package dev.espalier.otp;

/**
 * Which code a process runs: what whoever starts it asks for, or other code in its place. So tests
 * show what a defect in one process would do to all the others.
 */
@FunctionalInterface
public interface Substitution {

  /**
   * @param spec of a process that is about to start, or to be restarted
   */
  GenServer<?> server(ChildSpec spec);

  /** Everybody runs the code that is asked for. */
  static Substitution none() {
    return spec -> spec.server().get();
  }
}
