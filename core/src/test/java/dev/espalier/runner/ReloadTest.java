package dev.espalier.runner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableMap;
import dev.espalier.app.App;
import dev.espalier.app.AppException;
import dev.espalier.app.AppFaults.Fault;
import dev.espalier.app.AppFaults.Kind;
import dev.espalier.app.DataAccess;
import dev.espalier.app.JavaApp;
import dev.espalier.app.JavaApp.Listener;
import dev.espalier.app.JavaApp.View;
import dev.espalier.app.ScriptApp;
import dev.espalier.otp.Choice;
import dev.espalier.otp.Pid;
import dev.espalier.session.ToClient;
import dev.espalier.session.ToClient.Problem;
import dev.espalier.ui.ListenerCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Another app in a running environment. */
class ReloadTest {
  private static final String KINDS = "dev.espalier.runner.World#kinds";
  private static final JsonNode MANIFEST =
      World.json("{'lenra':{'routes':[{'path':'/','view':{'_type':'view','name':'main'}}]}}");
  private static final String ADD = ListenerCode.of("add", JsonNodeFactory.instance.objectNode());

  /** Shows how many things there are, in the words of this app, and adds one. */
  private static Closing things(String word) {
    return closing(
        MANIFEST,
        request ->
            World.json("{'_type':'text','value':'%s %d'}".formatted(word, request.data().size())));
  }

  private static Closing closing(JsonNode manifest, View count) {
    return closing(
        manifest, count, (request, data) -> data.create("things", World.json("{'a':1}")));
  }

  private static Closing closing(JsonNode manifest, View count, Listener add) {
    return new Closing(
        new JavaApp(
            manifest,
            ImmutableMap.of(
                "main",
                _ ->
                    World.json(
                        """
                        {'_type':'flex','children':[
                         {'_type':'button','text':'add','onPressed':{'_type':'listener','name':'add'}},
                         {'_type':'view','name':'count','find':{'coll':'things','query':{}}}]}
                        """),
                "count",
                count),
            ImmutableMap.of("add", add)));
  }

  /** An app that knows whether it was closed. */
  private static final class Closing implements App {
    private final App app;
    private volatile boolean closed;

    Closing(App app) {
      this.app = app;
    }

    @Override
    public JsonNode manifest() throws AppException {
      return app.manifest();
    }

    @Override
    public JsonNode view(ViewRequest request) throws AppException {
      return app.view(request);
    }

    @Override
    public void listener(ListenerRequest request, DataAccess access) throws AppException {
      app.listener(request, access);
    }

    @Override
    public String describe() {
      return "test app";
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private static String shown(World world, Pid client) {
    JsonNode ui = world.ui(client);
    return ui == null ? "nothing" : ui.at("/root/children/1/value").asString("");
  }

  private static void reload(World world, App next) throws ReloadFailedException {
    world.runner.reload(world.environment, next);
    world.node.settle();
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void clientsAreSentWhatDiffersAndDataAndSessionsStay(World.Kind kind) throws Exception {
    Closing old = things("old");
    try (World world = kind.with(old)) {
      Pid alice = world.connect("alice");
      Pid bob = world.connect("bob");
      world.click(alice, ADD);
      List<Pid> sessions =
          world.all("Session.Supervisor").stream().map(each -> each.pid()).toList();
      world.since();
      reload(world, things("new"));
      var events = world.since();
      for (Pid client : List.of(alice, bob)) {
        assertThat(World.received(events, client).map(Object::toString))
            .containsExactly(
                "PatchUi[patch=JsonPatch[operations=[Replace[path=/root/children/1/value,"
                    + " value=\"new 1\"]]]]");
        assertThat(shown(world, client)).isEqualTo("new 1");
      }
      assertThat(world.all("Session.Supervisor").stream().map(each -> each.pid()))
          .containsExactlyElementsOf(sessions);
      assertThat(old.closed).isTrue();
      world.click(bob, ADD);
      assertThat(shown(world, alice)).isEqualTo("new 2");
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void anAppWhoseManifestIsWrongIsRefusedAndClosed(World.Kind kind) throws Exception {
    Closing old = things("old");
    try (World world = kind.with(old)) {
      Pid alice = world.connect("alice");
      world.since();
      Closing wrong = closing(World.json("{'lenra':{'routes':7}}"), _ -> MANIFEST);
      assertThatThrownBy(() -> reload(world, wrong))
          .isInstanceOf(ReloadFailedException.class)
          .hasMessageStartingWith("test app: manifest.lenra.routes is not an array; write ");
      assertThat(wrong.closed).isTrue();
      assertThat(old.closed).isFalse();
      world.click(alice, ADD);
      assertThat(shown(world, alice)).isEqualTo("old 1");
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void anAppThatDoesNotAnswerForItsManifestIsRefused(World.Kind kind) throws Exception {
    try (World world = kind.with(things("old"))) {
      Pid alice = world.connect("alice");
      world.environment.faults().add(new Fault(Kind.MANIFEST, null, Duration.ZERO, "not now"));
      assertThatThrownBy(() -> reload(world, things("new")))
          .isInstanceOf(ReloadFailedException.class)
          .hasMessage("not now");
      assertThat(shown(world, alice)).isEqualTo("old 0");
      world.environment.faults().clear();
      reload(world, things("new"));
      assertThat(shown(world, alice)).isEqualTo("new 0");
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void aViewThatIsBrokenLeavesTheLastUiAndTheNextReloadMendsIt(World.Kind kind) throws Exception {
    try (World world = kind.with(things("old"))) {
      Pid alice = world.connect("alice");
      JsonNode before = world.ui(alice);
      world.since();
      reload(
          world,
          closing(
              MANIFEST,
              _ -> {
                throw new AppException(AppException.Reason.FAILED, "app.js:3: oh no");
              }));
      assertThat(World.received(world.since(), alice))
          .containsExactly(
              new ToClient.Failed(
                  new Problem(
                      "error_500",
                      "view count: app.js:3: oh no",
                      JsonNodeFactory.instance.objectNode().put("view", "count"))));
      assertThat(world.ui(alice)).isEqualTo(before);
      reload(world, things("new"));
      assertThat(shown(world, alice)).isEqualTo("new 0");
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void aRouteThatTheNewAppLacksLeavesTheLastUi(World.Kind kind) throws Exception {
    try (World world = kind.with(things("old"))) {
      Pid alice = world.connect("alice");
      world.since();
      reload(
          world,
          closing(
              World.json(
                  "{'lenra':{'routes':[{'path':'/there','view':{'_type':'view','name':'main'}}]}}"),
              _ -> MANIFEST));
      assertThat(World.received(world.since(), alice))
          .singleElement()
          .isInstanceOfSatisfying(
              ToClient.Failed.class,
              failed ->
                  assertThat(failed.problem().message())
                      .isEqualTo("test app has no route /; it has [/there]"));
      assertThat(shown(world, alice)).isEqualTo("old 0");
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void anAppOfAnotherDialectIsReadInThatDialect(World.Kind kind) throws Exception {
    try (World world = kind.with(things("old"))) {
      Pid alice = world.connect("alice");
      reload(
          world,
          new JavaApp(
              World.json("{'rootWidget':'main'}"),
              ImmutableMap.of(
                  "main",
                  _ ->
                      World.json(
                          """
                          {'type':'flex','children':[
                           {'type':'text','value':'old-fashioned'},
                           {'type':'widget','name':'count','coll':'things','query':{}}]}
                          """),
                  "count",
                  request ->
                      World.json("{'type':'text','value':'%d'}".formatted(request.data().size()))),
              ImmutableMap.of()));
      assertThat(world.ui(alice))
          .isEqualTo(
              World.json(
                  """
                  {'root':{'type':'flex','children':[
                   {'type':'text','value':'old-fashioned'},{'type':'text','value':'0'}]}}
                  """));
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void whoIsRestartedAfterwardsUsesTheNewApp(World.Kind kind) throws Exception {
    try (World world = kind.with(things("old"))) {
      Pid alice = world.connect("alice");
      reload(world, things("new"));
      world.kill(world.environment.manifestHandler());
      world.kill(world.environment.widgets());
      world.click(alice, ADD);
      assertThat(shown(world, alice)).isEqualTo("new 1");
      world.kill(world.environment.supervisor());
      assertThat(shown(world, world.connect("bob"))).isEqualTo("new 1");
    }
  }

  @Test
  void aListenerThatRunsFinishesInTheOldAppWhichIsClosedThen() throws Exception {
    Closing old = things("old");
    try (World world = World.simulated(Choice.fifo(), Runner.Settings.DEFAULT, old)) {
      Pid alice = world.connect("alice");
      world.environment.faults().add(new Fault(Kind.LISTENER, "add", Duration.ofMinutes(1), null));
      world.runner.run(alice, ADD, JsonNodeFactory.instance.objectNode());
      world.node.runUntil(() -> false, Duration.ofSeconds(1));
      world.runner.reload(world.environment, things("new"));
      assertThat(old.closed).isFalse();
      world.node.settle();
      assertThat(shown(world, alice)).isEqualTo("new 1");
      assertThat(old.closed).isTrue();
    }
  }

  @Test
  void soItIsOnALiveNode() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    Closing old =
        closing(
            MANIFEST,
            _ -> World.json("{'_type':'text','value':'old'}"),
            (_, data) -> {
              running.countDown();
              await(mayEnd);
              data.create("things", World.json("{'a':1}"));
            });
    try (World world = World.live(Runner.Settings.DEFAULT, old)) {
      Pid alice = world.connect("alice");
      world.runner.run(alice, ADD, JsonNodeFactory.instance.objectNode());
      await(running);
      world.runner.reload(world.environment, things("new"));
      assertThat(old.closed).isFalse();
      mayEnd.countDown();
      world.node.settle();
      assertThat(shown(world, alice)).isEqualTo("new 1");
      assertThat(old.closed).isTrue();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void theLastAppIsClosedWithTheRunner() throws Exception {
    Closing last = things("last");
    try (World world = World.simulated(Choice.fifo(), Runner.Settings.DEFAULT, things("first"))) {
      reload(world, last);
      assertThat(last.closed).isFalse();
    }
    assertThat(last.closed).isTrue();
  }

  @Test
  void aScriptThatCannotSayItsManifestIsRefusedWithItsLine(@TempDir Path folder) throws Exception {
    try (World world = World.simulated(Choice.fifo(), Runner.Settings.DEFAULT, things("old"))) {
      ScriptApp script =
          script(
              folder,
              """
              export const manifest = {
                get lenra() { return missing.routes; },
              };
              """,
              world);
      assertThatThrownBy(() -> reload(world, script))
          .isInstanceOf(ReloadFailedException.class)
          .hasMessage("app.js:2: ReferenceError: missing is not defined");
    }
  }

  private static ScriptApp script(Path folder, String code, World world)
      throws IOException, AppException {
    return ScriptApp.open(Files.writeString(folder.resolve("app.js"), code), world.node.clock());
  }
}
