package dev.espalier.app;

import com.google.common.collect.ImmutableMap;
import dev.espalier.app.AppException.Reason;
import dev.espalier.app.DataAccess.DataException;
import dev.espalier.app.DataAccess.Documents;
import tools.jackson.databind.JsonNode;

/** An app written in Java, for tests and for programs that bring their own. */
public record JavaApp(
    JsonNode manifest, ImmutableMap<String, View> views, ImmutableMap<String, Listener> listeners)
    implements App {

  /** Draws a view. */
  @FunctionalInterface
  public interface View {
    JsonNode draw(ViewRequest request) throws AppException;
  }

  /** Runs to its end; what the data API refuses may be thrown on. */
  @FunctionalInterface
  public interface Listener {
    void run(ListenerRequest request, Documents data) throws AppException, DataException;
  }

  @Override
  public JsonNode view(ViewRequest request) throws AppException {
    View view = views.get(request.name());
    if (view == null) {
      throw new AppException(
          Reason.NOT_FOUND, "No view found for name %s in app.".formatted(request.name()));
    }
    return view.draw(request);
  }

  @Override
  public void listener(ListenerRequest request, DataAccess access) throws AppException {
    Listener listener = listeners.get(request.name());
    if (listener == null) {
      throw new AppException(
          Reason.NOT_FOUND, "No listener found for %s in app.".formatted(request.name()));
    }
    try {
      listener.run(request, access.data());
    } catch (DataException e) {
      throw new AppException(Reason.FAILED, String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public String describe() {
    return "a Java app";
  }

  @Override
  public void close() {}
}
