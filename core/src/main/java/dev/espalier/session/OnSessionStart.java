package dev.espalier.session;

import dev.espalier.environment.EventHandler.SendEvent;
import dev.espalier.environment.LifecycleEvent;
import dev.espalier.otp.GenServer;
import dev.espalier.otp.Init;

/** Event.OnSessionStart: sends onSessionStart, before the first UI, and is done. */
final class OnSessionStart extends GenServer<OnSessionStart.State> {

  /** It keeps nothing. */
  record State() {}

  private final Session session;

  OnSessionStart(Session session) {
    this.session = session;
  }

  @Override
  protected Init<State> init() {
    LifecycleEvent.orExit(
        call(session.eventHandler(), new SendEvent(LifecycleEvent.SESSION_START), INFINITY));
    return Init.ignore();
  }
}
