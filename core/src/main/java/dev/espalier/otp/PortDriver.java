package dev.espalier.otp;

import java.util.List;

/**
 * A source of messages outside the node, e.g. a cursor or a socket. As an Erlang port it belongs to
 * a process, which it is linked to: what it reads becomes messages in its owner's mailbox.
 */
public interface PortDriver extends AutoCloseable {
  /** Whether there is something to read; never blocks. */
  boolean pending();

  /**
   * Waits for something to read; may return nothing.
   *
   * @throws Exception to end the port, and with it the owner
   */
  List<?> read() throws Exception;

  /** What the last {@link #read} returned has reached the owner's mailbox. */
  void delivered();

  /** Called once, when the owner has exited; {@link #read} may be under way. */
  @Override
  void close();

  /** Noted when {@link #close} threw an exception. */
  record CloseFailed(String why) {}
}
