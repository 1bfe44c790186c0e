package dev.espalier.app;

import com.google.common.base.Ascii;
import java.util.Optional;

/** What an app shows under a route. */
public enum Mode {
  /** Components, which Lenra's own client draws. */
  LENRA,
  /** Data, for clients that draw themselves. */
  JSON;

  /** As clients and manifests write it, e.g. {@code json}. */
  public String written() {
    return Ascii.toLowerCase(name());
  }

  public static Optional<Mode> of(String written) {
    for (Mode mode : values()) {
      if (mode.written().equals(written)) {
        return Optional.of(mode);
      }
    }
    return Optional.empty();
  }
}
