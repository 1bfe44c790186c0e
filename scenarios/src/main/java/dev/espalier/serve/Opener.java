package dev.espalier.serve;

import com.google.common.io.Closer;
import dev.espalier.app.App;
import dev.espalier.app.AppException;
import dev.espalier.app.AppException.Reason;
import dev.espalier.app.AppProcess;
import dev.espalier.app.AppProcess.News;
import dev.espalier.app.AppWatch;
import dev.espalier.app.FileWatch;
import dev.espalier.app.HttpApp;
import dev.espalier.app.ScriptApp;
import dev.espalier.environment.Limits;
import dev.espalier.serve.ServeException.Blame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BiConsumer;

/** Opens an app, again and again as it becomes another, and sees when it does. */
final class Opener implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMillis(200);
  private static final Duration HINT_AFTER = Duration.ofSeconds(10);

  private final AppSource source;
  private final Limits limits;
  private final Clock clock;

  /** Told a label, and what is to be said under it. */
  private final BiConsumer<String, String> told;

  private final Closer closer = Closer.create();

  Opener(AppSource source, Limits limits, Clock clock, BiConsumer<String, String> told) {
    this.source = source;
    this.limits = limits;
    this.clock = clock;
    this.told = told;
  }

  /** Opens it for the first time; one that is started here is waited for. */
  App first() throws ServeException {
    try {
      if (source instanceof AppSource.Started(var command, URI url)) {
        if (AppWatch.answers(url)) {
          throw new ServeException(Blame.SURROUNDINGS, takenAlready(url));
        }
        return started(AppProcess.start(command, AppWatch.port(url), this::tell), url);
      }
      App app = open();
      if (source instanceof AppSource.Running) {
        app.manifest();
      }
      return app;
    } catch (AppException e) {
      boolean isThere = source instanceof AppSource.Script script && Files.exists(script.path());
      throw new ServeException(isThere ? Blame.APP : Blame.SURROUNDINGS, e);
    }
  }

  private static String takenAlready(URI url) {
    return "something else answers at %s already; end it, or write --app-url with another port"
        .formatted(url);
  }

  /** Opens it as it is now. */
  App open() throws AppException {
    return switch (source) {
      case AppSource.Script(Path path) -> ScriptApp.open(path, clock);
      case AppSource.Running(URI url) -> over(url);
      case AppSource.Started(_, URI url) -> over(url);
    };
  }

  private HttpApp over(URI url) throws AppException {
    return HttpApp.at(url.toString(), limits.view(), limits.listener());
  }

  private App started(AppProcess process, URI url) throws AppException, ServeException {
    closer.register(process::close);
    Instant hintAt = clock.instant().plus(HINT_AFTER);
    HttpApp app = over(url);
    while (!answers(app)) {
      if (process.hasEnded()) {
        throw new ServeException(
            Blame.SURROUNDINGS,
            "%s ended before it answered at %s".formatted(process.describe(), url));
      }
      if (clock.instant().isAfter(hintAt)) {
        told.accept(
            "app",
            "nothing answers at %s yet; if it listens elsewhere, write --app-url".formatted(url));
        hintAt = Instant.MAX;
      }
      pause();
    }
    if (Thread.interrupted()) {
      throw new ServeException(Blame.SURROUNDINGS, "it was ended before the app answered");
    }
    return app;
  }

  private static boolean answers(App app) {
    try {
      app.manifest();
      return true;
    } catch (AppException e) {
      // Whatever else is wrong with it will be told when it is asked in earnest.
      return e.reason() != Reason.NOT_REACHABLE;
    }
  }

  private static void pause() throws ServeException {
    try {
      Thread.sleep(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ServeException(Blame.SURROUNDINGS, e);
    }
  }

  private void tell(News news) {
    switch (news) {
      case News.Said(String line) when line.isBlank() -> {}
      case News.Said(String line) -> told.accept("app", line);
      case News.Ended(String how, Duration pause) ->
          told.accept("app", "%s; it is started again in %d ms".formatted(how, pause.toMillis()));
    }
  }

  /** Has somebody told, on a thread of its own, whenever it may have become another. */
  void watch(Runnable whenChanged) {
    switch (source) {
      case AppSource.Script(Path path) -> {
        Path file = Files.isDirectory(path) ? path.resolve("app.js") : path;
        closer.register(FileWatch.of(file, whenChanged)::close);
      }
      case AppSource.Running(URI url) -> watch(url, whenChanged);
      case AppSource.Started(_, URI url) -> watch(url, whenChanged);
    }
  }

  private void watch(URI url, Runnable whenBack) {
    AppWatch.Watcher watcher =
        new AppWatch.Watcher() {
          @Override
          public void isAway() {
            told.accept("app", "nothing answers at %s any more".formatted(url));
          }

          @Override
          public void isBack() {
            whenBack.run();
          }
        };
    closer.register(AppWatch.of(url, watcher)::close);
  }

  @Override
  public void close() {
    try {
      closer.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
