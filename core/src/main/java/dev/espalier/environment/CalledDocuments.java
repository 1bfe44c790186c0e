package dev.espalier.environment;

import dev.espalier.app.DataAccess.DataException;
import dev.espalier.app.DataAccess.Transaction;
import dev.espalier.environment.DataRequest.DataReply;
import dev.espalier.environment.DataRequest.StandingOrder;
import dev.espalier.otp.Address;
import dev.espalier.otp.Pid;
import dev.espalier.otp.Request;
import tools.jackson.databind.JsonNode;

/** The data API as calls to an MS, or to an MT of it. */
public final class CalledDocuments implements Transaction {

  /** How a call is made: by a process, or from outside the node. */
  public interface Caller {
    <R> R call(Address to, Request<R> request);
  }

  private final Caller caller;
  private final Pid process;

  public CalledDocuments(Caller caller, Pid process) {
    this.caller = caller;
    this.process = process;
  }

  /** The MS or MT that is called. */
  public Pid process() {
    return process;
  }

  private JsonNode ask(Request<DataReply> request) throws DataException {
    return caller.call(process, request).json();
  }

  @Override
  public JsonNode list(String collection) throws DataException {
    return ask(new DataRequest.List(collection));
  }

  @Override
  public JsonNode get(String collection, String id) throws DataException {
    return ask(new DataRequest.Get(collection, id));
  }

  @Override
  public JsonNode create(String collection, JsonNode document) throws DataException {
    return ask(new DataRequest.Create(collection, document));
  }

  @Override
  public JsonNode replace(String collection, String id, JsonNode document) throws DataException {
    return ask(new DataRequest.Replace(collection, id, document));
  }

  @Override
  public void delete(String collection, String id) throws DataException {
    ask(new DataRequest.Delete(collection, id));
  }

  @Override
  public JsonNode insertMany(String collection, JsonNode documents) throws DataException {
    return ask(new DataRequest.InsertMany(collection, documents));
  }

  @Override
  public JsonNode find(String collection, JsonNode query, JsonNode projection, JsonNode options)
      throws DataException {
    return ask(new DataRequest.Find(collection, query, projection, options));
  }

  @Override
  public void updateMany(String collection, JsonNode filter, JsonNode update) throws DataException {
    ask(new DataRequest.UpdateMany(collection, filter, update));
  }

  @Override
  public void drop(String collection) throws DataException {
    ask(new DataRequest.Drop(collection));
  }

  @Override
  public JsonNode crons() throws DataException {
    return ask(new StandingOrder.ListCrons());
  }

  @Override
  public String addCron(JsonNode cron) throws DataException {
    return ask(new StandingOrder.AddCron(cron)).stringValue();
  }

  @Override
  public void changeCron(String name, JsonNode changes) throws DataException {
    ask(new StandingOrder.ChangeCron(name, changes));
  }

  @Override
  public void deleteCron(String name) throws DataException {
    ask(new StandingOrder.DeleteCron(name));
  }

  @Override
  public JsonNode addWebhook(JsonNode webhook) throws DataException {
    return ask(new StandingOrder.AddWebhook(webhook));
  }

  @Override
  public CalledDocuments transaction() throws DataException {
    Pid begun =
        caller
            .call(process, new DataRequest.Begin())
            .orElseThrow(() ->
                new DataException(
                    400,
                    "error_during_transaction_start",
                    "no transaction could be started; within a transaction there is no other"));
    return new CalledDocuments(caller, begun);
  }

  @Override
  public void commit() throws DataException {
    ask(new DataRequest.Commit());
  }

  @Override
  public void abort() throws DataException {
    ask(new DataRequest.Abort());
  }
}
