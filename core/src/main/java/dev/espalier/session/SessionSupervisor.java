package dev.espalier.session;

import com.google.common.collect.ImmutableList;
import dev.espalier.environment.Environment;
import dev.espalier.environment.TokenAgent;
import dev.espalier.otp.ChildSpec;
import dev.espalier.otp.ChildSpec.Restart;
import dev.espalier.otp.DynamicSupervisor;
import dev.espalier.otp.Supervision.Intensity;
import dev.espalier.otp.Supervisor;
import java.util.List;

/**
 * Session.Supervisor: a session's processes in the order of their start. It is one_for_one
 * (docs/decisions/0004), and temporary: a client whose session breaks joins again.
 */
public final class SessionSupervisor {
  private SessionSupervisor() {}

  /** How Session.Managers starts one that shows its own route. */
  public static ChildSpec spec(Environment environment, Session session) {
    return spec(environment, session, UiBuilder.spec(environment, session));
  }

  /** How it starts one whose clients open routes: RDS supervises a UIBuilder for each. */
  public static ChildSpec openingRoutes(Environment environment, Session session) {
    return spec(
        environment,
        session,
        ChildSpec.supervisor(session.routes(), () -> new DynamicSupervisor(Intensity.DEFAULT)));
  }

  private static ChildSpec spec(Environment environment, Session session, ChildSpec ui) {
    return ChildSpec.supervisor(
            session.supervisor(),
            () -> Supervisor.oneForOne(Intensity.DEFAULT, children(environment, session, ui)))
        .restart(Restart.TEMPORARY);
  }

  private static List<ChildSpec> children(Environment environment, Session session, ChildSpec ui) {
    ImmutableList.Builder<ChildSpec> children = ImmutableList.builder();
    children.add(
        ChildSpec.worker(session.tokens(), () -> new TokenAgent(session.tokens())),
        ChildSpec.worker(session.eventHandler(), () -> new EventHandler(environment, session)));
    if (session.user() != null) {
      children.add(
          ChildSpec.worker(
                  session.lifecycle("Event.OnUserFirstJoin"),
                  () -> new OnUserFirstJoin(environment, session))
              .restart(Restart.TRANSIENT));
    }
    children.add(
        ChildSpec.worker(
                session.lifecycle("Event.OnSessionStart"), () -> new OnSessionStart(session))
            .restart(Restart.TRANSIENT),
        ChildSpec.worker(
            session.changeManager(), () -> new ChangeEventManager(environment, session)),
        ui);
    return children.build();
  }
}
