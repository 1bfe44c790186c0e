package dev.espalier.otp;

import java.util.List;

/** An open {@link PortDriver} and the process it belongs to. */
final class Port {
  final Node node;
  final ProcessCell owner;
  final PortDriver driver;
  private volatile boolean failed;

  Port(Node node, ProcessCell owner, PortDriver driver) {
    this.node = node;
    this.owner = owner;
    this.driver = driver;
  }

  boolean open() {
    return owner.exited == null && !failed;
  }

  /** May take a while; so it is done while nobody else has to wait. */
  void close() {
    try {
      driver.close();
    } catch (RuntimeException e) {
      node.record(
          owner.cause, new ProcessEvent.Noted(owner.pid, new PortDriver.CloseFailed(e.toString())));
    }
  }

  /** Reads once and hands over what came; a failing driver ends the owner. */
  void transfer() {
    try {
      List<?> messages = driver.read();
      for (Object message : messages) {
        node.mail().deliver(0, null, owner, ProcessEvent.Kind.INFO, message);
      }
      driver.delivered();
    } catch (Exception | Error e) {
      failed = true;
      node.links().exitSignal(owner, ExitReason.of(e), null);
    }
  }
}
