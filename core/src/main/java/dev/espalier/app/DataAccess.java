package dev.espalier.app;

import com.google.common.base.Ascii;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * What a running listener is given: the data API itself for apps inside this JVM, and the address
 * and token under which an app elsewhere reaches the same API over HTTP. Valid until the listener
 * ends.
 *
 * @param data the data API, acting for this listener
 * @param url where the data API is served, e.g. {@code http://127.0.0.1:4001}
 * @param token the bearer token of this one listener call
 */
public record DataAccess(Documents data, String url, String token) {

  /**
   * Documents as an app sees them: plain JSON in which ids are written {@code "ObjectId(24 hex
   * digits)"} and the string {@code "@me"} stands for the user.
   */
  public interface Documents extends StandingOrders {
    /** All documents of a collection, an array. */
    JsonNode list(String collection) throws DataException;

    /** One document, or JSON null. */
    JsonNode get(String collection, String id) throws DataException;

    /** Inserts a document (an {@code _id} in it is ignored) and returns it with its id. */
    JsonNode create(String collection, JsonNode document) throws DataException;

    /** Replaces the document with that id and returns what it is now. */
    JsonNode replace(String collection, String id, JsonNode document) throws DataException;

    /** Deletes the document with that id; it need not exist. */
    void delete(String collection, String id) throws DataException;

    /**
     * Inserts documents, given as an array.
     *
     * @return <code>{"insertedIds": […]}</code>, in the order of the documents
     */
    JsonNode insertMany(String collection, JsonNode documents) throws DataException;

    /**
     * The documents that match, an array.
     *
     * @param projection which fields to keep, as a view's; an empty one keeps all
     * @param options an object of {@code limit}, {@code skip} and {@code sort}, each of which may
     *     be left out; without {@code sort} documents come by ascending {@code _id}
     */
    JsonNode find(String collection, JsonNode query, JsonNode projection, JsonNode options)
        throws DataException;

    /** All documents that match, by ascending {@code _id}. */
    default JsonNode find(String collection, JsonNode query, JsonNode projection)
        throws DataException {
      return find(collection, query, projection, JsonNodeFactory.instance.objectNode());
    }

    /**
     * Updates every match, {@code update} being MongoDB update operators. Texts in it stay what
     * they are, {@code "@me"} and ids too.
     */
    void updateMany(String collection, JsonNode filter, JsonNode update) throws DataException;

    /** Deletes a collection with all its documents; it need not exist. */
    void drop(String collection) throws DataException;

    /** Starts a transaction; what is left open when the listener ends is aborted. */
    Transaction transaction() throws DataException;
  }

  /** What a listener can ask for that outlives it. A transaction does not hold it back. */
  public interface StandingOrders {
    /**
     * The environment's crons, an array of <code>{"name", "listener", "schedule", "props",
     * "overlap", "state", "should_run_missed_steps"}</code>.
     */
    JsonNode crons() throws DataException;

    /**
     * Has a listener run at set times.
     *
     * @param cron {@code listener} and {@code schedule}, five fields in UTC; {@code props}, {@code
     *     overlap}, {@code state} and {@code should_run_missed_steps} may be left out
     * @return its name
     */
    String addCron(JsonNode cron) throws DataException;

    /** Changes what is written of a cron. */
    void changeCron(String name, JsonNode changes) throws DataException;

    void deleteCron(String name) throws DataException;

    /**
     * Has a listener run whenever somebody posts to {@code /webhooks/UUID}, what is posted being
     * its event.
     *
     * @param webhook {@code listener}; {@code props} may be left out
     * @return <code>{"uuid", "listener", "props", "environment_id", "user_id"}</code>
     */
    JsonNode addWebhook(JsonNode webhook) throws DataException;
  }

  /** Documents seen and changed inside one transaction. */
  public interface Transaction extends Documents {
    void commit() throws DataException;

    void abort() throws DataException;
  }

  /** The data API refused or the database failed. */
  public static final class DataException extends Exception {
    /** In characters; what is wrong may be that something is too large. */
    private static final int LONGEST = 500;

    private final String reason;
    private final int status;

    /**
     * @param status the HTTP status the data API answers with
     * @param reason Lenra's name for it, e.g. {@code not_an_object_id}
     */
    public DataException(int status, String reason, String message) {
      super(Ascii.truncate(message, LONGEST, "…"));
      this.status = status;
      this.reason = reason;
    }

    /** What the app has written is wrong; the message says what to write instead. */
    public static DataException badRequest(String message) {
      return new DataException(400, "bad_request", message);
    }

    public int status() {
      return status;
    }

    public String reason() {
      return reason;
    }
  }
}
