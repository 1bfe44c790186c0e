package dev.espalier.gateway.channel;

import static dev.espalier.gateway.channel.PhoenixClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.ui.JsonPatch;
import dev.espalier.ui.ListenerCode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class ChannelsTest {
  private Served served;

  @BeforeEach
  void serve() {
    served = new Served();
  }

  @AfterEach
  void stop() {
    served.close();
  }

  private static String value(JsonNode ui, int child) {
    return ui.path("root").path("children").path(child).path("value").stringValue();
  }

  private static JsonNode patched(JsonNode ui, JsonNode payload) throws Exception {
    return JsonPatch.parse(payload.path("patch")).apply(ui);
  }

  private static void click(PhoenixClient client, JsonNode ui) {
    assertThat(client.ask("route:/", "run", "{'code':'%s'}".formatted(Served.code(ui, "+"))))
        .isEqualTo(json("{'status':'ok','response':{}}"));
  }

  @Test
  void aClientJoinsClicksAndBothClientsArePatched() throws Exception {
    try (PhoenixClient alice = served.connect("app=app&userId=alice");
        PhoenixClient bob = served.connect("app=app&userId=bob")) {
      assertThat(alice.join("route:/", "{'mode':'lenra'}").path("status").stringValue())
          .isEqualTo("ok");
      assertThat(bob.join("route:/", "{}").path("status").stringValue()).isEqualTo("ok");
      JsonNode ofAlice = alice.await("route:/", "ui");
      JsonNode ofBob = bob.await("route:/", "ui");
      assertThat(value(ofAlice, 0)).isEqualTo("0 clicks");

      click(alice, ofAlice);
      JsonNode nowOfAlice = patched(ofAlice, alice.await("route:/", "patchUi"));
      JsonNode nowOfBob = patched(ofBob, bob.await("route:/", "patchUi"));
      assertThat(value(nowOfAlice, 0)).isEqualTo("1 clicks");
      assertThat(value(nowOfAlice, 1)).isEqualTo("1 of them mine");
      assertThat(value(nowOfBob, 0)).isEqualTo("1 clicks");
      assertThat(value(nowOfBob, 1)).isEqualTo("0 of them mine");
    }
  }

  @Test
  void heartbeatsAreAnswered() {
    try (PhoenixClient client = served.connect("app=app")) {
      assertThat(client.ask("phoenix", "heartbeat", "{}"))
          .isEqualTo(json("{'status':'ok','response':{}}"));
    }
  }

  @Test
  void theOldestClientsJoinAppWithTheNameOfTheApp() {
    try (PhoenixClient old =
        PhoenixClient.old(
            served.http,
            java.net.URI.create(
                served.url("userId=old").toString().replace("vsn=2.0.0", "vsn=1.0.0")))) {
      assertThat(old.join("app", "{}").path("response").path("reason").stringValue())
          .isEqualTo("no_app_found");
      assertThat(old.join("app", "{'app':'app','context':{}}").path("status").stringValue())
          .isEqualTo("ok");
      JsonNode ui = old.await("app", "ui");
      assertThat(old.ask("app", "run", "{'code':'%s','event':{}}".formatted(Served.code(ui, "+"))))
          .isEqualTo(json("{'status':'ok','response':{}}"));
      assertThat(old.await("app", "patchUi").path("patch").isArray()).isTrue();
    }
  }

  @Test
  void anAppThatThereIsNotIsNamed() {
    try (PhoenixClient client = served.connect("app=other")) {
      assertThat(client.join("route:/", "{}"))
          .isEqualTo(
              json(
                  """
                  {'status':'error','response':{'message':'there is no app other',
                   'reason':'no_app_found','metadata':{},'status_code':400}}
                  """));
    }
  }

  @Test
  void theRoutesOfBothModesAreTold() {
    try (PhoenixClient client = served.connect("app=app&userId=alice")) {
      JsonNode lenra = client.join("routes", "{'mode':'lenra'}").path("response");
      assertThat(
              lenra.path("lenraRoutes").valueStream().map(route -> route.path("path").asString()))
          .containsExactly("/", "/notes/:id", "/big", "/wrong");
      JsonNode data = client.join("routes", "{'mode':'json'}").path("response");
      assertThat(data.path("jsonRoutes").get(2))
          .isEqualTo(json("{'path':'/clicks','view':{'_type':'view','name':'list'}}"));
      assertThat(
              client.join("routes", "{'mode':'html'}").path("response").path("reason").asString())
          .isEqualTo("invalid_channel_name");
    }
  }

  @Test
  void aRouteIsForThoseWhoseRoleItNames() {
    try (PhoenixClient guest = served.connect("app=app");
        PhoenixClient user = served.connect("app=app&token=secret")) {
      assertThat(guest.join("route:/only/guests", "{}").path("status").asString()).isEqualTo("ok");
      JsonNode refused = user.join("route:/only/guests", "{}");
      assertThat(refused.path("status").asString()).isEqualTo("error");
      assertThat(refused.path("response").path("reason").asString())
          .isEqualTo("route_does_not_exist");
      assertThat(guest.join("route:/notes/1", "{}").path("response").path("message").asString())
          .contains("has no route /notes/1; it has [/, /only/guests] for guests");
    }
    served.until("closed", () -> served.processes("UIBuilder").size() <= 1);
  }

  @Test
  void severalRoutesOfOneSessionAreKeptUpToDate() throws Exception {
    try (PhoenixClient alice = served.connect("app=app&userId=alice&context[color]=green")) {
      alice.join("route:/", "{}");
      alice.join("route:/notes/7", "{}");
      alice.join("route:/clicks", "{'mode':'json'}");
      JsonNode main = alice.await("route:/", "ui");
      JsonNode note = alice.await("route:/notes/7", "ui");
      JsonNode data = alice.await("route:/clicks", "ui");
      assertThat(note)
          .isEqualTo(json("{'root':{'_type':'text','value':'note 7 has 0 lines, green'}}"));
      assertThat(data.path("clicks")).isEqualTo(json("[0]"));
      assertThat(data.path("anything")).isEqualTo(json("[1,{'_type':'no component'},null]"));
      assertThat(data.path("onClick").propertyNames()).containsExactlyInAnyOrder("_type", "code");
      assertThat(served.processes("Session.Supervisor")).hasSize(1);
      assertThat(served.processes("SCM")).hasSize(1);
      assertThat(served.processes("UIBuilder")).hasSize(3);

      String code = data.path("onClick").path("code").asString();
      assertThat(alice.ask("route:/clicks", "run", "{'code':'%s'}".formatted(code)))
          .isEqualTo(json("{'status':'ok','response':{}}"));
      assertThat(patched(data, alice.await("route:/clicks", "patchUi")).path("clicks"))
          .isEqualTo(json("[1]"));
      assertThat(value(patched(main, alice.await("route:/", "patchUi")), 0)).isEqualTo("1 clicks");
      assertThat(served.sessionsStarted).hasValue(1);

      assertThat(alice.ask("route:/clicks", "phx_leave", "{}").path("status").asString())
          .isEqualTo("ok");
      alice.await("route:/clicks", "phx_close");
      served.until("closed", () -> served.processes("UIBuilder").size() == 2);
      click(alice, main);
      alice.await("route:/", "patchUi");
      assertThat(alice.rest()).noneMatch(frame -> frame.topic().equals("route:/clicks"));
    }
  }

  @Test
  void aViewThatIsShownInBothModesIsAskedForOnce() {
    try (PhoenixClient alice = served.connect("app=app&userId=alice")) {
      alice.join("route:/notes/7", "{}");
      alice.join("route:/notes/7/lines", "{'mode':'json'}");
      assertThat(alice.await("route:/notes/7", "ui").path("root"))
          .isEqualTo(alice.await("route:/notes/7/lines", "ui"));
      assertThat(served.notesDrawn).hasValue(1);
    }
  }

  @Test
  void dataNeedBeNoObject() throws Exception {
    try (PhoenixClient alice = served.connect("app=app&userId=alice")) {
      alice.join("route:/number", "{'mode':'json'}");
      alice.join("route:/", "{}");
      JsonNode numbers = alice.await("route:/number", "ui");
      assertThat(numbers).isEqualTo(json("[0]"));
      click(alice, alice.await("route:/", "ui"));
      assertThat(patched(numbers, alice.await("route:/number", "patchUi"))).isEqualTo(json("[1]"));
    }
  }

  @Test
  void aRouteMayBeLeftAndJoinedAgainInOneBreath() {
    try (PhoenixClient alice = served.connect("app=app&userId=alice")) {
      alice.join("route:/", "{}");
      for (int i = 0; i < 20; i++) {
        alice.await("route:/", "ui");
        alice.push("route:/", "phx_leave", "{}");
        assertThat(alice.join("route:/", "{}").path("status").asString()).isEqualTo("ok");
      }
      click(alice, alice.await("route:/", "ui"));
      alice.await("route:/", "patchUi");
    }
  }

  @Test
  void nothingIsLeftOfClientsThatCameAndWent() {
    served.close();
    served = new Served(TestLimits.grace(Duration.ZERO));
    List<String> kinds =
        List.of("Socket", "RouteChannel", "RoutesChannel", "Client", "Session.Supervisor", "MS");
    for (int i = 0; i < 30; i++) {
      try (PhoenixClient client = served.connect("app=app&userId=" + i)) {
        client.push("routes", "phx_join", "{}");
        client.push("route:/notes/" + i, "phx_join", "{}");
        if (i % 3 > 0) {
          client.join("route:/", "{}");
          String code = Served.code(client.await("route:/", "ui"), "+");
          client.push("route:/", "run", "{'code':'%s'}".formatted(code));
        }
        if (i % 3 > 1) {
          client.await("route:/", "patchUi");
        }
      }
    }
    for (String kind : kinds) {
      served.until("without " + kind, () -> served.processes(kind).isEmpty());
    }
    assertThat(served.sessionsStopped.get()).isEqualTo(served.sessionsStarted.get());
    served.until(
        "without sessions",
        () ->
            served.processes("SessionMonitor").getFirst().state()
                    instanceof SessionMonitor.State state
                && state.visits().isEmpty());
  }

  @Test
  void aListenerMayTakeTheClientToAnotherRoute() {
    try (PhoenixClient alice = served.connect("app=app&userId=alice")) {
      alice.join("routes", "{'mode':'lenra'}");
      alice.join("route:/", "{}");
      String code = Served.code(alice.await("route:/", "ui"), "go");
      assertThat(
              alice
                  .ask("route:/", "run", "{'code':'%s'}".formatted(code))
                  .path("status")
                  .asString())
          .isEqualTo("ok");
      assertThat(alice.await("routes", "navTo")).isEqualTo(json("{'path':'/notes/7'}"));
    }
  }

  @Test
  void aListenerThatFailsIsToldTwiceAsLenraTellsIt() {
    try (PhoenixClient alice = served.connect("app=app&userId=alice")) {
      alice.join("route:/", "{}");
      String code = Served.code(alice.await("route:/", "ui"), "fail");
      JsonNode reply = alice.ask("route:/", "run", "{'code':'%s'}".formatted(code));
      JsonNode error = alice.await("route:/", "error");
      assertThat(error)
          .isEqualTo(
              json(
                  "{'message':'listener fail: it does not"
                      + " work','reason':'error_500','metadata':{}}"));
      assertThat(reply.path("status").asString()).isEqualTo("error");
      assertThat(reply.path("response").path("error").path("status_code").asInt()).isEqualTo(500);
    }
  }

  @Test
  void aViewThatCannotBeDrawnRefusesTheJoinAndLeavesNothing() {
    try (PhoenixClient alice = served.connect("app=app&userId=alice")) {
      JsonNode refused = alice.join("route:/wrong", "{}");
      assertThat(refused.path("response").path("reason").asString())
          .isEqualTo("components_malformated");
      served.until("gone", () -> served.processes("UIBuilder").isEmpty());
      served.until("gone", () -> served.processes("Client").isEmpty());
    }
  }

  @Test
  void codesAreASessionsOwnAndCannotBeTold() {
    try (PhoenixClient alice = served.connect("app=app&userId=alice");
        PhoenixClient again = served.connect("app=app&userId=alice")) {
      alice.join("route:/", "{}");
      again.join("route:/", "{}");
      String one = Served.code(alice.await("route:/", "ui"), "+");
      String other = Served.code(again.await("route:/", "ui"), "+");
      assertThat(one).isNotEqualTo(other).hasSize(44);
      for (String code : new String[] {other, ListenerCode.of("click", json("{}"))}) {
        assertThat(
                alice
                    .ask("route:/", "run", "{'code':'%s'}".formatted(code))
                    .path("response")
                    .path("error")
                    .path("reason")
                    .asString())
            .isEqualTo("unknow_listener_code");
      }
    }
  }

  @Test
  void joiningAnOpenRouteAgainSendsTheWholeUiOfNow() throws Exception {
    try (PhoenixClient alice = served.connect("app=app&userId=alice")) {
      alice.join("route:/", "{}");
      JsonNode ui = alice.await("route:/", "ui");
      click(alice, ui);
      JsonNode now = patched(ui, alice.await("route:/", "patchUi"));
      assertThat(alice.join("route:/", "{}").path("status").asString()).isEqualTo("ok");
      assertThat(alice.await("route:/", "ui")).isEqualTo(now);
      assertThat(served.sessionsStarted).hasValue(1);
    }
  }

  @Test
  void aUserWhoComesBackHasTheSessionThatWasLeft() throws Exception {
    JsonNode ui;
    try (PhoenixClient alice = served.connect("app=app&userId=alice")) {
      alice.join("route:/", "{}");
      ui = alice.await("route:/", "ui");
    }
    served.until("gone", () -> served.processes("Socket").isEmpty());
    try (PhoenixClient alice = served.connect("app=app&userId=alice")) {
      alice.join("route:/", "{}");
      assertThat(alice.await("route:/", "ui")).isEqualTo(ui);
      click(alice, ui);
      assertThat(value(patched(ui, alice.await("route:/", "patchUi")), 0)).isEqualTo("1 clicks");
    }
    assertThat(served.sessionsStarted).hasValue(1);
  }

  @Test
  void aGuestComesBackWithTheKeyOnlyAndNobodyElseDoes() {
    String key;
    try (PhoenixClient guest = served.connect("app=app")) {
      key = guest.join("route:/", "{}").path("response").path("session").stringValue();
    }
    served.until("gone", () -> served.processes("Socket").isEmpty());
    try (PhoenixClient other = served.connect("app=app");
        PhoenixClient forger = served.connect("app=app&session=" + "A".repeat(43));
        PhoenixClient guest = served.connect("app=app&session=" + key)) {
      assertThat(other.join("route:/", "{}").path("response").path("session").stringValue())
          .isNotEqualTo(key);
      assertThat(forger.join("route:/", "{}").path("response").path("session").stringValue())
          .isNotEqualTo(key);
      assertThat(guest.join("route:/", "{}").path("response").path("session").stringValue())
          .isEqualTo(key);
    }
    assertThat(served.sessionsStarted).hasValue(3);
  }

  @Test
  void theConnectionThatASessionLeavesForAnotherIsClosed() throws Exception {
    try (PhoenixClient lost = served.connect("app=app&userId=alice")) {
      String key = lost.join("route:/", "{}").path("response").path("session").stringValue();
      try (PhoenixClient back = served.connect("app=app&userId=alice&session=" + key)) {
        back.join("route:/", "{}");
        assertThat(lost.closedWith()).isEqualTo(4000);
        served.serves(back);
      }
    }
  }

  @Test
  void whoStaysAwayForLongerThanTheGraceEndsTheSession() {
    served.close();
    served = new Served(TestLimits.grace(Duration.ZERO));
    try (PhoenixClient alice = served.connect("app=app&userId=alice")) {
      alice.join("route:/", "{}");
      alice.await("route:/", "ui");
    }
    served.until("ended", () -> served.processes("Session.Supervisor").isEmpty());
    served.until("ended", () -> served.processes("Client").isEmpty());
    assertThat(served.sessionsStopped).hasValue(1);
    try (PhoenixClient alice = served.connect("app=app&userId=alice")) {
      served.serves(alice);
    }
    assertThat(served.sessionsStarted).hasValue(2);
  }

  @Test
  void aSessionThatBreaksIsJoinedAgainAndTheClientSentTheUi() {
    try (PhoenixClient alice = served.connect("app=app&userId=alice")) {
      alice.join("route:/", "{}");
      JsonNode ui = alice.await("route:/", "ui");
      for (String kind : new String[] {"UIBuilder", "RDS", "Session.Supervisor"}) {
        served.node.exit(
            served.processes(kind).getFirst().pid(), dev.espalier.otp.ExitReason.killed());
        assertThat(alice.await("route:/", "ui")).isEqualTo(ui);
      }
      click(alice, ui);
      alice.await("route:/", "patchUi");
    }
  }

  @Test
  void aClientThatIsKilledInsideTheNodeIsJoinedAgainFromOutside() {
    try (PhoenixClient alice = served.connect("app=app&userId=alice")) {
      alice.join("route:/", "{}");
      JsonNode ui = alice.await("route:/", "ui");
      served.node.exit(
          served.processes("Client").getFirst().pid(), dev.espalier.otp.ExitReason.killed());
      alice.await("route:/", "phx_error");
      alice.join("route:/", "{}");
      assertThat(alice.await("route:/", "ui")).isEqualTo(ui);
      assertThat(served.sessionsStarted).hasValue(1);
    }
  }
}
