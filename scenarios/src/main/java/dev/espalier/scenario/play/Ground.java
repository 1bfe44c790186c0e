package dev.espalier.scenario.play;

import com.google.common.collect.ImmutableList;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import dev.espalier.app.App;
import dev.espalier.app.AppException;
import dev.espalier.app.ScriptApp;
import dev.espalier.environment.Environment;
import dev.espalier.environment.Limits;
import dev.espalier.environment.Routing;
import dev.espalier.gateway.DataApi;
import dev.espalier.gateway.Part;
import dev.espalier.gateway.PortInUseException;
import dev.espalier.gateway.channel.OneApp;
import dev.espalier.gateway.channel.Origins;
import dev.espalier.mongo.MongoDeployment;
import dev.espalier.mongo.MongoSource;
import dev.espalier.mongo.MongoUnavailableException;
import dev.espalier.otp.Node;
import dev.espalier.runner.ReloadFailedException;
import dev.espalier.runner.Runner;
import dev.espalier.runner.StartFailedException;
import dev.espalier.scenario.Place;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.Scenario.AppSource;
import dev.espalier.scenario.Step;
import dev.espalier.scenario.play.PlayException.Blame;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a scenario is played on: a database, an app, and a tree with the app's environment.
 *
 * @param remote the apps at URLs
 * @param editions the apps it has used
 * @param closing how to close what was opened, the last first
 */
record Ground(
    Runner runner,
    Environment environment,
    RemoteApps remote,
    Editions editions,
    Deque<Runnable> closing)
    implements AutoCloseable {

  /** The one environment's id. */
  static final String ENVIRONMENT = "env";

  /**
   * Opens the database and the app at the same time, for each takes a while, and starts the app's
   * environment.
   */
  static Ground prepare(
      Scenario scenario,
      PlaySettings settings,
      Node node,
      RemoteApps remote,
      Consumer<String> progress)
      throws PlayException {
    Deque<Runnable> closing = new ArrayDeque<>();
    try {
      FutureTask<MongoDeployment> database =
          new FutureTask<>(() -> settings.mongo().open(new NodeClock(node.clock()), progress));
      Thread.ofPlatform().daemon().name("database").start(database);
      closing.push(() -> closeIfOpened(database));
      App app = app(scenario, node, remote);
      closing.push(app::close);
      AtomicReference<@Nullable Environment> there = new AtomicReference<>();
      String dataUrl =
          app.isElsewhere() || settings.served()
              ? dataUrl(node, parts(node, settings, there), settings.port(), remote, closing)
              : "";
      MongoDeployment mongo = opened(database);
      String name = databaseName(settings.mongo(), mongo, closing);
      Routing routing = Objects.requireNonNullElse(scenario.routing(), settings.routing());
      Runner runner =
          Runner.start(node, mongo, new Runner.Settings(scenario.limits(), routing, dataUrl));
      closing.push(runner::close);
      Environment environment = started(runner, Editions.kept(app), name, scenario.app().place());
      there.set(environment);
      Editions editions = new Editions();
      editions.add(environment, app);
      closing.addLast(editions::close);
      return new Ground(runner, environment, remote, editions, closing);
    } catch (PlayException e) {
      closing.forEach(Runnable::run);
      throw e;
    }
  }

  private static App app(Scenario scenario, Node node, RemoteApps remote) throws PlayException {
    Place place = scenario.app().place();
    try {
      return app(scenario.app(), scenario.limits(), node, remote);
    } catch (AppException e) {
      Blame blame = scenario.app() instanceof AppSource.Remote ? Blame.SURROUNDINGS : Blame.INPUT;
      throw new PlayException(blame, place + ": " + firstLine(e), e);
    }
  }

  private static App app(AppSource source, Limits limits, Node node, RemoteApps remote)
      throws AppException {
    return switch (source) {
      case AppSource.Script(_, Path path, String text) -> ScriptApp.of(path, text, node.clock());
      case AppSource.Remote(_, URI url) -> remote.at(url, limits);
    };
  }

  /** A script's error goes on with the line of code that is wrong. */
  private static String firstLine(AppException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse(e.reason().code());
  }

  /** Replaces the app. */
  Outcome reload(Step.Reload step) {
    if (step.app() instanceof AppSource.Remote && environment.dataUrl().isEmpty()) {
      return new Outcome.Impossible(step.place(), "an app at a URL can replace only another such");
    }
    App next;
    try {
      next = app(step.app(), environment.limits(), runner.node(), remote);
    } catch (AppException e) {
      return new Outcome.Impossible(step.place(), firstLine(e));
    }
    try {
      runner.reload(environment, Editions.kept(next));
      editions.add(environment, next);
      return new Outcome.Done();
    } catch (ReloadFailedException e) {
      next.close();
      return new Outcome.Impossible(step.place(), String.valueOf(e.getMessage()));
    }
  }

  /** Takes the database down. */
  Outcome stop(Place place) {
    if (environment.mongo().isStopped()) {
      return new Outcome.Impossible(place, "the database is stopped already");
    }
    try {
      runner.stopMongo();
      return new Outcome.Done();
    } catch (MongoUnavailableException e) {
      return new Outcome.Impossible(place, String.valueOf(e.getMessage()));
    }
  }

  /** Has the database answer again. */
  Outcome start(Place place) {
    if (!environment.mongo().isStopped()) {
      return new Outcome.Impossible(place, "the database is not stopped");
    }
    try {
      runner.startMongo();
      return new Outcome.Done();
    } catch (MongoUnavailableException e) {
      return new Outcome.Impossible(place, String.valueOf(e.getMessage()));
    }
  }

  private static ImmutableList<Part> parts(
      Node node, PlaySettings settings, AtomicReference<@Nullable Environment> environment) {
    return settings.served()
        ? OneApp.parts(node, () -> Optional.ofNullable(environment.get()), Origins.LOCAL)
        : ImmutableList.of(new DataApi(node));
  }

  private static String dataUrl(
      Node node, ImmutableList<Part> parts, int port, RemoteApps remote, Deque<Runnable> closing)
      throws PlayException {
    try {
      RemoteApps.Served served = remote.serve(node, parts, port);
      closing.push(served.close());
      return served.url();
    } catch (PortInUseException e) {
      throw new PlayException(Blame.SURROUNDINGS, "espalier: " + e.getMessage(), e);
    }
  }

  private static MongoDeployment opened(FutureTask<MongoDeployment> database) throws PlayException {
    try {
      return database.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof MongoUnavailableException unavailable) {
        throw new PlayException(
            Blame.SURROUNDINGS, "espalier: " + unavailable.getMessage(), unavailable);
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new PlayException(Blame.SURROUNDINGS, "espalier: interrupted", e);
    }
  }

  private static void closeIfOpened(FutureTask<MongoDeployment> database) {
    try {
      opened(database).close();
    } catch (PlayException _) {
      // There is nothing to close: whoever waited for it has been told why.
    }
  }

  /** In a MongoDB that others use too, each run has a database of its own. */
  private static String databaseName(
      MongoSource source, MongoDeployment mongo, Deque<Runnable> closing) {
    if (source instanceof MongoSource.Embedded) {
      return "espalier";
    }
    String name = "espalier_" + UUID.randomUUID();
    closing.push(() -> {
      if (mongo.isStopped()) {
        return; // so it was started for this run, and ends with it
      }
      try (MongoClient client = MongoClients.create(mongo.uri())) {
        client.getDatabase(name).drop();
      }
    });
    return name;
  }

  private static Environment started(Runner runner, App app, String database, Place place)
      throws PlayException {
    try {
      return runner.environment(ENVIRONMENT, app, database);
    } catch (StartFailedException e) {
      throw new PlayException(Blame.INPUT, place + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    closing.forEach(Runnable::run);
  }
}
