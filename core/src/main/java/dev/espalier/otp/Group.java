package dev.espalier.otp;

/** A process group as in OTP's {@code pg}: any number of processes, each in it at most once. */
public record Group(String kind, String key) {
  @Override
  public String toString() {
    return "{" + kind + ", " + key + "}";
  }
}
