package dev.espalier.gateway.channel;

import dev.espalier.otp.ChildSpec;
import dev.espalier.otp.DynamicSupervisor;
import dev.espalier.otp.Name;
import dev.espalier.otp.Supervision.Intensity;
import dev.espalier.otp.Supervisor;
import java.util.List;

/** Endpoint: supervises what stands between a node and the clients outside. */
final class Endpoint {
  /** Supervises the clients, each at a route of a session. */
  static final Name CLIENTS = Name.of("Clients");

  /** Supervises the sockets, each with its channels. */
  static final Name SOCKETS = Name.of("Sockets");

  private static final Name NAME = Name.of("Endpoint");

  private Endpoint() {}

  static ChildSpec spec(ChannelLimits limits) {
    return ChildSpec.supervisor(
        NAME,
        () ->
            Supervisor.oneForOne(
                Intensity.DEFAULT,
                List.of(
                    SessionMonitor.spec(limits),
                    dynamicSupervisor(CLIENTS),
                    dynamicSupervisor(SOCKETS))));
  }

  private static ChildSpec dynamicSupervisor(Name name) {
    return ChildSpec.supervisor(name, () -> new DynamicSupervisor(Intensity.DEFAULT));
  }
}
