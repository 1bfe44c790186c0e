package dev.espalier.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes wrong is said in a line, with the place and the exit code, and no stack trace. */
class ErrorsTest {
  private static final String MANIFEST =
      "export const manifest = {lenra: {routes: [{path: '/', view: {_type: 'view', name:"
          + " 'main'%s}}]}};\n";
  private static final String OPEN = "title: T\nsteps:\n  - open: alice\n";

  @TempDir Path folder;

  @Test
  void aMissingFile() {
    assertSaid(run("nowhere"), 2, "nowhere: there is no such file");
  }

  @Test
  void aScriptInsteadOfAScenario() {
    assertSaid(run("lessons/tearoom.js"), 2, "tearoom.js: a script and no scenario; write a");
  }

  @Test
  void aRoutingThereIsNot() throws Exception {
    assertSaid(
        play("", "title: T\nrouting: indexd\nsteps: []\n"),
        2,
        "scenario.yaml:2:10: there is no routing `indexd`; did you mean `indexed`?");
  }

  @Test
  void yamlThatDoesNotParse() throws Exception {
    assertSaid(play("", "title: T\nsteps: [\n"), 2, "scenario.yaml:3:1: not YAML");
  }

  @Test
  void anUnknownStep() throws Exception {
    assertSaid(
        play("", "title: T\nsteps:\n  - opne: alice\n"),
        2,
        "scenario.yaml:3:5: there is no step `opne`; did you mean `open`?");
  }

  @Test
  void anExpectationOnASessionThatDoesNotExist() throws Exception {
    assertSaid(
        play("", OPEN + "  - expect: {ui: {bob: [x]}}\n"),
        2,
        "scenario.yaml:4:19: no session bob was opened");
  }

  @Test
  void aManifestThatIsNotAnObject() throws Exception {
    assertSaid(
        play("export const manifest = 'hello';", OPEN), 2, "manifest is not an object: \"hello\"");
  }

  @Test
  void aRootViewThatDoesNotExist() throws Exception {
    assertSaid(
        play(MANIFEST.formatted("") + "export const views = {};", OPEN),
        2,
        "scenario.yaml:3:5: alice gets no UI: error_404: view main: app.js has no view main");
  }

  @Test
  void aViewThatReturnsAString() throws Exception {
    assertSaid(
        play(MANIFEST.formatted("") + "export const views = {main: () => 'hello'};", OPEN),
        2,
        "scenario.yaml:3:5: alice gets no UI: components_malformated: view main must return a"
            + " component");
  }

  @Test
  void aListenerThatThrows() throws Exception {
    String app =
        MANIFEST.formatted("")
            + """
            export const views = {
              main: () => ({_type: 'button', text: 'Go', onPressed: {_type: 'listener', name: 'go'}}),
            };
            export const listeners = {go() { throw new Error('no such luck'); }};
            """;
    Typed typed = play(app, OPEN + "  - click: Go\n    in: alice\n");
    assertSaid(typed, 1, "error_500: listener go: app.js:5: Error: no such luck");
    assertThat(typed.out()).contains("Again: ./espalier run " + folder);
  }

  @Test
  void anInvalidQueryOperator() throws Exception {
    String app =
        MANIFEST.formatted(", find: {coll: 'x', query: {a: {$foo: 1}}}")
            + "export const views = {main: () => ({_type: 'text', value: 'x'})};";
    assertSaid(
        play(app, OPEN),
        2,
        "alice gets no UI: invalid_query: the query of view main: a: unknown operator $foo");
  }

  @Test
  void anAppUrlThatRefusesConnections() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0)) {
      port = socket.getLocalPort();
    }
    assertSaid(
        play("", "title: T\napp: http://127.0.0.1:%d\nsteps:\n  - open: alice\n".formatted(port)),
        3,
        "scenario.yaml:2:6: http://127.0.0.1:%d cannot be reached".formatted(port));
  }

  @Test
  void aMongoDbThatDoesNotAnswer() throws Exception {
    assertSaid(
        play(MANIFEST.formatted(""), OPEN, "--mongo", "mongodb://127.0.0.1:1"),
        3,
        "espalier: MongoDB at 127.0.0.1:1 does not answer");
  }

  @Test
  void aPortInUse() throws Exception {
    HttpServer app =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    app.start();
    try {
      int port = app.getAddress().getPort();
      assertSaid(
          play(
              "",
              "title: T\napp: http://127.0.0.1:%d\nsteps:\n  - open: alice\n".formatted(port),
              "--port",
              String.valueOf(port)),
          3,
          "espalier: port %d is in use".formatted(port));
    } finally {
      app.stop(0);
    }
  }

  @Test
  void anAppThatDoesNotParse() throws Exception {
    assertSaid(play("export const manifest = {;", OPEN), 2, "app.js:1: SyntaxError");
  }

  private Typed play(String app, String scenario, String... options) throws Exception {
    Files.writeString(folder.resolve("app.js"), app);
    Files.writeString(folder.resolve("scenario.yaml"), scenario);
    return run(folder.toString(), options);
  }

  private static Typed run(String scenario, String... options) {
    String[] words = new String[options.length + 2];
    words[0] = "run";
    words[1] = scenario;
    System.arraycopy(options, 0, words, 2, options.length);
    return Typed.espalier(words);
  }

  private static void assertSaid(Typed typed, int exitCode, String line) {
    assertThat(typed.everything()).contains(line).doesNotContain("\tat ");
    assertThat(typed.exitCode()).isEqualTo(exitCode);
    assertThat(typed.err().lines().count()).isLessThanOrEqualTo(1);
  }
}
