package dev.espalier.gateway.channel;

import static dev.espalier.gateway.channel.PhoenixClient.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.gateway.Client;
import dev.espalier.gateway.Heap;
import dev.espalier.otp.ProcessInfo;
import java.net.URI;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** What clients do that are broken or mean; a good one is there all the time, and is served. */
class HostileClientsTest {
  private static final ChannelLimits LIMITS = TestLimits.low();

  private Served served;
  private PhoenixClient good;
  private long keptBefore;

  @BeforeEach
  void serve() {
    served = new Served(LIMITS);
    good = served.connect("app=app&userId=good");
    served.serves(good);
    keptBefore = Heap.used();
  }

  @AfterEach
  void theGoodOneIsServedStillAndNothingHasPiledUp() {
    served.serves(good);
    served.until(
        "handled",
        () -> served.node.processes().stream().allMatch(process -> process.queued() == 0));
    assertThat(Heap.used()).isLessThan(keptBefore + Heap.MOST_KEPT);
    good.close();
    served.close();
  }

  private List<String> reasons(PhoenixClient client, int replies) {
    return IntStream.range(0, replies)
        .mapToObj(_ -> client.awaitReply().path("response"))
        .map(response -> response.has("error") ? response.path("error") : response)
        .map(response -> response.path("reason").asString(""))
        .toList();
  }

  @Test
  void aFrameThatIsTooLongEndsTheConnection() throws Exception {
    try (PhoenixClient mean = served.connect("app=app&userId=mean")) {
      mean.push("route:/", "run", "{'code':'%s'}".formatted("x".repeat(LIMITS.frameBytes())));
      assertThat(mean.closedWith()).isEqualTo(1009);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          hello                        | a frame is JSON: Unrecognized token 'hello'
          {}                           | a frame is an array [join_ref, ref, topic, event, payload]; got {}
          [1,2]                        | a frame is an array [join_ref, ref, topic, event, payload]; got [1,2]
          [null,"1",null,"phx_join",{}]| a frame's topic and event are strings
          [null,1,"app","phx_join",{}] | a frame's ref and join_ref are strings or null
          [null,"1","app","run",[]]    | a frame's payload is an object
          """)
  void whatIsNoFrameEndsTheConnectionAndSaysWhy(String text, String why) throws Exception {
    try (PhoenixClient mean = served.connect("app=app&userId=mean")) {
      mean.sendText(text);
      assertThat(mean.closedWith()).isEqualTo(1007);
      assertThat(mean.closedBecause()).startsWith(why);
    }
  }

  @Test
  void nestingWithoutEndIsNoFrame() throws Exception {
    try (PhoenixClient mean = served.connect("app=app&userId=mean")) {
      mean.sendText("[".repeat(20_000));
      assertThat(mean.closedWith()).isEqualTo(1007);
    }
  }

  @Test
  void bytesAreNoFrame() throws Exception {
    try (PhoenixClient mean = served.connect("app=app&userId=mean")) {
      mean.sendBinary(new byte[] {1, 2, 3});
      assertThat(mean.closedWith()).isEqualTo(1003);
    }
  }

  @Test
  void topicsAndEventsThatThereAreNotAreRefusedOneByOne() {
    try (PhoenixClient mean = served.connect("app=app&userId=mean")) {
      assertThat(mean.join("", "{}").path("response").path("reason").asString())
          .isEqualTo("unmatched_topic");
      assertThat(mean.join("room:lobby", "{}").path("response").path("reason").asString())
          .isEqualTo("unmatched_topic");
      assertThat(mean.ask("route:/", "run", "{}").path("response").path("reason").asString())
          .isEqualTo("unmatched_topic");
      mean.join("route:/", "{}");
      assertThat(mean.ask("route:/", "dance", "{}").path("response").path("error"))
          .isEqualTo(
              json(
                  """
                  {'message':'an event is run, and not dance','reason':'unknown_event',
                   'metadata':{},'status_code':400}
                  """));
      assertThat(
              mean.ask("route:/", "run", "{'code':7}")
                  .path("response")
                  .path("error")
                  .path("reason")
                  .asString())
          .isEqualTo("null_parameters");
    }
  }

  @Test
  void aFloodOfJoinsGetsNoMoreChannelsThanThereMayBe() {
    try (PhoenixClient mean = served.connect("app=app&userId=mean")) {
      IntStream.range(0, 50).forEach(n -> mean.push("route:/notes/" + n, "phx_join", "{}"));
      assertThat(reasons(mean, 50).stream().filter("too_many_requests"::equals)).hasSize(46);
      assertThat(served.processes("RouteChannel")).hasSize(LIMITS.channels() + 1);
      assertThat(served.processes("UIBuilder")).hasSize(LIMITS.channels() + 1);
    }
  }

  @Test
  void aFloodOfJoinsOfOneRouteLeavesOneChannel() {
    try (PhoenixClient mean = served.connect("app=app&userId=mean")) {
      IntStream.range(0, 50).forEach(_ -> mean.push("route:/", "phx_join", "{}"));
      mean.ask("phoenix", "heartbeat", "{}");
      mean.await("route:/", "ui");
      served.until("one", () -> served.processes("RouteChannel").size() == 2);
      assertThat(served.processes("Client")).hasSize(2);
    }
  }

  @Test
  void aFloodOfRunsIsRefusedBeyondThoseThatMayWait() {
    try (PhoenixClient mean = served.connect("app=app&userId=mean")) {
      mean.join("route:/", "{}");
      String code = Served.code(mean.await("route:/", "ui"), "hold");
      served.hold();
      IntStream.range(0, 50)
          .forEach(_ -> mean.push("route:/", "run", "{'code':'%s'}".formatted(code)));
      assertThat(reasons(mean, 47)).containsOnly("too_many_requests");
      assertThat(served.processes("MS")).hasSizeLessThanOrEqualTo(1);
      served.serves(good);
      served.letGo();
      assertThat(reasons(mean, 3)).containsOnly("");
    }
  }

  private Stream<RouteChannel.State> channels() {
    return states("RouteChannel", RouteChannel.State.class);
  }

  /** Of the processes of a kind that have begun. */
  private <S> Stream<S> states(String kind, Class<S> type) {
    return served.processes(kind).stream()
        .map(ProcessInfo::state)
        .filter(type::isInstance)
        .map(type::cast);
  }

  @Test
  void aClientThatDoesNotReadIsSentTheWholeUiOnceItDoes() {
    String before = good.join("route:/big", "{}").path("status").asString();
    assertThat(before).isEqualTo("ok");
    String code = Served.code(good.await("route:/big", "ui"), "grow");
    try (PhoenixClient deaf = PhoenixClient.deaf(served.http, served.url("app=app&userId=deaf"))) {
      deaf.push("route:/big", "phx_join", "{}");
      served.until("joined", () -> served.processes("RouteChannel").size() == 3);
      int clicks = 0;
      while (channels().noneMatch(state -> state.backlog().behind())) {
        assertThat(++clicks).isLessThan(500);
        assertThat(good.ask("route:/big", "run", "{'code':'%s'}".formatted(code)).path("status"))
            .isEqualTo(json("'ok'"));
        good.await("route:/big", "patchUi");
        assertThat(channels())
            .allMatch(state -> state.backlog().patches().size() <= LIMITS.patches());
      }
      JsonNode now = uiOf("deaf");
      deaf.hear();
      JsonNode sent = deaf.await("route:/big", "ui");
      while (!sent.equals(now)) {
        sent = deaf.await("route:/big", "ui");
      }
      served.until(
          "caught up", () -> channels().allMatch(state -> state.backlog().equals(Backlog.NONE)));
    }
  }

  private @Nullable JsonNode uiOf(String user) {
    return states("Client", Client.State.class)
        .filter(client -> user.equals(client.session().user()))
        .findFirst()
        .orElseThrow()
        .ui();
  }

  @Test
  void whoAsksAndNeverReadsTheAnswersIsCutOff() {
    try (PhoenixClient deaf = PhoenixClient.deaf(served.http, served.url("app=app&userId=deaf"))) {
      String topic = "x".repeat(LIMITS.frameBytes() / 2);
      assertThatThrownBy(
              () -> IntStream.range(0, 2_000).forEach(_ -> deaf.push(topic, "run", "{}")))
          .isInstanceOf(CompletionException.class);
      served.until("cut off", () -> served.processes("Socket").size() == 1);
    }
  }

  @ParameterizedTest
  @CsvSource({"http://evil.example, 403", "null, 403", "http://localhost:4000, 101"})
  void pagesOfOtherMachinesMayNotConnect(String origin, int status) {
    WebSocket.Builder connecting = served.http.newWebSocketBuilder().header("Origin", origin);
    assertThat(refusal(connecting, served.url("app=app"))).isEqualTo(status);
  }

  /** The status that a connection is refused with; 101 if it is not. */
  private static int refusal(WebSocket.Builder connecting, URI url) {
    try {
      connecting.buildAsync(url, new WebSocket.Listener() {}).join().abort();
      return 101;
    } catch (CompletionException e) {
      return ((WebSocketHandshakeException) Objects.requireNonNull(e.getCause()))
          .getResponse()
          .statusCode();
    }
  }

  @Test
  void aVersionThatThereIsNotIsRefused() {
    URI url = URI.create(served.url("app=app").toString().replace("vsn=2.0.0", "vsn=3.0.0"));
    assertThat(refusal(served.http.newWebSocketBuilder(), url)).isEqualTo(400);
  }

  @Test
  void moreConnectionsThanThereMayBeAreRefused() {
    List<PhoenixClient> all =
        IntStream.range(1, LIMITS.connections())
            .mapToObj(n -> served.connect("app=app&userId=" + n))
            .toList();
    assertThat(refusal(served.http.newWebSocketBuilder(), served.url("app=app"))).isEqualTo(503);
    all.forEach(PhoenixClient::close);
    served.until("closed", () -> served.processes("Socket").size() == 1);
    try (PhoenixClient later = served.connect("app=app")) {
      served.serves(later);
    }
  }

  @Test
  void sessionsThatAreConnectedStayAndTheOneThatIsGoneForLongestMakesRoom() {
    try (PhoenixClient one = served.connect("app=app&userId=one");
        PhoenixClient two = served.connect("app=app&userId=two");
        PhoenixClient three = served.connect("app=app&userId=three");
        PhoenixClient four = served.connect("app=app&userId=four")) {
      Stream.of(one, two, three)
          .forEach(each ->
              assertThat(each.join("route:/", "{}").path("status").asString()).isEqualTo("ok"));
      assertThat(four.join("route:/", "{}").path("response").path("reason").asString())
          .isEqualTo("too_many_requests");
      Stream.of(one).forEach(PhoenixClient::close);
      served.until("gone", () -> served.processes("Socket").size() == 4);
      assertThat(four.join("route:/", "{}").path("status").asString()).isEqualTo("ok");
      served.until("ended", () -> served.processes("Session.Supervisor").size() == 4);
    }
  }

  @Test
  void whoIsSilentForTooLongIsDisconnected() throws Exception {
    try (Served impatient = new Served(TestLimits.silence(Duration.ofMillis(50)));
        PhoenixClient silent = impatient.connect("app=app&userId=silent")) {
      assertThat(silent.closedWith()).isEqualTo(1001);
      impatient.until("gone", () -> impatient.processes("Socket").isEmpty());
    }
  }
}
