package dev.espalier.otp;

/** A process's identity within its node; never used again after the process has exited. */
public record Pid(long number) implements Address, Comparable<Pid> {
  @Override
  public int compareTo(Pid other) {
    return Long.compare(number, other.number);
  }

  @Override
  public String toString() {
    return "<" + number + ">";
  }
}
