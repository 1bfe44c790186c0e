package dev.espalier.environment;

import dev.espalier.app.App;
import dev.espalier.app.AppException;
import dev.espalier.app.AppException.Reason;
import dev.espalier.app.DataAccess;
import dev.espalier.otp.CallFailed;
import dev.espalier.otp.ChildSpec;
import dev.espalier.otp.Name;
import dev.espalier.otp.Pid;
import dev.espalier.otp.Supervision;
import java.util.Optional;
import org.bson.BsonDocument;

/** Runs an app's listeners for one process: each with an MS and a token of its own. */
public final class ListenerCall {
  private final Environment environment;
  private final Name tokens;
  private final BsonDocument parameters;
  private final CalledDocuments.Caller caller;
  private final AskedApp app;

  /**
   * @param tokens the agent that keeps the tokens
   * @param parameters what {@code "@me"} stands for in the data API
   * @param caller the running process's own {@code call}
   */
  public ListenerCall(
      Environment environment,
      Name tokens,
      BsonDocument parameters,
      CalledDocuments.Caller caller,
      AskedApp app) {
    this.environment = environment;
    this.tokens = tokens;
    this.parameters = parameters;
    this.caller = caller;
    this.app = app;
  }

  /** A listener that did not end well, in words for whoever ran it. */
  public record Failure(Reason reason, String message, Exception cause) {

    /** Whether the app has no such listener: apps need not have those of the tree's own events. */
    public boolean isMissingListener() {
      return reason == Reason.NOT_FOUND;
    }
  }

  /** Runs a listener to its end; what it leaves uncommitted is undone. */
  public Optional<Failure> run(Pid self, App.ListenerRequest request) {
    try {
      Pid session = startMongoSession(self);
      String token = caller.call(tokens, new TokenAgent.AddToken(session));
      return run(request, session, token);
    } catch (CallFailed e) {
      return Optional.of(failure(request, Reason.FAILED, String.valueOf(e.getMessage()), e));
    }
  }

  private Optional<Failure> run(App.ListenerRequest request, Pid session, String token) {
    try {
      Optional<Failure> failure = ask(request, session, token);
      caller.call(session, new MongoSession.Close());
      return failure;
    } catch (CallFailed.Exited e) {
      return Optional.of(failure(request, Reason.FAILED, "its MS ended before it did", e));
    }
  }

  private Pid startMongoSession(Pid listener) {
    ChildSpec spec =
        ChildSpec.worker("MS", () -> new MongoSession(environment, listener, parameters))
            .restart(ChildSpec.Restart.TEMPORARY);
    return caller.call(environment.mongoSessions(), new Supervision.StartChild(spec)).pidOrExit();
  }

  private Optional<Failure> ask(App.ListenerRequest request, Pid session, String token) {
    try {
      app.listener(
          request,
          new DataAccess(new CalledDocuments(caller, session), environment.dataUrl(), token));
      return Optional.empty();
    } catch (AppException e) {
      return Optional.of(failure(request, e.reason(), String.valueOf(e.getMessage()), e));
    }
  }

  private static Failure failure(
      App.ListenerRequest request, Reason reason, String message, Exception cause) {
    return new Failure(reason, "listener %s: %s".formatted(request.name(), message), cause);
  }
}
