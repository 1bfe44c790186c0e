package dev.espalier.app;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.io.Closeables;
import dev.espalier.app.AppException.Reason;
import dev.espalier.ui.Dialect;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * An app elsewhere: every question is a POST of a JSON object to its one URL, in the dialect of the
 * manifest that it answers to {@code {}}.
 */
public final class HttpApp implements App {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** In bytes; a UI is far smaller, and a MongoDB document cannot be larger. */
  private static final int LONGEST_ANSWER = 16 * 1024 * 1024;

  /** In characters. */
  private static final int LONGEST_COMPLAINT = 500;

  private static final int OK = 200;
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

  private final URI url;
  private final Duration viewLimit;
  private final Duration listenerLimit;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(CONNECT_LIMIT)
          .build();

  /** How the app writes; not known before its manifest. */
  private volatile @Nullable Dialect dialect;

  private HttpApp(URI url, Duration viewLimit, Duration listenerLimit) {
    this.url = url;
    this.viewLimit = viewLimit;
    this.listenerLimit = listenerLimit;
  }

  /**
   * The app at a URL; whether it is there shows when it is first asked.
   *
   * @param viewLimit how long it may take for the manifest or a view
   * @param listenerLimit how long it may take for a listener
   * @throws AppException when the text is no HTTP URL
   */
  public static HttpApp at(String url, Duration viewLimit, Duration listenerLimit)
      throws AppException {
    try {
      URI parsed = URI.create(url);
      HttpRequest.newBuilder(parsed);
      return new HttpApp(parsed, viewLimit, listenerLimit);
    } catch (IllegalArgumentException e) {
      throw new AppException(
          Reason.NOT_REACHABLE,
          "%s is not the URL of an app; write one such as http://localhost:3000".formatted(url),
          e);
    }
  }

  @Override
  public JsonNode manifest() throws AppException {
    String what = "the manifest";
    JsonNode manifest = json(what, ask(what, JSON.objectNode(), viewLimit));
    dialect = Manifest.parse(manifest).dialect();
    return manifest;
  }

  @Override
  public JsonNode view(ViewRequest request) throws AppException {
    Dialect spoken = dialect();
    ObjectNode question = JSON.objectNode();
    question.put(spoken.viewType(), request.name());
    question.set("data", request.data());
    question.set("props", request.props());
    question.set("context", request.context());
    String what = spoken.viewType() + " " + request.name();
    JsonNode answer = json(what, ask(what, question, viewLimit));
    boolean wrapped = spoken == Dialect.WIDGET && answer.has(spoken.viewType());
    return wrapped ? answer.path(spoken.viewType()) : answer;
  }

  @Override
  public void listener(ListenerRequest request, DataAccess access) throws AppException {
    ObjectNode question = JSON.objectNode();
    question.put(dialect() == Dialect.ROUTE ? "listener" : "action", request.name());
    question.set("props", request.props());
    question.set("event", request.event());
    question.putObject("api").put("url", access.url()).put("token", access.token());
    ask("listener " + request.name(), question, listenerLimit);
  }

  /** From the first byte to the last it may take as long as a listener. */
  @Override
  public Resource resource(String name) throws AppException {
    String what = "resource " + name;
    HttpRequest request = question(JSON.objectNode().put("resource", name));
    HttpResponse<InputStream> response =
        send(what, request, viewLimit, BodyHandlers.ofInputStream());
    InputStream content = response.body();
    if (response.statusCode() != OK) {
      throw refused(what, response.statusCode(), beginning(content));
    }
    Executor atTheLimit =
        CompletableFuture.delayedExecutor(listenerLimit.toMillis(), TimeUnit.MILLISECONDS);
    atTheLimit.execute(() -> Closeables.closeQuietly(content));
    return new Resource(
        response.headers().firstValue("Content-Type").orElse("application/octet-stream"), content);
  }

  private static byte[] beginning(InputStream content) {
    try (content) {
      return content.readNBytes(LONGEST_COMPLAINT);
    } catch (IOException e) {
      return String.valueOf(e.getMessage()).getBytes(StandardCharsets.UTF_8);
    }
  }

  private Dialect dialect() throws AppException {
    Dialect known = dialect;
    return known == null ? Manifest.parse(manifest()).dialect() : known;
  }

  private HttpRequest question(JsonNode question) {
    return HttpRequest.newBuilder(url)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(question.toString()))
        .build();
  }

  /** What the app answers with status 200. */
  private byte[] ask(String what, JsonNode question, Duration limit) throws AppException {
    HttpResponse<byte[]> response =
        send(
            what,
            question(question),
            limit,
            BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER));
    if (response.statusCode() != OK) {
      throw refused(what, response.statusCode(), response.body());
    }
    return response.body();
  }

  private AppException refused(String what, int status, byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8);
    String complaint = CharMatcher.whitespace().trimAndCollapseFrom(text, ' ');
    return new AppException(
        reason(status, complaint),
        "%s answered %d for %s: %s"
            .formatted(url, status, what, Ascii.truncate(complaint, LONGEST_COMPLAINT, "…")));
  }

  private static Reason reason(int status, String complaint) {
    return switch (status) {
      case 400 -> Reason.BAD_REQUEST;
      case 404 -> Reason.NOT_FOUND;
      // The latest app library says it so, instead of 404.
      case 500 -> complaint.startsWith("No listener found for ") ? Reason.NOT_FOUND : Reason.FAILED;
      case 504 -> Reason.TIMEOUT;
      default -> Reason.UNKNOWN;
    };
  }

  /** Sends a request; the limit holds until the handler has what it makes of the answer. */
  private <T> HttpResponse<T> send(
      String what, HttpRequest request, Duration limit, BodyHandler<T> handler)
      throws AppException {
    CompletableFuture<HttpResponse<T>> response = client.sendAsync(request, handler);
    try {
      return response.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw unanswered(what, e);
    } catch (TimeoutException e) {
      throw new AppException(
          Reason.TIMEOUT,
          "%s did not answer for %s within %d ms".formatted(url, what, limit.toMillis()),
          e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AppException(Reason.UNKNOWN, "interrupted while waiting for " + what, e);
    } finally {
      response.cancel(true);
    }
  }

  private AppException unanswered(String what, ExecutionException failure) {
    Throwable cause = failure.getCause();
    if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
      return new AppException(
          Reason.NOT_REACHABLE,
          "%s cannot be reached; start the app there, or correct the URL".formatted(url),
          cause);
    }
    String why = cause instanceof IOException ? cause.getMessage() : String.valueOf(cause);
    return new AppException(
        Reason.UNKNOWN, "%s gave no whole answer for %s: %s".formatted(url, what, why), failure);
  }

  private JsonNode json(String what, byte[] answer) throws AppException {
    String problem;
    try {
      JsonNode read = JsonMapper.shared().readTree(answer);
      if (!read.isMissingNode()) {
        return read;
      }
      problem = "it is empty";
    } catch (JacksonException e) {
      problem = e.getOriginalMessage();
    }
    throw new AppException(
        Reason.BAD_REQUEST, "%s did not answer JSON for %s: %s".formatted(url, what, problem));
  }

  @Override
  public boolean isElsewhere() {
    return true;
  }

  @Override
  public String describe() {
    return url.toString();
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
