package dev.espalier.gateway.channel;

/** A WebSocket, as the process that has it uses it. Nothing here blocks. */
interface Connection {
  /**
   * Sends a text; only one at a time.
   *
   * @param written run once the other end may be sent more; never if the connection ends first
   */
  void send(String text, Runnable written);

  /** Ends it, for a reason that the other end is told, as RFC 6455 numbers it. */
  void close(int status, String why);
}
