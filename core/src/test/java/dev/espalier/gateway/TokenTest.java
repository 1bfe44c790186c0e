package dev.espalier.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.environment.OpenListener;
import dev.espalier.mongo.MongoDeployment;
import dev.espalier.mongo.MongoSource;
import dev.espalier.otp.Node;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Whose data a token opens, and for how long. */
class TokenTest {
  private static final String DOCS = "/app/colls/c/docs";

  private final Node node = Node.live(1, null);
  private final HttpClient http = HttpClient.newHttpClient();
  private MongoDeployment mongo;
  private Gateway api;
  private OpenListener here;
  private OpenListener elsewhere;

  @BeforeEach
  void runTwoEnvironments() throws Exception {
    mongo = MongoSource.parse("embedded").open(Clock.systemUTC(), _ -> {});
    api = Gateway.start(Gateway.LOOPBACK, 0, List.of(new DataApi(node)));
    here = new OpenListener(node, mongo, "here", "user-1");
    elsewhere = new OpenListener(node, mongo, "elsewhere", "user-1");
  }

  @AfterEach
  void stop() {
    http.close();
    api.close();
    node.close();
    mongo.close();
  }

  private HttpResponse<String> ask(String token, String method, String path, String body)
      throws Exception {
    return http.send(
        HttpRequest.newBuilder(URI.create(api.url() + path))
            .header("Authorization", "Bearer " + token)
            .method(method, BodyPublishers.ofString(body))
            .build(),
        BodyHandlers.ofString());
  }

  private String granted(String token, String method, String path, String body) throws Exception {
    HttpResponse<String> answer = ask(token, method, path, body);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return answer.body();
  }

  private String begin(String token) throws Exception {
    return JsonMapper.shared()
        .readTree(granted(token, "POST", "/app/transaction", ""))
        .stringValue();
  }

  private void assertInvalid(String token) throws Exception {
    HttpResponse<String> answer = ask(token, "GET", DOCS, "");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
    assertThat(answer.body()).contains("\"reason\":\"invalid_token\"", "the token is not valid");
  }

  @Test
  void aTokenOpensItsOwnEnvironmentOnly() throws Exception {
    granted(elsewhere.token(), "POST", DOCS, "{\"secret\":1}");
    assertThat(granted(here.token(), "GET", DOCS, "")).isEqualTo("[]");
  }

  @Test
  void theSecretOfOneEnvironmentIsWorthNothingInAnother() throws Exception {
    String[] mine = here.token().split("\\.", -1);
    String[] theirs = elsewhere.token().split("\\.", -1);
    assertInvalid(theirs[0] + "." + theirs[1] + "." + mine[2]);
    assertInvalid(mine[0] + "." + mine[1] + "." + theirs[2]);
  }

  @Test
  void partOfATokenIsNoToken() throws Exception {
    String token = here.token();
    for (int length = 5; length < token.length(); length += 5) {
      assertInvalid(token.substring(0, length));
    }
    assertInvalid(token + "x");
  }

  @Test
  void twoListenersHaveTwoTokensAndEachEndsWithItsOwn() throws Exception {
    OpenListener other = here.another("user-2");
    assertThat(other.token()).isNotEqualTo(here.token());
    here.end();
    assertInvalid(here.token());
    granted(other.token(), "GET", DOCS, "");
  }

  @Test
  void aTransactionIsUndoneWhenItsListenerEndsAndItsTokenEndsWithIt() throws Exception {
    String transaction = begin(here.token());
    granted(transaction, "POST", DOCS, "{\"left\":\"open\"}");
    OpenListener other = here.another("user-2");
    here.end();
    assertInvalid(transaction);
    assertThat(granted(other.token(), "GET", DOCS, "")).isEqualTo("[]");
  }

  @Test
  void theTokenOfACommittedTransactionIsInvalid() throws Exception {
    String transaction = begin(here.token());
    granted(transaction, "POST", "/app/transaction/commit", "");
    node.settle();
    assertInvalid(transaction);
    granted(here.token(), "GET", DOCS, "");
  }

  @Test
  void theTransactionInAPathHasToBeOfTheSameEnvironment() throws Exception {
    String transaction = begin(elsewhere.token());
    assertThat(
            ask(here.token(), "GET", "/app/transaction/" + transaction + "/colls/c/docs", "")
                .statusCode())
        .isEqualTo(401);
    assertThat(
            ask("forged", "GET", "/app/transaction/" + transaction + "/colls/c/docs", "")
                .statusCode())
        .isEqualTo(401);
  }

  @Test
  void nothingIsKeptOfTokensThatHaveEnded() throws Exception {
    for (int i = 0; i < 20; i++) {
      OpenListener listener = here.another("user");
      begin(listener.token());
      listener.end();
    }
    assertThat((Map<?, ?>) here.tokens()).hasSize(1);
  }
}
