package dev.espalier.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.environment.OpenListener;
import dev.espalier.mongo.MongoDeployment;
import dev.espalier.mongo.MongoSource;
import dev.espalier.otp.Name;
import dev.espalier.otp.Node;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@TestInstance(Lifecycle.PER_CLASS)
class DataApiTest {
  private static final String LATEST = "/app-api/v1/data";
  private static final String ABSENT = "ObjectId(0123456789abcdef01234567)";

  private final Node node = Node.live(1, null);
  private final Description description = Description.read();
  private final HttpClient http = HttpClient.newHttpClient();
  private MongoDeployment mongo;
  private Gateway gateway;
  private OpenListener listener;
  private String token;

  @BeforeAll
  void serve() throws Exception {
    mongo = MongoSource.parse("embedded").open(Clock.systemUTC(), _ -> {});
    gateway = Gateway.start(Gateway.LOOPBACK, 0, List.of(new DataApi(node)));
  }

  @AfterAll
  void stop() {
    http.close();
    gateway.close();
    node.close();
    mongo.close();
  }

  @BeforeEach
  void runListener() throws Exception {
    String database = "data_" + UUID.randomUUID().toString().replace("-", "");
    listener = new OpenListener(node, mongo, database, "user-1");
    token = listener.token();
  }

  private static JsonNode json(String text) {
    return JsonMapper.shared().readTree(text.replace('\'', '"'));
  }

  /**
   * @param body JSON; every answer is
   */
  private record Answered(int status, JsonNode body) {}

  private Answered send(HttpRequest.Builder request) throws Exception {
    HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(response.body()).doesNotContain("\tat ", "Exception");
    return new Answered(response.statusCode(), JsonMapper.shared().readTree(response.body()));
  }

  private HttpRequest.Builder request(String method, String path, byte[] body) {
    return HttpRequest.newBuilder(URI.create(gateway.url() + path))
        .header("Authorization", "Bearer " + token)
        .method(method, BodyPublishers.ofByteArray(body));
  }

  /** What is granted, and every answer, is as docs/data-api.yaml describes it. */
  private Answered ask(String method, String path, String body) throws Exception {
    String sent = body.replace('\'', '"');
    Answered answered = send(request(method, path, sent.getBytes(StandardCharsets.UTF_8)));
    description.check(
        method,
        path,
        answered.status() == 200 ? JsonMapper.shared().readTree(sent) : json("null"),
        answered.status(),
        answered.body());
    return answered;
  }

  /** Asks for what must be granted. */
  private JsonNode granted(String method, String path, String body) throws Exception {
    Answered answered = ask(method, path, body);
    assertThat(answered.status()).as(answered.toString()).isEqualTo(200);
    return answered.body();
  }

  private static void assertRefused(Answered answered, int status, String reason, String message) {
    assertThat(answered.status()).as(answered.toString()).isEqualTo(status);
    assertThat(answered.body().propertyNames()).containsExactlyInAnyOrder("message", "reason");
    assertThat(answered.body().path("reason").stringValue()).isEqualTo(reason);
    assertThat(answered.body().path("message").stringValue())
        .contains(message)
        .doesNotContain("\n");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/app", LATEST})
  void documentsAreCreatedReadReplacedAndDeleted(String prefix) throws Exception {
    String docs = prefix + "/colls/counter/docs";
    JsonNode created = granted("POST", docs, "{'_id':'mine','user':'@me','count':0}");
    String id = created.path("_id").stringValue();
    assertThat(id).matches("ObjectId\\([0-9a-f]{24}\\)");
    JsonNode expected = json("{'_id':'%s','user':'user-1','count':0}".formatted(id));
    assertThat(created).isEqualTo(expected);
    assertThat(granted("GET", docs, "").get(0)).isEqualTo(expected);
    assertThat(granted("GET", docs + "/" + id, "")).isEqualTo(expected);

    JsonNode replaced = json("{'_id':'%s','count':1}".formatted(id));
    assertThat(granted("PUT", docs + "/" + id, "{'_id':'%s','count':1}".formatted(ABSENT)))
        .isEqualTo(replaced);
    assertThat(granted("GET", docs + "/" + id, "")).isEqualTo(replaced);

    assertThat(granted("DELETE", docs + "/" + id, "")).isEqualTo(json("{}"));
    assertThat(granted("DELETE", docs + "/" + id, "")).isEqualTo(json("{}"));
    assertThat(granted("GET", docs + "/" + id, "")).isEqualTo(json("null"));
    assertThat(granted("GET", docs, "")).isEqualTo(json("[]"));
  }

  @ParameterizedTest
  @CsvSource({
    "/app/colls/notes/docs/find, {'user':'@me'}",
    "/app-api/v1/data/colls/notes/find, '{''query'':{''user'':''@me''},''projection'':{}}'",
    "/app-api/v1/data/colls/notes/find, {'query':{'user':'@me'}}",
    "/app-api/v1/data/colls/notes/find, {'user':'@me'}",
    "/app-api/v1/data/colls/notes/docs/find, '{''query'':{''user'':''@me''},''options'':null}'"
  })
  void documentsAreFoundByABareFilterOrAQuery(String path, String body) throws Exception {
    JsonNode mine = granted("POST", "/app/colls/notes/docs", "{'user':'@me'}");
    granted("POST", "/app/colls/notes/docs", "{'user':'somebody'}");
    assertThat(granted("POST", path, body)).containsExactly(mine);
    String byId = "{'_id':'%s'}".formatted(mine.path("_id").stringValue());
    assertThat(granted("POST", path, byId)).containsExactly(mine);
  }

  @Test
  void aFindMayAskForSomeFieldsOnly() throws Exception {
    granted("POST", "/app/colls/notes/docs", "{'user':'@me','text':'milk','done':false}");
    assertThat(
            granted(
                "POST",
                LATEST + "/colls/notes/find",
                "{'query':{},'projection':{'_id':0,'text':1}}"))
        .isEqualTo(json("[{'text':'milk'}]"));
  }

  @Test
  void aFindIsSortedSkippedAndLimited() throws Exception {
    granted(
        "POST",
        LATEST + "/colls/c/insertMany",
        "{'documents':[{'n':1,'k':'b'},{'n':2,'k':'a'},{'n':3,'k':'b'},{'n':4,'k':'a'}]}");
    assertThat(numbers("{'query':{},'options':{'limit':2,'skip':1}}")).isEqualTo("[2, 3]");
    assertThat(numbers("{'query':{},'options':{'sort':{'k':1,'n':-1}}}")).isEqualTo("[4, 2, 3, 1]");
    assertThat(numbers("{'query':{},'options':{'sort':{'k':1}}}")).isEqualTo("[2, 4, 1, 3]");
    assertThat(numbers("{'query':{'k':{'$regex':'^a'}},'options':{'skip':1,'limit':5}}"))
        .isEqualTo("[4]");
    assertThat(numbers("{'query':{},'options':{}}")).isEqualTo("[1, 2, 3, 4]");
  }

  private String numbers(String find) throws Exception {
    return granted("POST", LATEST + "/colls/c/find", find).findValues("n").toString();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'limit':-1}|limit is a whole number from 0; got -1; write e.g. {\"limit\": 10",
        "{'skip':'2'}|skip is a whole number from 0; got \"2\"; write e.g.",
        "{'limit':1.5}|limit is a whole number",
        "{'limit':99999999999}|limit is a whole number",
        "{'sort':'name'}|sort is an object; got \"name\"; write e.g.",
        "{'sort':{'a':'up'}}|sort: a goes up with 1 and down with -1; got \"up\"; write e.g.",
        "{'sort':{'a':true}}|sort: a goes up with 1",
        "{'sort':{'':1}}|sort: \"\" is no field",
        "{'sort':{'$natural':1}}|sort: \"$natural\" is no field",
        "{'hint':'x'}|a find has no option hint; write e.g.",
        "[1]|options are an object; got [1]; write e.g."
      })
  void anOptionThatAFindDoesNotHaveIsExplained(String options, String message) throws Exception {
    assertRefused(
        ask("POST", LATEST + "/colls/notes/find", "{'query':{},'options':" + options + "}"),
        400,
        "bad_request",
        message);
  }

  @Test
  void aFindSaysWhatItDoesNotKnow() throws Exception {
    assertRefused(
        ask("POST", LATEST + "/colls/notes/find", "{'query':{},'limit':1}"),
        400,
        "bad_request",
        "a find has query, projection and options; leave out limit");
    assertRefused(
        ask("POST", LATEST + "/colls/notes/find", "{'query':{},'projection':{'a':'x'}}"),
        400,
        "invalid_query",
        "projection: a must be true or false");
  }

  @Test
  void manyDocumentsAreInsertedAtOnce() throws Exception {
    JsonNode inserted =
        granted(
            "POST",
            LATEST + "/colls/c/insertMany",
            "{'documents':[{'user':'@me','_id':'mine'},{'other':'%s'}]}".formatted(ABSENT));
    JsonNode ids = inserted.path("insertedIds");
    assertThat(inserted.propertyNames()).containsExactly("insertedIds");
    assertThat(granted("GET", "/app/colls/c/docs", ""))
        .isEqualTo(
            json(
                "[{'_id':%s,'user':'user-1'},{'_id':%s,'other':'%s'}]"
                    .formatted(ids.get(0), ids.get(1), ABSENT)));
    assertThat(granted("POST", "/app/colls/c/insertMany", "{'documents':[]}"))
        .isEqualTo(json("{'insertedIds':[]}"));
    assertRefused(
        ask("POST", LATEST + "/colls/c/insertMany", "[{}]"),
        400,
        "bad_request",
        "insertMany needs documents, e.g. {\"documents\": [");
    assertRefused(
        ask("POST", LATEST + "/colls/c/insertMany", "{'documents':[{},1]}"),
        400,
        "bad_request",
        "an object is expected");
    assertThat(granted("GET", "/app/colls/c/docs", "")).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/app", LATEST})
  void aDroppedCollectionIsEmpty(String prefix) throws Exception {
    granted("POST", prefix + "/colls/c/docs", "{'count':1}");
    granted("POST", prefix + "/colls/kept/docs", "{'count':1}");
    assertThat(granted("DELETE", prefix + "/colls/c", "")).isEqualTo(json("{}"));
    assertThat(granted("DELETE", prefix + "/colls/c", "")).isEqualTo(json("{}"));
    assertThat(granted("GET", prefix + "/colls/c/docs", "")).isEmpty();
    assertThat(granted("GET", prefix + "/colls/kept/docs", "")).hasSize(1);
  }

  @Test
  void textsInAnUpdateStayWhatTheyAre() throws Exception {
    granted("POST", "/app/colls/c/docs", "{'user':'@me'}");
    granted(
        "POST",
        "/app/colls/c/updateMany",
        "{'filter':{'user':'@me'},'update':{'$set':{'text':'@me','id':'%s'}}}".formatted(ABSENT));
    JsonNode updated = granted("GET", "/app/colls/c/docs", "").get(0);
    assertThat(updated.path("text").stringValue()).isEqualTo("@me");
    assertThat(updated.path("id").stringValue()).isEqualTo(ABSENT);
    assertThat(granted("POST", "/app/colls/c/find", "{'id':'%s'}".formatted(ABSENT))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        LATEST + "/colls/c/updateMany",
        "/app/colls/c/updateMany",
        "/app/colls/c/docs/update"
      })
  void everyMatchIsUpdatedAndTheUpdateEchoed(String path) throws Exception {
    granted("POST", "/app/colls/c/docs", "{'kind':'a','count':1}");
    granted("POST", "/app/colls/c/docs", "{'kind':'a','count':2}");
    granted("POST", "/app/colls/c/docs", "{'kind':'b','count':3}");
    assertThat(granted("POST", path, "{'filter':{'kind':'a'},'update':{'$inc':{'count':10}}}"))
        .isEqualTo(json("{'$inc':{'count':10}}"));
    assertThat(granted("GET", "/app/colls/c/docs", "").findValues("count").toString())
        .isEqualTo("[11, 12, 3]");
    assertRefused(
        ask("POST", path, "{'filter':{}}"),
        400,
        "bad_request",
        "updateMany needs a filter and an update");
  }

  @Test
  void whatATransactionWritesIsSeenOnceItIsCommitted() throws Exception {
    String listenerToken = token;
    String transaction = granted("POST", LATEST + "/transaction", "").stringValue();
    token = transaction;
    JsonNode created = granted("POST", LATEST + "/colls/c/docs", "{'count':1}");
    assertThat(granted("GET", LATEST + "/colls/c/docs", "")).containsExactly(created);
    token = listenerToken;
    assertThat(granted("GET", LATEST + "/colls/c/docs", "")).isEmpty();
    token = transaction;
    assertThat(granted("POST", LATEST + "/transaction/commit", "")).isEqualTo(json("{}"));
    token = listenerToken;
    assertThat(granted("GET", LATEST + "/colls/c/docs", "")).containsExactly(created);
  }

  @Test
  void anAbortedTransactionLeavesNothingAndItsTokenEnds() throws Exception {
    String listenerToken = token;
    token = granted("POST", "/app/transaction", "").stringValue();
    granted("POST", "/app/colls/c/docs", "{'count':1}");
    assertThat(granted("POST", "/app/transaction/abort", "")).isEqualTo(json("{}"));
    node.settle();
    assertRefused(ask("POST", "/app/transaction/commit", ""), 401, "invalid_token", "not valid");
    token = listenerToken;
    assertThat(granted("GET", "/app/colls/c/docs", "")).isEmpty();
  }

  @Test
  void everyOperationTakesPartInATransaction() throws Exception {
    String before = "{'documents':[{'n':1},{'n':2},{'n':3}]}";
    JsonNode ids = granted("POST", LATEST + "/colls/c/insertMany", before).path("insertedIds");
    String listenerToken = token;
    token = granted("POST", LATEST + "/transaction", "").stringValue();
    String docs = LATEST + "/colls/c/docs";
    granted("POST", docs, "{'n':4}");
    granted("POST", LATEST + "/colls/c/insertMany", "{'documents':[{'n':5}]}");
    granted("PUT", docs + "/" + ids.get(0).stringValue(), "{'n':10}");
    granted("DELETE", docs + "/" + ids.get(1).stringValue(), "");
    granted(
        "POST",
        LATEST + "/colls/c/updateMany",
        "{'filter':{'n':{'$lt':10}},'update':{'$inc':{'n':100}}}");
    assertThat(numbers("{'query':{}}")).isEqualTo("[10, 103, 104, 105]");
    assertThat(granted("GET", docs + "/" + ids.get(1).stringValue(), "").isNull()).isTrue();
    assertRefused(
        ask("DELETE", LATEST + "/colls/c", ""),
        400,
        "bad_request",
        "a collection cannot be dropped within a transaction");
    String transactionToken = token;
    token = listenerToken;
    assertThat(numbers("{'query':{}}")).isEqualTo("[1, 2, 3]");
    token = transactionToken;
    granted("POST", LATEST + "/transaction/commit", "");
    token = listenerToken;
    assertThat(numbers("{'query':{}}")).isEqualTo("[10, 103, 104, 105]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/app/transaction/%s/abort", "/app/transacation/%s/abort"})
  void olderAppsNameTheTransactionInThePath(String abort) throws Exception {
    String transaction = granted("POST", "/app/transaction", "").stringValue();
    String within = "/app/transaction/" + transaction;
    JsonNode created = granted("POST", within + "/colls/c/docs", "{'n':1}");
    assertThat(granted("GET", within + "/colls/c/docs", "")).containsExactly(created);
    assertThat(granted("GET", "/app/colls/c/docs", "")).isEmpty();
    assertThat(granted("POST", within + "/commit", "")).isEqualTo(json("{}"));
    assertThat(granted("GET", "/app/colls/c/docs", "")).containsExactly(created);
    node.settle();
    assertRefused(ask("GET", within + "/colls/c/docs", ""), 401, "invalid_token", "is not valid");

    String second = granted("POST", "/app/transaction", "").stringValue();
    granted("DELETE", "/app/transaction/" + second + "/colls/c/docs/" + idOf(created), "");
    assertThat(granted("POST", abort.formatted(second), "")).isEqualTo(json("{}"));
    assertThat(granted("GET", "/app/colls/c/docs", "")).containsExactly(created);
  }

  private static String idOf(JsonNode document) {
    return document.path("_id").stringValue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/app", LATEST})
  void aTransactionMayBeAskedForAtACollection(String prefix) throws Exception {
    String listenerToken = token;
    token = granted("POST", prefix + "/colls/c/transaction", "").stringValue();
    granted("POST", prefix + "/colls/c/docs", "{'n':1}");
    granted("POST", prefix + "/colls/c/transaction/commit", "");
    token = listenerToken;
    assertThat(granted("GET", prefix + "/colls/c/docs", "")).hasSize(1);
  }

  @Test
  void withoutATransactionThereIsNothingToCommit() throws Exception {
    assertRefused(
        ask("POST", LATEST + "/transaction/commit", ""),
        400,
        "no_transaction",
        "no transaction has been started");
  }

  @Test
  void aTransactionWithinATransactionIsRefused() throws Exception {
    token = granted("POST", LATEST + "/transaction", "").stringValue();
    assertRefused(
        ask("POST", LATEST + "/transaction", ""),
        400,
        "error_during_transaction_start",
        "within a transaction there is no other");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/app/crons", "/app-api/v1/crons"})
  void cronsAreAddedReadChangedAndDeleted(String crons) throws Exception {
    assertThat(granted("GET", crons, "")).isEqualTo(json("[]"));
    String name =
        granted("POST", crons, "{'listener':'clean','schedule':'0 4 * * *'}").stringValue();
    String expected =
        "[{'name':'%s','listener':'clean','schedule':'%s','props':%s,'overlap':true,'state':'%s','should_run_missed_steps':false}]";
    assertThat(granted("GET", crons, ""))
        .isEqualTo(json(expected.formatted(name, "0 4 * * *", "{}", "active")));
    assertThat(
            granted(
                "PUT",
                crons + "/" + name,
                "{'schedule':'5 4 * * *','props':{'id':'%s','$a.b':'@me'},'state':'inactive'}"
                    .formatted(ABSENT)))
        .isEqualTo(json("'ok'"));
    assertThat(granted("GET", crons, ""))
        .isEqualTo(
            json(
                expected.formatted(
                    name, "5 4 * * *", "{'id':'%s','$a.b':'@me'}".formatted(ABSENT), "inactive")));
    assertThat(granted("DELETE", crons + "/" + name, "")).isEqualTo(json("'ok'"));
    assertThat(granted("GET", crons, "")).isEmpty();
    for (String method : new String[] {"PUT", "DELETE"}) {
      assertRefused(
          ask(method, crons + "/" + name, "{}"), 404, "error_404", "there is no cron " + name);
    }
    assertRefused(ask("POST", crons, "[]"), 400, "bad_request", "an object is expected");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/app-api/v1/webhooks|{'listener':'paid','props':{'a':1}}|{'a':1}",
        "/app/webhooks|{'action':'paid'}|{}"
      })
  void aWebhookIsMade(String path, String webhook, String props) throws Exception {
    JsonNode made = granted("POST", path, webhook);
    assertThat(made.path("uuid").stringValue()).matches("[0-9a-f-]{36}");
    assertThat(made.path("listener").stringValue()).isEqualTo("paid");
    assertThat(made.path("props")).isEqualTo(json(props));
    assertThat(made.path("user_id").stringValue()).isEqualTo("user-1");
  }

  @Test
  void theTokenOfATransactionIsGoodForCronsAndWebhooksToo() throws Exception {
    token = granted("POST", LATEST + "/transaction", "").stringValue();
    granted("POST", "/app-api/v1/crons", "{'listener':'clean','schedule':'0 4 * * *'}");
    granted("POST", LATEST + "/transaction/abort", "");
    token = listener.another("user-2").token();
    assertThat(granted("GET", "/app-api/v1/crons", "")).hasSize(1);
  }

  @Test
  void theTokenOfAListenerEndsWithIt() throws Exception {
    granted("GET", "/app/colls/c/docs", "");
    listener.end();
    assertRefused(ask("GET", "/app/colls/c/docs", ""), 401, "invalid_token", "not valid");
  }

  @Test
  void aMissingTokenIsAskedFor() throws Exception {
    HttpRequest.Builder bare =
        HttpRequest.newBuilder(URI.create(gateway.url() + "/app/colls/c/docs"));
    assertRefused(send(bare), 401, "unauthenticated", "send the header Authorization: Bearer");
    assertRefused(
        send(bare.header("Authorization", "Basic dTpw")), 401, "unauthenticated", "is missing");
  }

  private static String forged(String kind, String key) {
    return Stream.of(kind, key, "secret")
        .map(part ->
            Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(part.getBytes(StandardCharsets.UTF_8)))
        .reduce((a, b) -> a + "." + b)
        .orElseThrow();
  }

  static Stream<String> tokensOfNobody() {
    return Stream.of(
        "",
        "x",
        "a.b",
        "a.b.c.d",
        "!.!.!",
        forged("Environment.Agent.Token", "nowhere"),
        forged("Nonsense", ""));
  }

  @ParameterizedTest
  @MethodSource("tokensOfNobody")
  void aTokenThatNobodyKnowsIsRefused(String unknown) throws Exception {
    token = unknown;
    assertThat(ask("GET", "/app/colls/c/docs", "").status()).isEqualTo(401);
  }

  @Test
  void aForgedTokenReachesNoOtherProcess() throws Exception {
    Name repo =
        node.processes().stream()
            .filter(process -> process.kind().equals("Repo"))
            .map(process -> process.name())
            .findFirst()
            .orElseThrow();
    token = forged(repo.kind(), repo.key());
    assertRefused(ask("GET", "/app/colls/c/docs", ""), 401, "invalid_token", "not valid");
    node.settle();
    assertThat(node.whereis(repo)).isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"7", "ObjectId(12)", "@me", "%24ne", "ObjectId(0123456789abcdef0123456z)"})
  void anIdThatIsNoneIsRefused(String id) throws Exception {
    for (String method : new String[] {"GET", "PUT", "DELETE"}) {
      assertRefused(
          ask(method, "/app/colls/c/docs/" + id, "{}"),
          400,
          "not_an_object_id",
          "is no id; write one such as ObjectId(0123456789abcdef01234567)");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "system.users",
        "system.js",
        "espalier.users",
        "espalier.crons",
        "espalier.webhooks"
      })
  void collectionsOfTheDatabaseAndTheRunnerAreNotThere(String collection) throws Exception {
    String docs = "/app/colls/" + collection + "/docs";
    for (String method : new String[] {"GET", "POST"}) {
      assertRefused(
          ask(method, docs, "{}"),
          404,
          "collection_not_found",
          "there is no collection " + collection);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%2Fb", "a%2F..%2Fadmin", "a%0Ab", "%F0%9F%8C%B3", "a.b", "%20", "%25"})
  void anOddCollectionNameIsOnlyAName(String collection) throws Exception {
    JsonNode kept = granted("POST", "/app/colls/kept/docs", "{'count':1}");
    assertThat(rawStatus("POST /app/colls/%s/docs".formatted(collection), "{}")).isEqualTo(200);
    assertThat(granted("GET", "/app/colls/kept/docs", "")).containsExactly(kept);
  }

  @ParameterizedTest
  @CsvSource({
    "$cmd, 400",
    "a$b, 400",
    "$cmd.sys.inprog, 400",
    "a%00b, 400",
    "%E0%A4, 400",
    ".., 400",
    "..%2F..%2Fadmin, 400",
    "a., 400"
  })
  void aNameThatNoCollectionCanHaveIsRefused(String collection, int status) throws Exception {
    assertThat(rawStatus("POST /app/colls/%s/docs".formatted(collection), "{}")).isEqualTo(status);
    granted("GET", "/app/colls/kept/docs", "");
  }

  @Test
  void aVeryLongCollectionNameIsRefused() throws Exception {
    assertRefused(
        ask("POST", "/app/colls/" + "x".repeat(4000) + "/docs", "{}"),
        400,
        "bad_request",
        "at most 190 bytes long");
    granted("GET", "/app/colls/kept/docs", "");
  }

  /** Sends what a URL parser would not let through, and reads the status. */
  private int rawStatus(String requestLine, String body) throws IOException {
    URI url = URI.create(gateway.url());
    try (Socket socket = new Socket(url.getHost(), url.getPort())) {
      String request =
          "%s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nConnection: close\r\nContent-Length: %d\r\n\r\n%s"
              .formatted(requestLine, token, body.length(), body);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).doesNotContain("\tat ", "Exception");
      return Integer.parseInt(answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|the body is not JSON: it is empty",
        "{'count':|the body is not JSON: Unexpected end-of-input",
        "{} {}|the body is not JSON: Trailing token",
        "[1]|an object is expected",
        "7|an object is expected",
        "null|an object is expected"
      })
  void aBodyThatIsNoJsonObjectIsExplained(String body, String message) throws Exception {
    assertRefused(ask("POST", "/app/colls/c/docs", body), 400, "bad_request", message);
    assertThat(granted("GET", "/app/colls/c/docs", "")).isEmpty();
  }

  @Test
  void invalidUtf8IsExplained() throws Exception {
    assertRefused(
        send(request("POST", "/app/colls/c/docs", new byte[] {'{', '"', (byte) 0xc3, '"', '}'})),
        400,
        "bad_request",
        "the body is not JSON: Invalid UTF-8");
  }

  @Test
  void aBodyNestedTooDeeplyIsExplained() throws Exception {
    String deep = "{'a':".repeat(10_000) + "1" + "}".repeat(10_000);
    assertRefused(ask("POST", "/app/colls/c/docs", deep), 400, "bad_request", "nesting depth");
    String filter = "{'$nor':[".repeat(10_000) + "]}".repeat(10_000);
    assertRefused(
        ask("POST", LATEST + "/colls/c/find", "{'query':" + filter + "}"),
        400,
        "bad_request",
        "nesting depth");
  }

  @Test
  void aDocumentNestedDeeperThanMongoDbHoldsIsExplained() throws Exception {
    granted("POST", "/app/colls/c/docs", "{'a':".repeat(100) + "1" + "}".repeat(100));
    assertRefused(
        ask("POST", "/app/colls/c/docs", "{'a':".repeat(101) + "1" + "}".repeat(101)),
        400,
        "bad_request",
        "nested deeper than 100 levels");
    String filter = "{'$nor':[".repeat(240) + "{'a':1}" + "]}".repeat(240);
    assertRefused(
        ask("POST", LATEST + "/colls/c/find", "{'query':" + filter + "}"),
        400,
        "bad_request",
        "nested deeper than 100 levels");
    assertThat(granted("GET", "/app/colls/c/docs", "")).hasSize(1);
  }

  @Test
  void aNumberThatBsonCannotHoldIsRefused() throws Exception {
    assertRefused(
        ask("POST", "/app/colls/c/docs", "{'n':" + "9".repeat(90) + "}"),
        400,
        "bad_request",
        "a number has more than 34 digits: " + "9".repeat(90));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aBodyLargerThanAnyDocumentIsRefused(boolean chunked) throws Exception {
    byte[] body = new byte[17 * 1024 * 1024];
    HttpRequest.Builder request = request("POST", "/app/colls/c/docs", body);
    if (chunked) {
      request.POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
    }
    assertRefused(send(request), 413, "bad_request", "Content Too Large");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'$where':'while(true);'}|invalid_query|unknown operator $where",
        "{'a':{'$where':'1'}}|invalid_query|a: unknown operator $where",
        "{'$expr':{'$function':{}}}|invalid_query|unknown operator $expr",
        "{'a':{'$regex':'('}}|invalid_query|a: not a regular expression: Unclosed group",
        "{'a\\u0000b':1}|bad_request|the name of a field contains NUL",
        "{'a':'\\ud800'}|bad_request|a text contains half of a surrogate pair",
        "{'\\udc00':1}|bad_request|the body is not JSON: Unexpected low surrogate",
        "{'a':1e400}|bad_request|a number is larger than 1.8e308"
      })
  void aHostileFilterIsExplained(String filter, String reason, String message) throws Exception {
    assertRefused(ask("POST", "/app/colls/c/find", filter), 400, reason, message);
    assertRefused(
        ask(
            "POST",
            "/app/colls/c/updateMany",
            "{'filter':%s,'update':{'$set':{}}}".formatted(filter)),
        400,
        reason,
        message);
  }

  @Test
  void whatIsWrongIsSaidInAFewWordsHoweverLargeItIs() throws Exception {
    Answered answered = ask("POST", "/app/colls/c/docs", "[1" + ",1".repeat(1_000_000) + "]");
    assertRefused(answered, 400, "bad_request", "an object is expected, e.g. {\"count\": 0}: [1,1");
    assertThat(answered.body().path("message").stringValue()).hasSizeLessThanOrEqualTo(500);
  }

  @Test
  void anExponentialRegularExpressionHoldsUpNobody() throws Exception {
    String text = "a".repeat(40) + "!";
    granted("POST", "/app/colls/c/docs", "{'n':1,'text':'%s'}".formatted(text));
    granted("POST", "/app/colls/c/docs", "{'n':2,'text':'aaa'}");
    String filter = "{'text':{'$regex':'^(a+)+$'}}";
    assertThat(granted("POST", "/app/colls/c/find", filter).findValues("n").toString())
        .isEqualTo("[2]");
    granted(
        "POST",
        "/app/colls/c/updateMany",
        "{'filter':%s,'update':{'$inc':{'n':10}}}".formatted(filter));
    assertThat(granted("GET", "/app/colls/c/docs", "").findValues("n").toString())
        .isEqualTo("[1, 12]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'$set':{'a':1}}|no field of a document begins with $; give another name to $set",
        "{'a\\u0000':1}|the name of a field contains NUL",
        "{'a':['\\udfff']}|a text contains half of a surrogate pair"
      })
  void aHostileDocumentIsExplained(String document, String message) throws Exception {
    for (String method : new String[] {"POST", "PUT"}) {
      String path = method.equals("POST") ? "/app/colls/c/docs" : "/app/colls/c/docs/" + ABSENT;
      assertRefused(ask(method, path, document), 400, "bad_request", message);
    }
    assertRefused(
        ask("POST", "/app/colls/c/insertMany", "{'documents':[{},%s]}".formatted(document)),
        400,
        "bad_request",
        message);
    assertThat(granted("GET", "/app/colls/c/docs", "")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}|an update is an object of update operators; got {}",
        "{'a':1}|there is no update operator a",
        "{'$set':1}|$set needs an object of fields; got 1",
        "{'$push':{'a.99999999':1}}|$push: a.99999999 names an element too far behind the others"
      })
  void anUpdateThatCannotBeIsExplained(String update, String message) throws Exception {
    assertRefused(
        ask("POST", "/app/colls/c/updateMany", "{'filter':{},'update':%s}".formatted(update)),
        400,
        "bad_request",
        message);
  }

  @Test
  void aPathOfThousandsOfPartsIsExplained() throws Exception {
    String path = "a" + ".a".repeat(5000);
    for (String body :
        List.of(
            "{'query':{'%s':1}}",
            "{'query':{},'projection':{'%s':1}}", "{'query':{},'options':{'sort':{'%s':1}}}")) {
      assertRefused(
          ask("POST", LATEST + "/colls/c/find", body.formatted(path)),
          400,
          "bad_request",
          "the name of a field has more than 100 parts: a.a.a");
    }
    assertRefused(
        ask(
            "POST",
            LATEST + "/colls/c/updateMany",
            "{'filter':{},'update':{'$set':{'%s':1}}}".formatted(path)),
        400,
        "bad_request",
        "the name of a field has more than 100 parts");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "multipart/form-data; boundary=x", "nonsense"})
  void theContentTypeDoesNotMatter(String contentType) throws Exception {
    HttpRequest.Builder request =
        request("POST", "/app/colls/c/docs", "{}".getBytes(StandardCharsets.UTF_8));
    assertThat(send(request.header("Content-Type", contentType)).status()).isEqualTo(200);
  }

  @Test
  void anInvalidQueryIsExplained() throws Exception {
    assertRefused(
        ask("POST", LATEST + "/colls/c/find", "{'query':{'a':{'$near':1}}}"),
        400,
        "invalid_query",
        "$near");
  }

  @Test
  void anUpdateThatTheDatabaseRefusesIsExplained() throws Exception {
    granted("POST", "/app/colls/c/docs", "{'count':1}");
    Answered answered =
        ask("POST", LATEST + "/colls/c/updateMany", "{'filter':{},'update':{'$nope':{'a':1}}}");
    assertRefused(answered, 400, "bad_request", "there is no update operator $nope; write e.g.");
    granted("GET", "/app/colls/c/docs", "");
  }

  @Test
  void whatItDoesNotServeIsNotFound() throws Exception {
    assertRefused(ask("GET", "/", ""), 404, "error_404", "");
    assertRefused(ask("POST", LATEST + "/colls/c/aggregate", "[]"), 404, "error_404", "");
    assertRefused(ask("PATCH", "/app/colls/c/docs", "{}"), 404, "error_404", "");
  }
}
