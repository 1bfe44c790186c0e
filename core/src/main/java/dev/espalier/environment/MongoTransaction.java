package dev.espalier.environment;

import dev.espalier.environment.DataRequest.DataReply;
import dev.espalier.otp.From;
import dev.espalier.otp.GenServer;
import dev.espalier.otp.Init;
import dev.espalier.otp.Next;
import dev.espalier.otp.Pid;
import dev.espalier.otp.Request;
import dev.espalier.otp.Signal;
import java.util.Optional;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;

/** MT: a transaction an app asked for; what is open when its MS ends is aborted. */
public final class MongoTransaction extends GenServer<MongoTransaction.State> {

  /** What became of it. */
  public enum State {
    OPEN,
    COMMITTED,
    ABORTED
  }

  private final Environment environment;
  private final Pid mongoSession;
  private final BsonDocument parameters;
  private @Nullable DocumentOperations operations;

  MongoTransaction(Environment environment, Pid mongoSession, BsonDocument parameters) {
    this.environment = environment;
    this.mongoSession = mongoSession;
    this.parameters = parameters;
  }

  @Override
  protected Init<State> init() {
    monitor(mongoSession);
    Database database = call(environment.repo(), new Repo.Connection());
    DocumentOperations opened = new DocumentOperations(database, environment.ids(), parameters);
    open(new Owned(opened));
    opened.startTransaction();
    operations = opened;
    return Init.ok(State.OPEN);
  }

  @Override
  protected Next<State> handleCall(Request<?> request, From from, State state) throws Exception {
    if (operations == null) {
      return super.handleCall(request, from, state);
    }
    return switch (request) {
      case DataRequest.OfDocuments documents -> {
        reply(from, answer(documents, operations));
        yield Next.state(state);
      }
      case DataRequest.StandingOrder order -> {
        reply(from, call(mongoSession, order));
        yield Next.state(state);
      }
      case DataRequest.Commit _ -> {
        DataReply answer = operations.commit();
        reply(from, answer);
        yield Next.stop(answer instanceof DataReply.Ok ? State.COMMITTED : State.ABORTED);
      }
      case DataRequest.Abort _ -> {
        reply(from, operations.abort());
        yield Next.stop(State.ABORTED);
      }
      case DataRequest.Begin _ -> {
        reply(from, Optional.empty());
        yield Next.state(state);
      }
      default -> super.handleCall(request, from, state);
    };
  }

  private DataReply answer(DataRequest.OfDocuments request, DocumentOperations own) {
    if (!environment.rivals().areWaiting() || !request.changesDocuments()) {
      return own.run(request);
    }
    Database database = call(environment.repo(), new Repo.Connection());
    try (DocumentOperations rival =
        new DocumentOperations(database, environment.ids(), parameters)) {
      rival.startTransaction();
      rival.run(request);
      DataReply answer = own.run(request);
      if (answer instanceof DataReply.Refused refused && refused.isWriteConflict()) {
        environment.rivals().met();
      }
      return answer;
    }
  }

  @Override
  protected Next<State> handleInfo(Object message, State state) throws Exception {
    return message instanceof Signal.Down
        ? Next.stop(State.ABORTED)
        : super.handleInfo(message, state);
  }
}
