package dev.espalier.gateway;

import dev.espalier.app.DataAccess.DataException;
import dev.espalier.environment.Environment;
import dev.espalier.environment.EnvironmentSupervisor;
import dev.espalier.environment.EventHandler;
import dev.espalier.environment.ListenerCall.Failure;
import dev.espalier.environment.Repo;
import dev.espalier.environment.Webhook;
import dev.espalier.environment.Webhooks;
import dev.espalier.otp.CallFailed;
import dev.espalier.otp.Exit;
import dev.espalier.otp.GenServer;
import dev.espalier.otp.Node;
import dev.espalier.otp.Supervision;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The addresses of webhooks, open to anybody: who knows a UUID has the app run its listener, with
 * the body as the event. An environment that has stopped is started.
 */
public final class WebhookCalls implements Part {
  private static final Pattern UUID =
      Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");
  private static final int FAILED = 500;

  private final Node node;
  private final Supplier<? extends Collection<Environment>> environments;

  /**
   * @param environments among whose webhooks it looks; the app that a path names does not matter,
   *     as a server for developers serves one under any name
   */
  public WebhookCalls(Node node, Supplier<? extends Collection<Environment>> environments) {
    this.node = node;
    this.environments = environments;
  }

  @Override
  public void routes(RoutesConfig routes) {
    routes.post("/webhooks/{uuid}", this::run);
    routes.post("/apps/{app}/webhooks/{uuid}", this::run);
  }

  private void run(Context context) throws DataException {
    String uuid = context.pathParam("uuid");
    ApiRequest request = new ApiRequest(context, node);
    JsonNode event = request.bodyOrNothing();
    if (UUID.matcher(uuid).matches()) {
      for (Environment environment : environments.get()) {
        Optional<Webhook> webhook = find(environment, uuid);
        if (webhook.isPresent()) {
          run(environment, webhook.get(), event);
          request.reply(JsonNodeFactory.instance.stringNode("ok"));
          return;
        }
      }
    }
    throw new DataException(404, "error_404", "there is no webhook %.100s".formatted(uuid));
  }

  private Optional<Webhook> find(Environment environment, String uuid) throws DataException {
    try {
      node.call(
              EnvironmentSupervisor.MANAGERS,
              new Supervision.StartChild(EnvironmentSupervisor.spec(environment)),
              GenServer.INFINITY)
          .pidOrExit();
      return new Webhooks(node.call(environment.repo(), new Repo.Connection())).find(uuid);
    } catch (CallFailed | Exit e) {
      throw new DataException(
          FAILED, "env_not_started", "the environment could not be started: " + e.getMessage());
    }
  }

  private void run(Environment environment, Webhook webhook, JsonNode event) throws DataException {
    Optional<Failure> failure;
    try {
      failure =
          node.call(
              environment.eventHandler(),
              new EventHandler.RunListener(webhook.request(event)),
              GenServer.INFINITY);
    } catch (CallFailed e) {
      throw new DataException(FAILED, "error_500", "the listener was cut off: " + e.getMessage());
    }
    if (failure.isPresent()) {
      throw refusal(failure.get());
    }
  }

  private static DataException refusal(Failure failure) {
    int status =
        switch (failure.reason()) {
          case BAD_REQUEST -> 400;
          case NOT_FOUND -> 404;
          case TIMEOUT -> 504;
          case FAILED, NOT_REACHABLE, UNKNOWN -> FAILED;
        };
    return new DataException(status, failure.reason().code(), failure.message());
  }
}
