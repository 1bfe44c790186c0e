package dev.espalier.otp;

import dev.espalier.otp.ProcessCell.Envelope;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The life of one process: init, then a message at a time, then terminate.
 *
 * @param <S> the type of the state
 */
final class Loop<S> implements Runnable {
  private final Node node;
  private final GenServer<S> server;
  private final Node.InitListener whenInitialised;
  private boolean told;

  Loop(Node node, GenServer<S> server, Node.InitListener whenInitialised) {
    this.node = node;
    this.server = server;
    this.whenInitialised = whenInitialised;
  }

  @Override
  public void run() {
    ProcessCell self = server.cell();
    try {
      Next<S> first = initialise(self);
      if (first != null) {
        receive(self, first);
      }
    } catch (ProcessCell.Unwind unwound) {
      tell(new StartResult.Failed(reasonOf(self)));
    } finally {
      node.scheduler().ended(self);
    }
  }

  private static ExitReason reasonOf(ProcessCell self) {
    ExitReason reason = self.exited;
    return reason == null ? ExitReason.killed() : reason;
  }

  /** Tells the one who started the process what came of it, unless it is told already. */
  private void tell(StartResult result) {
    if (!told) {
      told = true;
      whenInitialised.initialised(result);
    }
  }

  /** What to do after init and its continuation; nothing when the process has ended by then. */
  private @Nullable Next<S> initialise(ProcessCell self) {
    try {
      self.checkAlive();
      return switch (server.init()) {
        case Init.Ignore<S>() -> {
          withdraw(self, ExitReason.normal(), new StartResult.Ignored());
          yield null;
        }
        case Init.Ok<S>(S state, Object continuation, Duration timeout) -> {
          node.started(self, asObject(state), this::tell);
          Next<S> first =
              continueWhileAsked(self, new Next.Continue<>(state, continuation, timeout));
          if (first instanceof Next.Stop<S> stop) {
            stop(self, stop);
          }
          yield first;
        }
      };
    } catch (Throwable e) {
      self.checkAlive();
      ExitReason reason = ExitReason.of(e);
      withdraw(self, reason, new StartResult.Failed(reason));
      return null;
    } finally {
      node.scheduler().handled(self);
    }
  }

  /** It was never there: the one who starts it is told, and nobody is sent an exit signal. */
  private void withdraw(ProcessCell self, ExitReason reason, StartResult result) {
    if (self.parent != null) {
      node.links().unlink(self, self.parent.pid);
    }
    node.links().exited(self, reason);
    tell(result);
  }

  private void receive(ProcessCell self, Next<S> first) {
    Next<S> next = first;
    while (next instanceof Next.Continue<S>(S state, _, Duration timeout)) {
      Instant deadline =
          timeout == null || timeout.equals(GenServer.INFINITY)
              ? null
              : node.clock().instant().plus(timeout);
      node.scheduler().await(self, new Wait(self::hasMail, deadline, true));
      if (self.suspended) {
        node.scheduler().await(self, new Wait(() -> !self.suspended, null, true));
        continue;
      }
      Envelope envelope = self.mailbox.poll();
      if (envelope == null) {
        self.checkAlive();
        node.scheduler().delivered(self);
        envelope = timeOut(self);
      }
      try {
        next = handle(self, envelope, state);
        if (next instanceof Next.Stop<S> stop) {
          stop(self, stop);
        }
      } finally {
        node.scheduler().handled(self);
      }
    }
  }

  private Envelope timeOut(ProcessCell self) {
    Signal.Timeout message = new Signal.Timeout();
    long number =
        node.record(
            self.cause,
            new ProcessEvent.Sent(self.pid, self.pid, ProcessEvent.Kind.SIGNAL, message));
    return new Envelope(number, ProcessEvent.Kind.SIGNAL, message, null);
  }

  private Next<S> handle(ProcessCell self, Envelope envelope, S state) {
    self.cause = envelope.number();
    node.record(self.cause, new ProcessEvent.Received(self.pid, envelope.number()));
    Next<S> next = continueWhileAsked(self, guarded(self, state, s -> dispatch(self, envelope, s)));
    self.state = next.state();
    node.record(
        self.cause, new ProcessEvent.Handled(self.pid, envelope.number(), asObject(next.state())));
    return next;
  }

  private Next<S> dispatch(ProcessCell self, Envelope envelope, S state) throws Exception {
    Object message = envelope.message();
    From from = envelope.from();
    if (message instanceof Request<?> request && from != null) {
      return server.handleCall(request, from, state);
    }
    if (envelope.kind() == ProcessEvent.Kind.CAST) {
      return server.handleCast(message, state);
    }
    if (message instanceof Signal.Exited(Pid sender, ExitReason reason)
        && self.parent != null
        && sender.equals(self.parent.pid)) {
      return Next.stop(state, reason);
    }
    return server.handleInfo(message, state);
  }

  private Next<S> continueWhileAsked(ProcessCell self, Next<S> asked) {
    Next<S> next = asked;
    while (next instanceof Next.Continue<S>(S state, Object continuation, _)
        && continuation != null) {
      self.state = state;
      next = guarded(self, state, s -> server.handleContinue(continuation, s));
    }
    return next;
  }

  private interface Callback<S> {
    Next<S> apply(S state) throws Exception;
  }

  private Next<S> guarded(ProcessCell self, S state, Callback<S> callback) {
    try {
      Next<S> next = callback.apply(state);
      self.checkAlive();
      return next;
    } catch (Throwable e) {
      self.checkAlive();
      return Next.stop(state, ExitReason.of(e));
    }
  }

  private void stop(ProcessCell self, Next.Stop<S> stop) {
    ExitReason reason = stop.reason();
    try {
      server.terminate(reason, stop.state());
    } catch (Throwable e) {
      self.checkAlive();
      reason = ExitReason.of(e);
    }
    node.links().exited(self, reason);
  }

  private static Object asObject(@Nullable Object state) {
    return state == null ? "none" : state;
  }
}
