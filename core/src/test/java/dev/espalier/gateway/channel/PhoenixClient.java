package dev.espalier.gateway.channel;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A client that speaks as phoenix.js does, and keeps what it is sent. */
final class PhoenixClient implements AutoCloseable {
  private static final long PATIENCE_SECONDS = 20;

  private final Serializer serializer;
  private final WebSocket socket;
  private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
  private final BlockingQueue<Frame> unread = new LinkedBlockingQueue<>();
  private final CompletableFuture<Integer> closed = new CompletableFuture<>();
  private final CompletableFuture<String> why = new CompletableFuture<>();
  private long lastRef;

  private PhoenixClient(HttpClient http, URI url, Serializer serializer, boolean reads) {
    this.serializer = serializer;
    this.socket = http.newWebSocketBuilder().buildAsync(url, new Listener(reads)).join();
  }

  static PhoenixClient connect(HttpClient http, URI url) {
    return new PhoenixClient(http, url, Serializer.V2, true);
  }

  static PhoenixClient old(HttpClient http, URI url) {
    return new PhoenixClient(http, url, Serializer.V1, true);
  }

  /** One that takes nothing off the wire. */
  static PhoenixClient deaf(HttpClient http, URI url) {
    return new PhoenixClient(http, url, Serializer.V2, false);
  }

  private final class Listener implements WebSocket.Listener {
    private final boolean reads;
    private final StringBuilder text = new StringBuilder();

    Listener(boolean reads) {
      this.reads = reads;
    }

    @Override
    public void onOpen(WebSocket webSocket) {
      if (reads) {
        webSocket.request(Long.MAX_VALUE);
      }
    }

    @Override
    public @Nullable CompletionStage<?> onText(
        WebSocket webSocket, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        try {
          frames.add(serializer.decode(text.toString()));
        } catch (MalformedFrameException _) {
          frames.add(bare(text.toString()));
        }
        text.setLength(0);
      }
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int status, String reason) {
      closed.complete(status);
      why.complete(reason);
      return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
      closed.complete(-1);
      why.complete(error.toString());
    }
  }

  /** A UI in mode json need not be an object. */
  private static Frame bare(String text) {
    JsonNode array = JsonMapper.shared().readTree(text);
    return new Frame(
        array.get(0).asString(""),
        null,
        array.get(2).stringValue(),
        array.get(3).stringValue(),
        array.get(4));
  }

  static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text.replace('\'', '"'));
  }

  void sendText(String text) {
    socket.sendText(text, true).join();
  }

  void sendBinary(byte[] bytes) {
    socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
  }

  /** Sends a frame and does not wait for anything; its ref. */
  String push(String topic, String event, String payload) {
    String ref = String.valueOf(++lastRef);
    sendText(serializer.encode(new Frame(null, ref, topic, event, json(payload))));
    return ref;
  }

  /** Joins a topic and returns the reply's payload. */
  JsonNode join(String topic, String payload) {
    return ask(topic, Frame.JOIN, payload);
  }

  /** Sends a frame and waits for the reply to it, past what else comes meanwhile. */
  JsonNode ask(String topic, String event, String payload) {
    String ref = push(topic, event, payload);
    for (Frame frame = next(); ; frame = next()) {
      if (frame.event().equals(Frame.REPLY) && ref.equals(frame.ref())) {
        return frame.payload();
      }
      unread.add(frame);
    }
  }

  private Frame next() {
    try {
      Frame frame = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      if (frame == null) {
        throw new AssertionError("nothing came; before that: " + unread);
      }
      return frame;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** The payload of the next frame of that event. */
  JsonNode await(String topic, String event) {
    for (Frame frame : unread) {
      if (frame.topic().equals(topic) && frame.event().equals(event)) {
        unread.remove(frame);
        return frame.payload();
      }
    }
    for (Frame frame = next(); ; frame = next()) {
      if (frame.topic().equals(topic) && frame.event().equals(event)) {
        return frame.payload();
      }
      unread.add(frame);
    }
  }

  /** The payload of the next reply to anything. */
  JsonNode awaitReply() {
    for (Frame frame : unread) {
      if (frame.event().equals(Frame.REPLY)) {
        unread.remove(frame);
        return frame.payload();
      }
    }
    for (Frame frame = next(); ; frame = next()) {
      if (frame.event().equals(Frame.REPLY)) {
        return frame.payload();
      }
      unread.add(frame);
    }
  }

  /** The same as {@link #await} of what has come already; null if there is none. */
  @Nullable JsonNode poll(String topic, String event) {
    for (Frame frame : rest()) {
      if (frame.topic().equals(topic) && frame.event().equals(event)) {
        unread.remove(frame);
        return frame.payload();
      }
    }
    return null;
  }

  /** Takes all off the wire from here on. */
  void hear() {
    socket.request(Long.MAX_VALUE);
  }

  /** What has come and was not asked for yet, in order. */
  List<Frame> rest() {
    frames.drainTo(unread);
    return List.copyOf(unread);
  }

  int closedWith() throws Exception {
    return closed.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  String closedBecause() throws Exception {
    return why.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }

  /** Breaks off, as a network does. */
  @Override
  public void close() {
    socket.abort();
  }
}
