package dev.espalier.environment;

import com.mongodb.MongoException;
import dev.espalier.app.DataAccess.DataException;
import dev.espalier.environment.DataRequest.DataReply;
import dev.espalier.environment.DataRequest.StandingOrder;
import java.time.InstantSource;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Keeps what listeners ask for that outlives them: crons and webhooks. */
final class StandingOrders {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final JsonNode OK = JSON.stringNode("ok");

  private final String environment;
  private final @Nullable String user;
  private final Crontab crontab;
  private final Webhooks webhooks;
  private final InstantSource clock;
  private final Supplier<UUID> names;

  /**
   * @param user for whom they are asked for
   * @param names what new ones are called
   */
  StandingOrders(
      Database database,
      String environment,
      @Nullable String user,
      InstantSource clock,
      Supplier<UUID> names) {
    this.environment = environment;
    this.user = user;
    this.crontab = new Crontab(database);
    this.webhooks = new Webhooks(database);
    this.clock = clock;
    this.names = names;
  }

  /** Does what is asked; what is wrong with it is the answer. */
  DataReply run(StandingOrder order) {
    try {
      return new DataReply.Ok(perform(order));
    } catch (DataException e) {
      return new DataReply.Refused(e.status(), e.reason(), String.valueOf(e.getMessage()));
    } catch (MongoException e) {
      return new DataReply.Refused(500, "mongo_error", String.valueOf(e.getMessage()));
    }
  }

  private JsonNode perform(StandingOrder order) throws DataException {
    return switch (order) {
      case StandingOrder.ListCrons() -> {
        ArrayNode crons = JSON.arrayNode();
        crontab.all().forEach(cron -> crons.add(cron.toJson()));
        yield crons;
      }
      case StandingOrder.AddCron(JsonNode written) -> {
        Cron cron = Cron.read(names.get().toString(), written, clock.instant());
        crontab.add(cron);
        yield JSON.stringNode(cron.name());
      }
      case StandingOrder.ChangeCron(String name, JsonNode written) -> {
        crontab.put(crontab.get(name).changed(written, clock.instant()));
        yield OK;
      }
      case StandingOrder.DeleteCron(String name) -> {
        crontab.remove(name);
        yield OK;
      }
      case StandingOrder.AddWebhook(JsonNode written) -> {
        Webhook webhook = Webhook.read(names.get().toString(), written, user);
        webhooks.add(webhook);
        yield webhook.toJson(environment);
      }
    };
  }
}
