package dev.espalier.gateway;

import java.io.Serial;

/** Something else listens on the port; the message is for the user. */
public final class PortInUseException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  PortInUseException(int port, Throwable cause) {
    super(
        "port %d is in use; choose another one, or 0 for any that is free, or end what listens there"
            .formatted(port),
        cause);
  }
}
