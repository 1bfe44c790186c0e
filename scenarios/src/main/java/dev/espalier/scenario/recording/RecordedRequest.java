package dev.espalier.scenario.recording;

import dev.espalier.environment.DataRequest;
import dev.espalier.environment.DataRequest.StandingOrder;
import dev.espalier.environment.TokenAgent;
import dev.espalier.otp.Pid;
import dev.espalier.otp.Request;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What an app elsewhere asked of the data API, as the process that it was passed on to got it.
 *
 * @param to the MS, MT or Agent.Token
 */
record RecordedRequest(Pid to, Request<?> request) {
  /** Reads an event of a recording; nothing when it is something else. */
  static Optional<RecordedRequest> of(JsonNode event) {
    boolean isFromOutside =
        event.path("is").asString("").equals("Sent")
            && event.path("from").isNull()
            && event.path("kind").asString("").equals("CALL");
    return isFromOutside
        ? pid(event.path("to"))
            .flatMap(to ->
                request(event.path("message")).map(request -> new RecordedRequest(to, request)))
        : Optional.empty();
  }

  private static Optional<Pid> pid(JsonNode written) {
    return Pid.parse(written.asString(""));
  }

  private static Optional<? extends Request<?>> request(JsonNode message) {
    String of = message.path("collection").asString("");
    String id = message.path("id").asString("");
    return switch (message.path("is").asString("")) {
      case "GetToken" -> Optional.of(new TokenAgent.GetToken(message.path("token").asString("")));
      case "AddToken" -> pid(message.path("process")).map(TokenAgent.AddToken::new);
      case "List" -> Optional.of(new DataRequest.List(of));
      case "Get" -> Optional.of(new DataRequest.Get(of, id));
      case "Create" -> Optional.of(new DataRequest.Create(of, message.path("document")));
      case "Replace" -> Optional.of(new DataRequest.Replace(of, id, message.path("document")));
      case "Delete" -> Optional.of(new DataRequest.Delete(of, id));
      case "Find" ->
          Optional.of(
              new DataRequest.Find(
                  of, message.path("query"), message.path("projection"), message.path("options")));
      case "InsertMany" -> Optional.of(new DataRequest.InsertMany(of, message.path("documents")));
      case "Drop" -> Optional.of(new DataRequest.Drop(of));
      case "UpdateMany" ->
          Optional.of(
              new DataRequest.UpdateMany(of, message.path("filter"), message.path("update")));
      case "ListCrons" -> Optional.of(new StandingOrder.ListCrons());
      case "AddCron" -> Optional.of(new StandingOrder.AddCron(message.path("cron")));
      case "ChangeCron" ->
          Optional.of(
              new StandingOrder.ChangeCron(
                  message.path("name").asString(""), message.path("changes")));
      case "DeleteCron" ->
          Optional.of(new StandingOrder.DeleteCron(message.path("name").asString("")));
      case "AddWebhook" -> Optional.of(new StandingOrder.AddWebhook(message.path("webhook")));
      case "Begin" -> Optional.of(new DataRequest.Begin());
      case "Commit" -> Optional.of(new DataRequest.Commit());
      case "Abort" -> Optional.of(new DataRequest.Abort());
      default -> Optional.empty();
    };
  }
}
