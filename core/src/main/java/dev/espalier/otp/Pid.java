package dev.espalier.otp;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process's identity within its node; never used again after the process has exited. */
public record Pid(long number) implements Address, Comparable<Pid> {
  private static final Pattern WRITTEN = Pattern.compile("<(\\d{1,18})>");

  /** Reads what {@link #toString} writes; none for something else. */
  public static Optional<Pid> parse(String text) {
    Matcher written = WRITTEN.matcher(text);
    return written.matches()
        ? Optional.of(new Pid(Long.parseLong(written.group(1))))
        : Optional.empty();
  }

  @Override
  public int compareTo(Pid other) {
    return Long.compare(number, other.number);
  }

  @Override
  public String toString() {
    return "<" + number + ">";
  }
}
