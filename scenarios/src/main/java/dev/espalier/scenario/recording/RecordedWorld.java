package dev.espalier.scenario.recording;

import com.google.common.collect.ImmutableList;
import dev.espalier.app.App;
import dev.espalier.app.AppAnswered;
import dev.espalier.app.AppException;
import dev.espalier.app.AppException.Reason;
import dev.espalier.app.RecordedApp;
import dev.espalier.environment.Limits;
import dev.espalier.gateway.Part;
import dev.espalier.otp.CallFailed;
import dev.espalier.otp.Node;
import dev.espalier.otp.Observer;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.scenario.play.RemoteApps;
import dev.espalier.trace.Recording;
import dev.espalier.trace.TraceEvent;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The world around a run that is played again: compares what happens with what was recorded, and
 * stands in for apps at URLs.
 *
 * <p>What they answered, and what they asked of the data, is in the recording. A simulated node
 * lets something from outside in only when nothing else can happen; so when the event before it has
 * happened again, its time has come.
 */
final class RecordedWorld implements Observer, RemoteApps {

  /** How long nothing may happen while an app is asked, until it is taken to be never answered. */
  private static final long PATIENCE_SECONDS = 5;

  private final ImmutableList<String> events;
  private final Recording recording;
  private final Map<String, BlockingQueue<AppAnswered>> answers = new ConcurrentHashMap<>();
  private volatile int same;
  private volatile boolean departed;
  private volatile @Nullable Node node;

  /**
   * @param events as they were recorded
   * @param recording told what happens now
   */
  RecordedWorld(ImmutableList<String> events, Recording recording) {
    this.events = events;
    this.recording = recording;
  }

  /** How many events are the same as those recorded. */
  int same() {
    return same;
  }

  /** Whether something else has happened than was recorded. */
  boolean departed() {
    return departed;
  }

  @Override
  public void observe(long number, long cause, Instant at, ProcessEvent event) {
    recording.observe(number, cause, at, event);
    if (departed) {
      return;
    }
    String now = new TraceEvent(number, cause, at, event).toJson();
    if (number > events.size() || !events.get((int) number - 1).equals(now)) {
      departed = true;
      return;
    }
    same = (int) number;
    if (number < events.size()) {
      letIn(events.get((int) number));
    }
  }

  /** If an event is one that came from an app elsewhere, has it happen. */
  private void letIn(String line) {
    if (!line.contains("\"is\":\"AppAnswered\"") && !line.contains("\"from\":null")) {
      return;
    }
    JsonNode event = JsonMapper.shared().readTree(line);
    JsonNode note = event.path("note");
    if (note.path("is").asString("").equals("AppAnswered")) {
      queue(note.path("question")).add(answered(note));
    }
    RecordedRequest.of(event).ifPresent(this::ask);
  }

  private static AppAnswered answered(JsonNode note) {
    JsonNode question = note.path("question");
    return note.path("reason").isString()
        ? new AppAnswered(
            question,
            null,
            Reason.valueOf(note.path("reason").asString()),
            note.path("message").asString(""))
        : AppAnswered.with(question, note.path("answer"));
  }

  private void ask(RecordedRequest asked) {
    Node asking = node;
    if (asking != null) {
      Thread.ofVirtual()
          .name("app")
          .start(() -> {
            try {
              asking.call(asked.to(), asked.request());
            } catch (CallFailed _) {
              // The app was told so then; what it made of that is in the recording.
            }
          });
    }
  }

  private BlockingQueue<AppAnswered> queue(JsonNode question) {
    return answers.computeIfAbsent(question.toString(), _ -> new LinkedBlockingQueue<>());
  }

  @Override
  public App at(URI url, Limits limits) {
    return new RecordedApp(url.toString(), this::await);
  }

  @Override
  public Served serve(Node served, ImmutableList<Part> parts, int port) {
    node = served;
    return new Served("http://recorded", () -> {});
  }

  private AppAnswered await(JsonNode question) throws AppException {
    BlockingQueue<AppAnswered> queue = queue(question);
    try {
      int before;
      do {
        before = recording.size();
        AppAnswered answer =
            departed ? queue.poll() : queue.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (answer != null) {
          return answer;
        }
      } while (!departed && recording.size() > before);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AppException(Reason.UNKNOWN, "interrupted while waiting for an answer", e);
    }
    throw new AppException(Reason.UNKNOWN, "the recording has no answer to " + question);
  }
}
