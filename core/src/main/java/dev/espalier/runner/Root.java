package dev.espalier.runner;

import dev.espalier.environment.EnvironmentSupervisor;
import dev.espalier.otp.ChildSpec;
import dev.espalier.otp.DynamicSupervisor;
import dev.espalier.otp.Name;
import dev.espalier.otp.Supervision.Intensity;
import dev.espalier.otp.Supervisor;
import java.util.List;

/** The root of the tree: the supervisor over all environments. */
public final class Root {
  private Root() {}

  public static final Name NAME = Name.of("Supervisor");

  public static ChildSpec spec() {
    return ChildSpec.supervisor(
        NAME,
        () ->
            Supervisor.oneForOne(
                Intensity.DEFAULT,
                List.of(
                    ChildSpec.supervisor(
                        EnvironmentSupervisor.MANAGERS,
                        () -> new DynamicSupervisor(Intensity.DEFAULT)))));
  }
}
