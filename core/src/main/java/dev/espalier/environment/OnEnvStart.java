package dev.espalier.environment;

import dev.espalier.otp.GenServer;
import dev.espalier.otp.Init;

/** Event.OnEnvStart: sends onEnvStart once, before any session, and is done. */
final class OnEnvStart extends GenServer<OnEnvStart.State> {

  /** It keeps nothing. */
  record State() {}

  private final Environment environment;

  OnEnvStart(Environment environment) {
    this.environment = environment;
  }

  @Override
  protected Init<State> init() {
    LifecycleEvent.orExit(
        call(
            environment.eventHandler(),
            new EventHandler.SendEvent(LifecycleEvent.ENV_START),
            INFINITY));
    return Init.ignore();
  }
}
