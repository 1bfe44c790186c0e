package dev.espalier.environment;

import com.google.common.collect.ImmutableList;
import dev.espalier.environment.DataRequest.DataReply;
import dev.espalier.otp.ChildSpec;
import dev.espalier.otp.From;
import dev.espalier.otp.GenServer;
import dev.espalier.otp.Init;
import dev.espalier.otp.Next;
import dev.espalier.otp.Pid;
import dev.espalier.otp.Request;
import dev.espalier.otp.Signal;
import dev.espalier.otp.Supervision;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonNull;
import org.bson.BsonValue;
import org.jspecify.annotations.Nullable;

/** MS: the Mongo session of a running listener, which it ends with. */
public final class MongoSession extends GenServer<MongoSession.State> {

  /** The listener has ended; what it left uncommitted is undone before the answer. */
  record Close() implements Request<Boolean> {}

  /**
   * @param transactions the MTs that were started for it
   */
  public record State(ImmutableList<Pid> transactions) {}

  private final Environment environment;
  private final Pid listener;
  private final BsonDocument parameters;
  private @Nullable DocumentOperations operations;
  private @Nullable StandingOrders orders;

  MongoSession(Environment environment, Pid listener, BsonDocument parameters) {
    this.environment = environment;
    this.listener = listener;
    this.parameters = parameters;
  }

  @Override
  protected Init<State> init() {
    monitor(listener);
    Database database = call(environment.repo(), new Repo.Connection());
    DocumentOperations opened = new DocumentOperations(database, environment.ids(), parameters);
    open(new Owned(opened));
    operations = opened;
    BsonValue me = parameters.get("me", BsonNull.VALUE);
    orders =
        new StandingOrders(
            database,
            environment.id(),
            me.isString() ? me.asString().getValue() : null,
            node().clock(),
            node()::newUuid);
    return Init.ok(new State(ImmutableList.of()));
  }

  @Override
  protected Next<State> handleCall(Request<?> request, From from, State state) throws Exception {
    return switch (request) {
      case DataRequest.OfDocuments documents when operations != null -> {
        reply(from, operations.run(documents));
        yield Next.state(state);
      }
      case DataRequest.StandingOrder order when orders != null -> {
        DataReply answer = orders.run(order);
        if (order.changesCrons() && answer instanceof DataReply.Ok) {
          tellCrons();
        }
        reply(from, answer);
        yield Next.state(state);
      }
      case DataRequest.Begin _ -> {
        Pid transaction = begin();
        reply(from, Optional.of(transaction));
        yield Next.state(
            new State(
                ImmutableList.<Pid>builder()
                    .addAll(state.transactions())
                    .add(transaction)
                    .build()));
      }
      case DataRequest.Commit _, DataRequest.Abort _ -> {
        reply(
            from, new DataReply.Refused(400, "no_transaction", "no transaction has been started"));
        yield Next.state(state);
      }
      case Close _ -> {
        state.transactions().forEach(this::end);
        reply(from, true);
        yield Next.stop(state);
      }
      default -> super.handleCall(request, from, state);
    };
  }

  /** Does not wait: the environment may be starting, and with it this listener. */
  private void tellCrons() {
    if (node().whereis(environment.crons()) == null) {
      request(environment.supervisor(), new Supervision.StartChild(Crons.spec(environment)));
    } else {
      cast(environment.crons(), new Crons.Changed());
    }
  }

  private Pid begin() {
    ChildSpec spec =
        ChildSpec.worker("MT", () -> new MongoTransaction(environment, self(), parameters))
            .restart(ChildSpec.Restart.TEMPORARY);
    return call(environment.mongoTransactions(), new Supervision.StartChild(spec)).pidOrExit();
  }

  private void end(Pid transaction) {
    call(environment.mongoTransactions(), new Supervision.TerminateChild(transaction));
  }

  @Override
  protected Next<State> handleInfo(Object message, State state) throws Exception {
    return message instanceof Signal.Down ? Next.stop(state) : super.handleInfo(message, state);
  }
}
