package dev.espalier.app;

import java.io.InputStream;
import tools.jackson.databind.JsonNode;

/**
 * A Lenra app: something that answers for a manifest, draws views from data and runs listeners.
 *
 * <p>Calls block and may come from several threads at once. JSON given and returned is never
 * changed afterwards by either side.
 */
public interface App extends AutoCloseable {

  /** The manifest as the app answers it, still in its own dialect: {@link Manifest} reads it. */
  JsonNode manifest() throws AppException;

  /** The component a view draws from its data. */
  JsonNode view(ViewRequest request) throws AppException;

  /**
   * Runs a listener to its end; what it does to the data goes through {@code access}.
   *
   * @throws AppException with reason {@link AppException.Reason#NOT_FOUND} when the app has no such
   *     listener
   */
  void listener(ListenerRequest request, DataAccess access) throws AppException;

  /**
   * A file that the app has for its UIs, e.g. an image.
   *
   * @param name as in {@code logo.png} or {@code icons/add.svg}
   * @throws AppException with reason {@link AppException.Reason#NOT_FOUND} when the app has none of
   *     that name
   */
  default Resource resource(String name) throws AppException {
    throw new AppException(
        AppException.Reason.NOT_FOUND, "%s has no resource %s".formatted(describe(), name));
  }

  /**
   * Whether its answers come from outside this JVM, so that a process that asks lets the node go on
   * meanwhile.
   */
  default boolean isElsewhere() {
    return false;
  }

  /** How the app is named in messages: a folder, a URL. */
  String describe();

  @Override
  void close();

  /**
   * @param name the view's name
   * @param data the documents of its query, an array
   * @param props what the parent view passed on, an object
   * @param context what the view may know of session and route, an object
   */
  record ViewRequest(String name, JsonNode data, JsonNode props, JsonNode context) {}

  /**
   * @param name the listener's name
   * @param props what the view that placed it passed on, an object
   * @param event what the client sent with it, e.g. {@code {"value": "text"}}
   */
  record ListenerRequest(String name, JsonNode props, JsonNode event) {}

  /**
   * @param type its media type
   * @param content read as it comes; to be closed by whoever asked
   */
  record Resource(String type, InputStream content) {}
}
