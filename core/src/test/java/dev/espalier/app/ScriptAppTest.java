package dev.espalier.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.app.App.ListenerRequest;
import dev.espalier.app.App.ViewRequest;
import dev.espalier.app.AppException.Reason;
import dev.espalier.app.DataAccess.DataException;
import dev.espalier.app.DataAccess.Documents;
import dev.espalier.app.DataAccess.Transaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ScriptAppTest {

  @TempDir Path folder;

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text.replace('\'', '"'));
  }

  private ScriptApp open(String script) throws AppException, IOException {
    Files.writeString(folder.resolve("app.js"), script);
    return ScriptApp.open(folder, InstantSource.system());
  }

  private static ViewRequest view(String name, String data) {
    return new ViewRequest(name, json(data), json("{}"), json("{}"));
  }

  private static ListenerRequest run(String name, String props) {
    return new ListenerRequest(name, json(props), json("{}"));
  }

  @Test
  void aViewDrawsItsData() throws Exception {
    try (ScriptApp app =
        open(
            """
            export const manifest = { lenra: { routes: [] } };
            export const views = {
              counter: ([doc]) => ({ _type: 'text', value: `count: ${doc.count}` }),
            };
            """)) {
      assertThat(app.manifest()).isEqualTo(json("{'lenra':{'routes':[]}}"));
      assertThat(app.view(view("counter", "[{'count':2}]")))
          .isEqualTo(json("{'_type':'text','value':'count: 2'}"));
    }
  }

  @Test
  void anExceptionNamesFileAndLine() throws Exception {
    try (ScriptApp app =
        open(
            """
            export const views = {
              broken: (data) => {
                return data[0].count;
              },
            };
            """)) {
      assertThatThrownBy(() -> app.view(view("broken", "[]")))
          .isInstanceOfSatisfying(
              AppException.class, e -> assertThat(e.reason()).isEqualTo(Reason.FAILED))
          .hasMessageStartingWith("app.js:3: TypeError: Cannot read property 'count'");
    }
  }

  @Test
  void aScriptThatDoesNotParseNamesFileAndLine() {
    assertThatThrownBy(() -> open("export const views = {\n  a: (\n};"))
        .isInstanceOf(AppException.class)
        .hasMessageStartingWith("app.js:3: SyntaxError");
  }

  @Test
  void aMissingFileIsNamedWithWhatAnAppIs() {
    assertThatThrownBy(() -> ScriptApp.open(folder, InstantSource.system()))
        .hasMessageEndingWith(
            "app.js: there is no such file; an app is a folder with app.js, a .js file, or a URL");
  }

  @Test
  void whatTheAppDoesNotHaveIsNotFound() throws Exception {
    try (ScriptApp app = open("export const views = {}; export const listeners = {};")) {
      assertThatThrownBy(() -> app.view(view("toString", "[]")))
          .hasMessage("app.js has no view toString, or it returned nothing");
      assertThatThrownBy(() -> app.listener(run("add", "{}"), access(new Fake())))
          .isInstanceOfSatisfying(
              AppException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_FOUND));
    }
  }

  @Test
  void anEndlessLoopIsStoppedAndTheAppGoesOn() throws Exception {
    try (ScriptApp app =
        open(
            """
            export const views = {
              loop: () => { while (true) {} },
              fine: () => ({ _type: 'text' }),
            };
            """)) {
      assertThatThrownBy(() -> app.view(view("loop", "[]")))
          .hasMessage("app.js ran for too many statements; is there an endless loop?");
      assertThat(app.view(view("fine", "[]"))).isEqualTo(json("{'_type':'text'}"));
    }
  }

  @Test
  void aScriptReachesNothingOfItsHost() throws Exception {
    try (ScriptApp app =
        open(
            """
            export const views = {
              globals: () => [typeof Java, typeof load, typeof process, typeof require],
            };
            """)) {
      assertThat(app.view(view("globals", "[]")).get(0).stringValue()).isEqualTo("undefined");
      assertThat(app.view(view("globals", "[]")).get(2).stringValue()).isEqualTo("undefined");
    }
  }

  @Test
  void aListenerWorksOnDocumentsAndSeesWhatTheDataApiRefuses() throws Exception {
    Fake fake = new Fake();
    try (ScriptApp app =
        open(
            """
            export const listeners = {
              add(props, event, api) {
                api.create('items', { text: props.text });
                try {
                  api.get('items', 'nonsense');
                } catch (e) {
                  api.create('errors', { reason: e.reason });
                }
                const tx = api.transaction();
                tx.create('items', { text: 'in a transaction' });
                tx.commit();
              },
            };
            """)) {
      app.listener(run("add", "{'text':'milk'}"), access(fake));
    }
    assertThat(fake.calls)
        .containsExactly(
            "create items {\"text\":\"milk\"}",
            "create errors {\"reason\":\"not_an_object_id\"}",
            "create items {\"text\":\"in a transaction\"}",
            "commit");
  }

  @Test
  void aViewIsDrawnWhileAListenerWaits() throws Exception {
    CountDownLatch waiting = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    Fake slow =
        new Fake() {
          @Override
          public JsonNode create(String collection, JsonNode document) {
            waiting.countDown();
            try {
              release.await();
            } catch (InterruptedException e) {
              throw new IllegalStateException(e);
            }
            return super.create(collection, document);
          }
        };
    try (ScriptApp app =
        open(
            """
            export const views = { main: () => ({ _type: 'text' }) };
            export const listeners = { add: (props, event, api) => { api.create('c', {}); } };
            """)) {
      Thread listener =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  app.listener(run("add", "{}"), access(slow));
                } catch (AppException e) {
                  throw new IllegalStateException(e);
                }
              });
      waiting.await();
      assertThat(app.view(view("main", "[]"))).isEqualTo(json("{'_type':'text'}"));
      release.countDown();
      listener.join();
    }
    assertThat(slow.calls).containsExactly("create c {}");
  }

  private static DataAccess access(Documents data) {
    return new DataAccess(data, "http://127.0.0.1:4001", "token");
  }

  /** A data API that notes what it is asked. */
  private static class Fake implements Transaction {
    final List<String> calls = new ArrayList<>();

    @Override
    public JsonNode list(String collection) {
      return json("[]");
    }

    @Override
    public JsonNode get(String collection, String id) throws DataException {
      throw new DataException(400, "not_an_object_id", id + " is no ObjectId(…)");
    }

    @Override
    public JsonNode create(String collection, JsonNode document) {
      calls.add("create " + collection + " " + document);
      return document;
    }

    @Override
    public JsonNode replace(String collection, String id, JsonNode document) {
      calls.add("replace " + collection + " " + id);
      return document;
    }

    @Override
    public void delete(String collection, String id) {
      calls.add("delete " + collection + " " + id);
    }

    @Override
    public JsonNode insertMany(String collection, JsonNode documents) {
      calls.add("insertMany " + collection + " " + documents);
      return json("{'insertedIds':[]}");
    }

    @Override
    public JsonNode find(String collection, JsonNode query, JsonNode projection, JsonNode options) {
      calls.add("find %s %s %s %s".formatted(collection, query, projection, options));
      return json("[]");
    }

    @Override
    public void drop(String collection) {
      calls.add("drop " + collection);
    }

    @Override
    public void updateMany(String collection, JsonNode filter, JsonNode update) {
      calls.add("updateMany " + collection);
    }

    @Override
    public JsonNode crons() {
      return json("[]");
    }

    @Override
    public String addCron(JsonNode cron) {
      calls.add("addCron " + cron);
      return "nightly";
    }

    @Override
    public void changeCron(String name, JsonNode changes) {
      calls.add("changeCron %s %s".formatted(name, changes));
    }

    @Override
    public void deleteCron(String name) {
      calls.add("deleteCron " + name);
    }

    @Override
    public JsonNode addWebhook(JsonNode webhook) {
      calls.add("addWebhook " + webhook);
      return json("{'uuid':'u-1'}");
    }

    @Override
    public Transaction transaction() {
      return this;
    }

    @Override
    public void commit() {
      calls.add("commit");
    }

    @Override
    public void abort() {
      calls.add("abort");
    }
  }
}
