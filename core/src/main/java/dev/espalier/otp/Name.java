package dev.espalier.otp;

/**
 * A name that at most one living process of a node is registered under.
 *
 * @param kind what the process is, e.g. {@code SCM}
 * @param key which of its kind, e.g. a session's id; empty where there is only one
 */
public record Name(String kind, String key) implements Address {
  /** The name of the only process of its kind. */
  public static Name of(String kind) {
    return new Name(kind, "");
  }

  @Override
  public String toString() {
    return key.isEmpty() ? kind : kind + " " + key;
  }
}
