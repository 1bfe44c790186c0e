package dev.espalier.gateway.channel;

import dev.espalier.environment.Environment;
import dev.espalier.otp.Pid;
import dev.espalier.otp.Request;
import dev.espalier.session.Session;
import dev.espalier.session.ToClient.Problem;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a channel's process knows.
 *
 * @param socket the process that it belongs to, and exits with
 * @param join what it was asked for with
 * @param key what the client shows to have its session back
 */
record Channel(Pid socket, Frame join, Environment environment, Session session, String key) {

  /** From the socket, which waits until it is taken: what the client sends once it has joined. */
  record FromClient(Frame frame) implements Request<Boolean> {}

  /** From the socket: a frame that was to be told of has been written. */
  record Written() {}

  /** The reference of its join, which is in all its frames. */
  @Nullable String ref() {
    return join.joinRef() == null ? join.ref() : join.joinRef();
  }

  Socket.Push reply(Frame asked, JsonNode response) {
    return new Socket.Push(asked.ok(ref(), response), null);
  }

  Socket.Push refuse(Frame asked, JsonNode response) {
    return new Socket.Push(asked.error(ref(), response), null);
  }

  /** Grants the join. */
  Socket.Joined joined(JsonNode response) {
    return new Socket.Joined(join.ok(ref(), response));
  }

  /** Refuses it. */
  Socket.Push refused(Problem problem) {
    return refuse(join, ProblemJson.replied(problem));
  }

  /**
   * @param told the channel, if it wants to know when it is written
   */
  Socket.Push push(String event, JsonNode payload, @Nullable Pid told) {
    return new Socket.Push(new Frame(ref(), null, join.topic(), event, payload), told);
  }

  static JsonNode nothing() {
    return JsonNodeFactory.instance.objectNode();
  }
}
