package dev.espalier.gateway.channel;

import dev.espalier.ui.JsonPatch;
import dev.espalier.ui.PatchException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * A user who clicks, and whose connection breaks now and then; joins again whenever it can, as
 * phoenix.js does. A thread's work until it is interrupted.
 */
final class SoakClient implements Runnable {
  private static final String TOPIC = "route:/";
  private static final int LONGEST_PAUSE_MS = 8_000;
  private static final int PAUSE_WHEN_CALM_MS = 2_000;
  private static final JsonNode NOTHING = JsonNodeFactory.instance.objectNode();

  /** What the client itself puts behind the last frame of a connection. */
  private static final Frame GONE = new Frame(null, null, "", "gone", NOTHING);

  private final HttpClient http;
  private final URI url;
  private final Random random;
  private final Instant calm;
  private volatile BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
  private @Nullable WebSocket socket;
  private boolean joined;
  private int lastRef;
  private volatile JsonNode ui = NOTHING;
  private volatile @Nullable PatchException misfit;
  private final AtomicLong clicks = new AtomicLong();

  /**
   * @param calm from when on it clicks no more, and is not disconnected
   */
  SoakClient(HttpClient http, URI url, long seed, Instant calm) {
    this.http = http;
    this.url = url;
    this.random = new Random(seed);
    this.calm = calm;
  }

  /** What it shows. */
  JsonNode ui() {
    return ui;
  }

  long clicks() {
    return clicks.get();
  }

  /** A patch that did not fit the UI it was for; none so far if null. */
  @Nullable PatchException misfit() {
    return misfit;
  }

  @Override
  public void run() {
    try {
      while (!Thread.interrupted()) {
        boolean isCalm = Instant.now().isAfter(calm);
        int pause = isCalm ? PAUSE_WHEN_CALM_MS : random.nextInt(LONGEST_PAUSE_MS);
        Frame frame = frames.poll(pause, TimeUnit.MILLISECONDS);
        if (frame != null) {
          take(frame);
        } else if (socket == null) {
          connect();
        } else if (!joined) {
          push(Frame.JOIN, NOTHING);
        } else if (isCalm) {
          push("phoenix", "heartbeat", NOTHING);
        } else {
          act();
        }
      }
    } catch (InterruptedException _) {
      // It leaves.
    } finally {
      disconnect();
    }
  }

  private void act() {
    int dice = random.nextInt(100);
    if (dice < 8) {
      disconnect();
    } else {
      String code = Served.code(ui, dice < 12 ? "all" : "mine");
      clicks.incrementAndGet();
      push("run", JsonNodeFactory.instance.objectNode().put("code", code));
    }
  }

  private void take(Frame frame) {
    try {
      switch (frame.event()) {
        case "ui" -> {
          ui = frame.payload();
          joined = true;
        }
        case "patchUi" -> ui = JsonPatch.parse(frame.payload().path("patch")).apply(ui);
        case Frame.CLOSE, Frame.ERROR -> joined = false;
        case "gone" -> lost();
        default -> {} // Replies and errors of listeners: the UI tells what became of them.
      }
    } catch (PatchException e) {
      misfit = e;
    }
  }

  private void connect() {
    BlockingQueue<Frame> received = new LinkedBlockingQueue<>();
    try {
      frames = received;
      socket = http.newWebSocketBuilder().buildAsync(url, new Listener(received)).join();
      push(Frame.JOIN, NOTHING);
    } catch (CompletionException _) {
      socket = null; // It tries again later.
    }
  }

  private void disconnect() {
    if (socket != null) {
      socket.abort();
    }
    lost();
  }

  private void lost() {
    socket = null;
    joined = false;
    frames = new LinkedBlockingQueue<>();
  }

  private void push(String event, JsonNode payload) {
    push(TOPIC, event, payload);
  }

  private void push(String topic, String event, JsonNode payload) {
    String ref = String.valueOf(++lastRef);
    try {
      if (socket != null) {
        socket
            .sendText(Serializer.V2.encode(new Frame(null, ref, topic, event, payload)), true)
            .join();
      }
    } catch (CompletionException _) {
      lost(); // The connection is closed; it makes another.
    }
  }

  private static final class Listener implements WebSocket.Listener {
    private final BlockingQueue<Frame> received;
    private final StringBuilder text = new StringBuilder();

    Listener(BlockingQueue<Frame> received) {
      this.received = received;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        try {
          received.add(Serializer.V2.decode(text.toString()));
        } catch (MalformedFrameException e) {
          return CompletableFuture.failedStage(e);
        } finally {
          text.setLength(0);
        }
      }
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int status, String reason) {
      received.add(GONE);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      received.add(GONE);
    }
  }
}
