package dev.espalier.gateway.channel;

import java.io.Serial;

/** What came is no frame; the message is for whoever wrote the client. */
final class MalformedFrameException extends Exception {
  @Serial private static final long serialVersionUID = 1;

  MalformedFrameException(String message) {
    super(message);
  }
}
