package dev.espalier.environment;

import dev.espalier.otp.ChildSpec;
import dev.espalier.otp.ChildSpec.Restart;
import dev.espalier.otp.DynamicSupervisor;
import dev.espalier.otp.GenServer;
import dev.espalier.otp.Name;
import dev.espalier.otp.Supervision.Intensity;
import dev.espalier.otp.Supervisor;
import java.util.List;
import java.util.function.Supplier;

/**
 * Environment.Supervisor: an environment's processes in the order of their start. It is one_for_one
 * (docs/decisions/0004), and temporary: when it gives up, whoever needs the environment starts it
 * again.
 */
public final class EnvironmentSupervisor {
  private EnvironmentSupervisor() {}

  /** Environment.Managers, which has a child for each environment. */
  public static final Name MANAGERS = Name.of("Environment.Managers");

  /** How Environment.Managers starts it. */
  public static ChildSpec spec(Environment environment) {
    return ChildSpec.supervisor(
            environment.supervisor(),
            () -> Supervisor.oneForOne(Intensity.DEFAULT, children(environment)))
        .restart(Restart.TEMPORARY);
  }

  private static List<ChildSpec> children(Environment environment) {
    return List.of(
        worker(environment.tokens(), () -> new TokenAgent(environment.tokens())),
        worker(environment.manifestHandler(), () -> new ManifestHandler(environment)),
        worker(environment.eventHandler(), () -> new EventHandler(environment)),
        worker(environment.repo(), () -> new Repo(environment)),
        dynamicSupervisor(environment.mongoSessions()),
        dynamicSupervisor(environment.mongoTransactions()),
        ChildSpec.worker(environment.name("Event.OnEnvStart"), () -> new OnEnvStart(environment))
            .restart(Restart.TRANSIENT),
        worker(environment.changeStream(), () -> new ChangeStream(environment)),
        dynamicSupervisor(environment.queries()),
        dynamicSupervisor(environment.widgets()),
        dynamicSupervisor(environment.sessions()));
  }

  private static ChildSpec worker(Name name, Supplier<GenServer<?>> server) {
    return ChildSpec.worker(name, server);
  }

  private static ChildSpec dynamicSupervisor(Name name) {
    return ChildSpec.supervisor(name, () -> new DynamicSupervisor(Intensity.DEFAULT));
  }
}
