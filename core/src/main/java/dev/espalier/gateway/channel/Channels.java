package dev.espalier.gateway.channel;

import dev.espalier.gateway.Part;
import dev.espalier.otp.CallFailed;
import dev.espalier.otp.Node;
import dev.espalier.otp.Pid;
import dev.espalier.otp.Supervision;
import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import io.javalin.http.Header;
import io.javalin.http.ServiceUnavailableResponse;
import io.javalin.websocket.WsConfig;
import io.javalin.websocket.WsContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/**
 * Where Lenra's clients connect, as to a Phoenix socket: {@code
 * /socket/websocket?vsn=…&app=…&userId=…}. Each connection is a {@link Socket} in the node. A
 * client's next frame is read when it has taken the one before, so that no client can fill the
 * node's memory by sending.
 */
public final class Channels implements Part {
  private static final String PATH = "/socket/websocket";
  private static final String SOCKET = "socket";

  private final Node node;
  private final Apps apps;
  private final Origins origins;
  private final ChannelLimits limits;
  private final AtomicInteger connections = new AtomicInteger();

  private Channels(Node node, Apps apps, Origins origins, ChannelLimits limits) {
    this.node = node;
    this.apps = apps;
    this.origins = origins;
    this.limits = limits;
  }

  /** Starts the processes that clients are served by, in a node that has a tree. */
  public static Channels start(Node node, Apps apps, Origins origins, ChannelLimits limits) {
    node.start(Endpoint.spec(limits)).pidOrExit();
    return new Channels(node, apps, origins, limits);
  }

  @Override
  public void routes(RoutesConfig routes) {
    routes.wsBeforeUpgrade(PATH, this::check);
    routes.ws(PATH, this::serve);
  }

  private void check(Context request) {
    if (!origins.allow(request.header(Header.ORIGIN), request.header(Header.HOST))) {
      throw new ForbiddenResponse(
          "pages of %s may not connect".formatted(request.header(Header.ORIGIN)));
    }
    String version = request.queryParam("vsn");
    if (Serializer.of(version).isEmpty()) {
      throw new BadRequestResponse("vsn is 2.0.0 or 1.0.0, and not " + version);
    }
    if (connections.get() >= limits.connections()) {
      throw new ServiceUnavailableResponse(
          "there are %d connections; try again later".formatted(limits.connections()));
    }
  }

  private void serve(WsConfig connection) {
    connection.onConnect(this::open);
    connection.onMessage(message -> {
      Pid socket = message.attribute(SOCKET);
      if (socket != null) {
        take(socket, message.message());
      }
    });
    connection.onBinaryMessage(message -> tell(message, new Socket.Binary()));
    connection.onError(error -> tell(error, new Socket.Lost()));
    connection.onClose(closed -> {
      connections.decrementAndGet();
      tell(closed, new Socket.Lost());
    });
  }

  private void open(WsContext context) {
    connections.incrementAndGet();
    Session session = context.session;
    session.setMaxTextMessageSize(limits.frameBytes());
    session.setMaxBinaryMessageSize(limits.frameBytes());
    session.setIdleTimeout(limits.silence());
    Serializer serializer = Serializer.of(context.queryParam("vsn")).orElseThrow();
    Visitor visitor = Visitor.of(context.queryParamMap());
    context.attribute(
        SOCKET,
        node.call(
                Endpoint.SOCKETS,
                new Supervision.StartChild(
                    Socket.spec(new Jetty(session), serializer, visitor, apps, limits)))
            .pidOrExit());
  }

  /** Waits until the socket has taken a text; one that has ended takes no more. */
  private void take(Pid socket, String text) {
    try {
      node.call(socket, new Socket.Incoming(text));
    } catch (CallFailed _) {
      node.cast(socket, new Socket.Lost());
    }
  }

  private void tell(WsContext context, Object message) {
    @Nullable Pid socket = context.attribute(SOCKET);
    if (socket != null) {
      node.cast(socket, message);
    }
  }

  /** A connection of the server's. */
  private record Jetty(Session session) implements Connection {
    private static final int LONGEST_REASON = 120;
    private static final Executor LATER = CompletableFuture.delayedExecutor(2, TimeUnit.SECONDS);

    @Override
    public void send(String text, Runnable written) {
      session.sendText(text, Callback.from(written, _ -> session.disconnect()));
    }

    @Override
    public void close(int status, String why) {
      String reason = why.length() <= LONGEST_REASON ? why : why.substring(0, LONGEST_REASON);
      session.close(status, reason, Callback.NOOP);
      // Who does not read will not answer to that either.
      LATER.execute(session::disconnect);
    }
  }
}
