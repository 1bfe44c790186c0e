package dev.espalier.environment;

import dev.espalier.app.App;
import dev.espalier.app.AppAnswered;
import dev.espalier.app.AppException;
import dev.espalier.app.AppException.Reason;
import dev.espalier.app.AppFaults;
import dev.espalier.app.DataAccess;
import dev.espalier.otp.CallFailed;
import dev.espalier.otp.Exit;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/**
 * The environment's app as a process asks it: within the time it may take, with the faults that are
 * set, and letting the node go on while an app elsewhere answers.
 */
public final class AskedApp {

  /** Lets time pass on the node's clock. */
  @FunctionalInterface
  public interface Sleep {
    void sleep(Duration duration);
  }

  /** Leaves the node for a call to the world outside. */
  @FunctionalInterface
  public interface Outside {
    <T> T call(Callable<T> call) throws Exception;
  }

  private final LoadedApp loaded;
  private final AppFaults faults;
  private final Limits limits;
  private final Sleep sleep;
  private final Outside outside;
  private final Consumer<Object> note;

  /**
   * @param sleep the asking process's own
   * @param outside the asking process's own
   * @param note the asking process's own; told what an app elsewhere answers
   */
  public AskedApp(Environment environment, Sleep sleep, Outside outside, Consumer<Object> note) {
    this.loaded = environment.app();
    this.faults = environment.faults();
    this.limits = environment.limits();
    this.sleep = sleep;
    this.outside = outside;
    this.note = note;
  }

  JsonNode manifest() throws AppException {
    try (LoadedApp.Use use = loaded.use()) {
      return manifest(use.app());
    }
  }

  /** The manifest of an app that is not the environment's yet. */
  JsonNode manifest(App app) throws AppException {
    return ask(
        app,
        AppFaults.Kind.MANIFEST,
        "manifest",
        limits.view(),
        () -> AppAnswered.MANIFEST,
        app::manifest);
  }

  JsonNode view(App.ViewRequest request) throws AppException {
    try (LoadedApp.Use use = loaded.use()) {
      App app = use.app();
      return ask(
          app,
          AppFaults.Kind.VIEW,
          request.name(),
          limits.view(),
          () -> AppAnswered.question(request),
          () -> app.view(request));
    }
  }

  void listener(App.ListenerRequest request, DataAccess access) throws AppException {
    try (LoadedApp.Use use = loaded.use()) {
      App app = use.app();
      ask(
          app,
          AppFaults.Kind.LISTENER,
          request.name(),
          limits.listener(),
          () -> AppAnswered.question(request),
          () -> {
            app.listener(request, access);
            return AppAnswered.RAN;
          });
    }
  }

  private JsonNode ask(
      App app,
      AppFaults.Kind kind,
      String name,
      Duration within,
      Supplier<JsonNode> question,
      Callable<JsonNode> call)
      throws AppException {
    Optional<AppFaults.Fault> fault = faults.of(kind, name);
    if (fault.isPresent()) {
      suffer(fault.get(), name, within);
    }
    try {
      return app.isElsewhere() ? outside(question.get(), call) : call.call();
    } catch (AppException | CallFailed | Exit e) {
      throw e;
    } catch (Exception e) {
      throw new AppException(Reason.FAILED, e.toString(), e);
    }
  }

  /** Notes what comes back, so that it is in recordings. */
  private JsonNode outside(JsonNode question, Callable<JsonNode> call) throws Exception {
    try {
      JsonNode answer = outside.call(call);
      note.accept(AppAnswered.with(question, answer));
      return answer;
    } catch (AppException e) {
      note.accept(AppAnswered.failing(question, e));
      throw e;
    }
  }

  private void suffer(AppFaults.Fault fault, String name, Duration within) throws AppException {
    if (fault.delay().compareTo(within) > 0) {
      sleep.sleep(within);
      throw new AppException(
          Reason.TIMEOUT, "%s did not answer within %d s".formatted(name, within.toSeconds()));
    }
    if (fault.delay().isPositive()) {
      sleep.sleep(fault.delay());
    }
    if (fault.failure() != null) {
      throw new AppException(Reason.FAILED, fault.failure());
    }
  }
}
