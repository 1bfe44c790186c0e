package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CheckCommandTest {
  private static final String WRONG =
      """
      export const manifest = {
        lenra: {
          routes: [
            { path: '/', view: { _type: 'view', name: 'main' } },
            { path: '/old', view: { _type: 'view', name: 'mian' } },
          ],
        },
      };
      export const views = {
        main: () => ({
          _type: 'flex',
          direction: 'verticle',
          children: [
            { _type: 'view', name: 'items', find: { coll: 'items' } },
            { _type: 'view', name: 'itms', find: { coll: 'items' } },
            { _type: 'view', name: 'one', find: { coll: 'items', query: { a: { $eqq: 1 } } } },
            { _type: 'view', name: 'first', find: { coll: 'items' } },
            'text',
            { _type: 'txet', value: 'a' },
            { _type: 'button', onPresed: 1, onPressed: { _type: 'listener', name: 'addd' } },
          ],
        }),
        items: (items) => ({
          _type: 'flex',
          spacing: '8',
          children: items.map(({ text }) => ({ _type: 'text', value: text, styel: {} })),
        }),
        first: ([{ tags: [tag] }]) => ({ _type: 'text', value: tag }),
      };
      export const listeners = { add() {} };
      """;

  @TempDir Path folder;

  static Stream<String> shipped() {
    return Stream.of("counter", "crash", "idle", "todo", "transfer").map("library/"::concat);
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void everyShippedScenarioIsRightWithItsApp(String scenario) {
    Typed check = Typed.espalier("check", scenario);
    assertThat(check.everything()).contains("steps, well written", "app.js: 1 route", "all right");
    assertThat(check.exitCode()).isZero();
  }

  @Test
  void everyLessonIsRightWithItsApp() throws Exception {
    try (Stream<Path> lessons = Files.list(Path.of("lessons"))) {
      String[] words =
          Stream.concat(Stream.of("check"), lessons.filter(Files::isDirectory).map(Path::toString))
              .toArray(String[]::new);
      Typed check = Typed.espalier(words);
      assertThat(check.err()).isEmpty();
      assertThat(check.exitCode()).isZero();
    }
  }

  @Test
  void allThatIsWrongWithAnAppIsToldAtOnce() throws Exception {
    Path app = Files.writeString(folder.resolve("app.js"), WRONG);
    Typed check = Typed.espalier("check", folder.toString());
    assertThat(check.exitCode()).isEqualTo(2);
    assertThat(check.err().replace(app.toString(), "app.js"))
        .isEqualToIgnoringNewLines(
            """
            app.js:10:9: view main at /children/4: a component goes here, not "text"; write {_type: 'text', value: '…'} or another
            app.js:10:9: view main at /direction: "verticle" may not stand here; did you mean `vertical`?
            app.js:10:9: view main at /children/5: there is no component txet; did you mean `text`?
            app.js:10:9: view main at /children/6: button needs text; write text: …
            app.js:10:9: view main at /children/6/onPresed: button has no onPresed here; did you mean `onPressed`?
            app.js:23:10: view items at /spacing: "8" is no number; write one
            app.js:23:10: view items at /children/0/styel: text has no styel here; did you mean `style`?
            app.js:10:9: view main at /children/1: there is no view itms; did you mean `items`?
            app.js:10:9: view main at /children/2: the query of view one: a: unknown operator $eqq; did you mean $eq?
            app.js:10:9: view main at /children/6/onPressed: there is no listener addd; did you mean `add`?
            app.js:1:14: route /old: there is no view mian; did you mean `main`?
            """);
    assertThat(check.out().replace(app.toString(), "app.js"))
        .isEqualToIgnoringNewLines(
            "app.js:28:10: view first was not checked, for it draws nothing without data\n");
  }

  @Test
  void aManifestIsRefusedWhereItIsWritten() throws Exception {
    Path app =
        Files.writeString(
            folder.resolve("app.js"),
            "// nothing yet\nexport const manifest = {lenra: {routes: [{view: {}}]}};\n");
    Typed check = Typed.espalier("check", app.toString());
    assertThat(check.exitCode()).isEqualTo(2);
    assertThat(check.err().replace(app.toString(), "app.js"))
        .isEqualToIgnoringNewLines(
            "app.js:2:14: manifest.lenra.routes[0].path is missing; write \"/\"\n");
  }

  @Test
  void aScenarioIsCheckedWithItsApp() throws Exception {
    Files.writeString(folder.resolve("app.js"), WRONG);
    Files.writeString(folder.resolve("scenario.yaml"), "title: T\nsteps:\n  - open: alice\n");
    Typed check = Typed.espalier("check", folder.toString());
    assertThat(check.exitCode()).isEqualTo(2);
    assertThat(check.out()).contains("scenario.yaml: “T”, 1 steps, well written");
    assertThat(check.err()).contains("app.js:1:14: route /old: there is no view mian");
  }

  @Test
  void anAppElsewhereIsAskedOverHttp() throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          try (exchange) {
            String question =
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String answer =
                question.contains("\"widget\"")
                    ? "{\"widget\":{\"type\":\"button\",\"onPressed\":{\"action\":\"incremnt\"}}}"
                    : "{\"manifest\":{\"widgets\":[\"main\"],\"listeners\":[\"increment\"]}}";
            byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
          }
        });
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort();
      Typed check = Typed.espalier("check", url);
      assertThat(check.err().replace(url, "URL"))
          .isEqualToIgnoringNewLines(
              """
              URL: view main: button needs text; write text: …
              URL: view main at /onPressed: there is no listener incremnt; did you mean `increment`?
              """);
      assertThat(check.exitCode()).isEqualTo(2);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void anAppThatIsNotThereIsNoMistake() throws Exception {
    String url;
    try (ServerSocket free = new ServerSocket(0)) {
      url = "http://127.0.0.1:" + free.getLocalPort();
    }
    Typed check = Typed.espalier("check", url);
    assertThat(check.exitCode()).isEqualTo(3);
    assertThat(check.err()).contains(url + " cannot be reached");
  }
}
