package dev.espalier.fx.database;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espalier.environment.Change;
import dev.espalier.fx.annals.Annals;
import dev.espalier.fx.annals.Viewpoint;
import dev.espalier.fx.arrangement.Labels;
import dev.espalier.fx.timeline.Timeline;
import dev.espalier.otp.ExitReason;
import dev.espalier.otp.Name;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessEvent;
import dev.espalier.otp.ProcessEvent.Exited;
import dev.espalier.otp.ProcessEvent.Kind;
import dev.espalier.otp.ProcessEvent.Sent;
import dev.espalier.otp.ProcessEvent.Spawned;
import dev.espalier.otp.ProcessEvent.Started;
import dev.espalier.query.DocumentJson;
import dev.espalier.trace.Recording;
import java.time.Instant;
import java.util.stream.Stream;
import org.bson.BsonInt32;
import org.bson.BsonTimestamp;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A recording in which a CS is told of changes, one after the other. */
final class Told {
  private static final Pid CS = new Pid(7);

  private final Recording recording = new Recording();
  private final Timeline timeline = new Timeline(recording);
  private final Annals annals = new Annals(timeline);
  private final DocumentsAt documents;
  private Pid stream = CS;
  private int times;

  /** With these documents to begin with. */
  Told(ImmutableMap<String, ImmutableList<JsonNode>> first) {
    documents = new DocumentsAt(timeline, first);
    happens(new Spawned(CS, null, "CS", new Name("CS", "env")));
    happens(new Started(CS, "ready"));
  }

  static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text.replace('\'', '"'));
  }

  static ImmutableList<JsonNode> all(String... documents) {
    return Stream.of(documents).map(Told::json).collect(ImmutableList.toImmutableList());
  }

  /** The number of the event. */
  long happens(ProcessEvent event) {
    recording.observe(recording.size() + 1L, 0, Instant.EPOCH, event);
    timeline.follow(Integer.MAX_VALUE);
    annals.follow();
    documents.follow();
    return timeline.end();
  }

  long change(Change.Event... events) {
    return changeAt(++times, events);
  }

  long changeAt(int time, Change.Event... events) {
    return happens(
        new Sent(
            null,
            stream,
            Kind.INFO,
            new Change(new BsonTimestamp(time, 1), ImmutableList.copyOf(events))));
  }

  static Change.Put put(String collection, String document) {
    return new Change.Put("update", collection, DocumentJson.toDocument(json(document)));
  }

  static Change.Removed removed(String collection, int id) {
    return new Change.Removed(collection, new BsonInt32(id));
  }

  void restartStream() {
    happens(new Exited(stream, ExitReason.killed()));
    stream = new Pid(stream.number() + 1);
    happens(new Spawned(stream, null, "CS", new Name("CS", "env")));
  }

  DocumentsAt documents() {
    return documents;
  }

  Viewpoint at(long event) {
    return new Viewpoint(annals, Labels.PLAIN, event);
  }

  /** What is in a collection at a moment. */
  ImmutableList<JsonNode> in(String collection, long event) {
    return documents.documents(collection, event, event).stream()
        .map(DocumentAt::document)
        .collect(ImmutableList.toImmutableList());
  }
}
