package dev.espalier.app;

import com.google.common.collect.ImmutableList;
import dev.espalier.app.AppException.Reason;
import dev.espalier.app.DataAccess.DataException;
import dev.espalier.app.DataAccess.Documents;
import dev.espalier.app.DataAccess.Transaction;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.HostAccess;
import org.graalvm.polyglot.PolyglotAccess;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.ResourceLimits;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.SourceSection;
import org.graalvm.polyglot.Value;
import org.graalvm.polyglot.io.IOAccess;
import org.graalvm.polyglot.proxy.ProxyExecutable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A script loaded once, used by one thread at a time. Values cross as JSON text. */
final class ScriptContext {
  /** Enough for any view; an endless loop reaches it in well under a second. */
  private static final long STATEMENTS = 5_000_000;

  private static final String PRELUDE =
      """
      (now, exports) => {
        const Host = Date;
        globalThis.Date = class Date extends Host {
          constructor(...parts) { if (parts.length === 0) super(now()); else super(...parts); }
          static now() { return now(); }
        };
        let seed = 1;
        Math.random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
        const documents = (data) => {
          const ask = (...question) => {
            const answer = JSON.parse(data(JSON.stringify(question)));
            if (answer.error) throw Object.assign(new Error(answer.error.message), answer.error);
            return answer.value;
          };
          return {
            list: (coll) => ask('list', coll),
            get: (coll, id) => ask('get', coll, id),
            create: (coll, doc) => ask('create', coll, doc),
            replace: (coll, id, doc) => ask('replace', coll, id, doc),
            delete: (coll, id) => ask('delete', coll, id),
            insertMany: (coll, docs) => ask('insertMany', coll, docs),
            find: (coll, query = {}, projection = {}, options = {}) =>
              ask('find', coll, query, projection, options),
            updateMany: (coll, filter, update) => ask('updateMany', coll, filter, update),
            drop: (coll) => ask('drop', coll),
            crons: {
              list: () => ask('crons'),
              create: (cron) => ask('addCron', cron),
              update: (name, changes) => ask('changeCron', name, changes),
              delete: (name) => ask('deleteCron', name),
            },
            webhooks: { create: (webhook) => ask('addWebhook', webhook) },
            commit: () => ask('commit'),
            abort: () => ask('abort'),
          };
        };
        const own = (table, name) => Object.hasOwn(table ?? {}, name) ? table[name] : undefined;
        return {
          manifest: () => JSON.stringify(exports.manifest),
          table: (name) => exports[name] ?? {},
          view: (name, data, props, context) => {
            const view = own(exports.views, name);
            return typeof view === 'function'
              ? JSON.stringify(view(JSON.parse(data), JSON.parse(props), JSON.parse(context)))
              : null;
          },
          listener: (name, props, event, data, begin) => {
            const listener = own(exports.listeners, name);
            if (typeof listener !== 'function') return null;
            const { commit, abort, ...api } = documents(data);
            const result = listener(JSON.parse(props), JSON.parse(event), {
              ...api,
              transaction: () => documents(begin()),
            });
            return typeof result?.then === 'function' ? 'promise' : 'done';
          },
        };
      }
      """;

  private final ReentrantLock lock = new ReentrantLock();
  private final Engine engine;
  private final Source source;
  private final InstantSource clock;
  private Context context;
  private Value script;

  ScriptContext(Engine engine, Source source, InstantSource clock) throws AppException {
    this.engine = engine;
    this.source = source;
    this.clock = clock;
    this.context = newContext();
    this.script = load();
  }

  private Context newContext() {
    return Context.newBuilder("js")
        .engine(engine)
        .allowHostAccess(HostAccess.NONE)
        .allowPolyglotAccess(PolyglotAccess.NONE)
        .allowIO(IOAccess.NONE)
        .allowExperimentalOptions(true)
        .option("js.esm-eval-returns-exports", "true")
        .resourceLimits(ResourceLimits.newBuilder().statementLimit(STATEMENTS, null).build())
        .build();
  }

  private Value load() throws AppException {
    try {
      ProxyExecutable now = _ -> (double) clock.millis();
      return context.eval("js", PRELUDE).execute(now, context.eval(source));
    } catch (PolyglotException e) {
      throw failure(e);
    }
  }

  private interface Use<T> {
    T with(Value script) throws AppException;
  }

  private <T> T use(Use<T> use) throws AppException {
    lock.lock();
    try {
      context.resetLimits();
      return use.with(script);
    } catch (PolyglotException e) {
      AppException failure = failure(e);
      if (e.isResourceExhausted() || e.isCancelled()) {
        context.close(true);
        context = newContext();
        script = load();
      }
      throw failure;
    } finally {
      lock.unlock();
    }
  }

  JsonNode manifest() throws AppException {
    return use(loaded -> {
      Value manifest = loaded.invokeMember("manifest");
      if (!manifest.isString()) {
        throw new AppException(
            Reason.BAD_REQUEST, source.getName() + " exports no manifest object");
      }
      return JsonMapper.shared().readTree(manifest.asString());
    });
  }

  /** The functions in an exported table, {@code views} or {@code listeners}. */
  ImmutableList<ScriptExport> functions(String table) throws AppException {
    return use(loaded -> {
      Value functions = loaded.invokeMember("table", table);
      return functions.getMemberKeys().stream()
          .filter(name -> functions.getMember(name).canExecute())
          .map(name -> ScriptExport.of(name, functions.getMember(name).getSourceLocation()))
          .collect(ImmutableList.toImmutableList());
    });
  }

  JsonNode view(App.ViewRequest request) throws AppException {
    return use(loaded -> {
      Value drawn =
          loaded.invokeMember(
              "view",
              request.name(),
              request.data().toString(),
              request.props().toString(),
              request.context().toString());
      if (drawn.isNull()) {
        throw new AppException(
            Reason.NOT_FOUND,
            "%s has no view %s, or it returned nothing"
                .formatted(source.getName(), request.name()));
      }
      return JsonMapper.shared().readTree(drawn.asString());
    });
  }

  void listener(App.ListenerRequest request, Documents data) throws AppException {
    use(loaded -> {
      Value outcome =
          loaded.invokeMember(
              "listener",
              request.name(),
              request.props().toString(),
              request.event().toString(),
              asked(data),
              (ProxyExecutable) _ -> begin(data));
      if (outcome.isNull()) {
        throw new AppException(
            Reason.NOT_FOUND, "%s has no listener %s".formatted(source.getName(), request.name()));
      }
      if (outcome.asString().equals("promise")) {
        throw new AppException(
            Reason.FAILED,
            "%s: listener %s returned a promise; the api answers at once, so leave out async and"
                    .formatted(source.getName(), request.name())
                + " await");
      }
      return true;
    });
  }

  /** A transaction, or the reason why there is none, as something that can be asked. */
  private static ProxyExecutable begin(Documents data) {
    try {
      return asked(data.transaction());
    } catch (DataException e) {
      return _ -> error(e);
    }
  }

  private static ProxyExecutable asked(Documents data) {
    return question -> {
      JsonNode written = JsonMapper.shared().readTree(question[0].asString());
      try {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.set("value", answer(data, written));
        return answer.toString();
      } catch (DataException e) {
        return error(e);
      }
    };
  }

  private static String error(DataException e) {
    ObjectNode answer = JsonNodeFactory.instance.objectNode();
    answer
        .putObject("error")
        .put("reason", e.reason())
        .put("status", e.status())
        .put("message", e.getMessage());
    return answer.toString();
  }

  private static JsonNode answer(Documents data, JsonNode question) throws DataException {
    String verb = question.get(0).stringValue();
    JsonNode nothing = JsonNodeFactory.instance.nullNode();
    if (data instanceof Transaction transaction) {
      if (verb.equals("commit")) {
        transaction.commit();
        return nothing;
      }
      if (verb.equals("abort")) {
        transaction.abort();
        return nothing;
      }
    }
    return switch (verb) {
      case "crons" -> data.crons();
      case "addCron" -> JsonNodeFactory.instance.stringNode(data.addCron(question.path(1)));
      case "changeCron" -> {
        data.changeCron(text(question, 1), question.path(2));
        yield nothing;
      }
      case "deleteCron" -> {
        data.deleteCron(text(question, 1));
        yield nothing;
      }
      case "addWebhook" -> data.addWebhook(question.path(1));
      default -> ofDocuments(data, verb, question);
    };
  }

  private static JsonNode ofDocuments(Documents data, String verb, JsonNode question)
      throws DataException {
    JsonNode nothing = JsonNodeFactory.instance.nullNode();
    String collection = text(question, 1);
    return switch (verb) {
      case "list" -> data.list(collection);
      case "get" -> data.get(collection, text(question, 2));
      case "create" -> data.create(collection, question.path(2));
      case "replace" -> data.replace(collection, text(question, 2), question.path(3));
      case "delete" -> {
        data.delete(collection, text(question, 2));
        yield nothing;
      }
      case "insertMany" -> data.insertMany(collection, question.path(2));
      case "find" -> data.find(collection, question.path(2), question.path(3), question.path(4));
      case "updateMany" -> {
        data.updateMany(collection, question.path(2), question.path(3));
        yield nothing;
      }
      case "drop" -> {
        data.drop(collection);
        yield nothing;
      }
      default -> throw DataException.badRequest("the data API has no " + verb);
    };
  }

  private static String text(JsonNode question, int index) throws DataException {
    JsonNode text = question.path(index);
    if (!text.isString()) {
      throw DataException.badRequest(
          "%s: argument %d must be a string; got %s"
              .formatted(question.get(0).stringValue(), index, text));
    }
    return text.stringValue();
  }

  private AppException failure(PolyglotException e) {
    if (e.isResourceExhausted()) {
      return new AppException(
          Reason.TIMEOUT,
          source.getName() + " ran for too many statements; is there an endless loop?",
          e);
    }
    return new AppException(Reason.FAILED, place(e) + e.getMessage(), e);
  }

  /** File and line of the innermost place in the app's own script. */
  private String place(PolyglotException e) {
    List<SourceSection> places = new ArrayList<>();
    if (e.getSourceLocation() != null) {
      places.add(e.getSourceLocation());
    }
    for (PolyglotException.StackFrame frame : e.getPolyglotStackTrace()) {
      if (frame.isGuestFrame() && frame.getSourceLocation() != null) {
        places.add(frame.getSourceLocation());
      }
    }
    return places.stream()
        .filter(place -> place.getSource().getName().equals(source.getName()))
        .findFirst()
        .map(place -> place.getSource().getName() + ":" + place.getStartLine() + ": ")
        .orElse(source.getName() + ": ");
  }
}
