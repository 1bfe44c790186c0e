package dev.espalier.cli;

import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.util.concurrent.Uninterruptibles;
import dev.espalier.app.AppException;
import dev.espalier.app.HttpApp;
import dev.espalier.gateway.Gateway;
import dev.espalier.gateway.channel.OneApp;
import dev.espalier.gateway.channel.Origins;
import dev.espalier.mongo.MongoSource;
import dev.espalier.scenario.story.Palette;
import dev.espalier.serve.AppSource;
import dev.espalier.serve.Printer;
import dev.espalier.serve.ServeException;
import dev.espalier.serve.Server;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code espalier serve}: runs an app for real clients until it is ended. */
@Command(
    name = "serve",
    description =
        "Runs an app for real clients: data API and WebSocket, hot reload, a line a request.",
    customSynopsis = {"espalier serve [OPTIONS] APP", "espalier serve [OPTIONS] -- COMMAND…"},
    mixinStandardHelpOptions = true,
    usageHelpAutoWidth = true)
final class ServeCommand implements Callable<Integer> {
  private static final String END_OF_OPTIONS = "--";
  private static final Duration CLEARING_UP = Duration.ofSeconds(10);

  @Spec
  @SuppressWarnings("NullAway.Init") // set by picocli
  private CommandSpec spec;

  @Parameters(
      paramLabel = "APP",
      arity = "1..*",
      description =
          "A folder with app.js, a .js file, or the URL of an app that runs; after --, the command"
              + " that starts one, with its arguments.")
  private List<String> words = new ArrayList<>();

  @Option(
      names = "--app-url",
      paramLabel = "URL",
      description =
          "Where an app that is started here answers. Its port is in the app's environment, as"
              + " PORT. Default: ${DEFAULT-VALUE}.")
  private String appUrl = "http://localhost:3000";

  @Option(
      names = "--port",
      paramLabel = "N",
      description =
          "Where clients and the app's listeners connect; 0 for any that is free. Default:"
              + " ${DEFAULT-VALUE}.")
  private int port = 4001;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description =
          "The address to listen at; 0.0.0.0 lets other machines in. Default: ${DEFAULT-VALUE}.")
  private String host = Gateway.LOOPBACK;

  @Option(
      names = "--mongo",
      paramLabel = "PLACE",
      description =
          "Where the database is: embedded (needs nothing), installed (a mongod on the PATH),"
              + " installed:FILE, download, or a mongodb:// URI. Default: embedded.")
  private String mongo = "embedded";

  @Option(
      names = "--origin",
      paramLabel = "HOST",
      description =
          "Lets pages of HOST connect, besides those of this machine; may be given again.")
  private List<String> origins = new ArrayList<>();

  @Option(
      names = "--data-url",
      paramLabel = "URL",
      description =
          "Where the app reaches its data, when that is not where it is served, as from a"
              + " container: http://host.docker.internal:4001.")
  private @Nullable String dataUrl;

  @Override
  public Integer call() throws Failure {
    Server.Settings settings =
        new Server.Settings(
            source(),
            database(),
            host,
            port,
            new Origins(ImmutableSet.copyOf(origins)),
            Optional.ofNullable(dataUrl));
    CountDownLatch ended = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(endOf(Thread.currentThread(), ended));
    try {
      serve(settings);
      return Espalier.AS_EXPECTED;
    } catch (ServeException e) {
      throw failure(e);
    } finally {
      ended.countDown();
    }
  }

  /** What Ctrl-C does: the thread that serves is interrupted, and is given time to clear up. */
  private static Thread endOf(Thread serving, CountDownLatch ended) {
    return Thread.ofPlatform()
        .name("end of serve")
        .unstarted(() -> {
          if (ended.getCount() > 0) {
            serving.interrupt();
            boolean _ = Uninterruptibles.awaitUninterruptibly(ended, CLEARING_UP);
          }
        });
  }

  /** Returns when its thread is interrupted. */
  private void serve(Server.Settings settings) throws ServeException {
    PrintWriter out = spec.commandLine().getOut();
    Palette palette = Terminal.palette();
    ZoneId zone = ZoneId.systemDefault();
    try (Printer printer = new Printer(out::println);
        Server.Serving serving =
            Server.start(settings, line -> printer.print(line.written(zone, palette)))) {
      greeting(serving).forEach(printer::print);
      new CountDownLatch(1).await();
    } catch (InterruptedException _) {
      // It has been served for as long as it was wanted.
    }
  }

  private AppSource source() {
    boolean isCommand = spec.commandLine().getParseResult().originalArgs().contains(END_OF_OPTIONS);
    if (isCommand) {
      return new AppSource.Started(ImmutableList.copyOf(words), url(appUrl, "--app-url: "));
    }
    if (words.size() > 1) {
      throw wrong(
          "one app is served, not %d; to start it with a command write: espalier serve -- %s"
              .formatted(words.size(), String.join(" ", words)));
    }
    String word = words.getFirst();
    return word.contains("://")
        ? new AppSource.Running(url(word, ""))
        : new AppSource.Script(Path.of(word));
  }

  private URI url(String text, String option) {
    try {
      HttpApp.at(text, Duration.ofSeconds(1), Duration.ofSeconds(1)).close();
      return URI.create(text);
    } catch (AppException e) {
      throw wrong(option + e.getMessage());
    }
  }

  private MongoSource database() {
    try {
      return MongoSource.parse(mongo);
    } catch (IllegalArgumentException e) {
      throw wrong("--mongo: " + e.getMessage());
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private static Failure failure(ServeException e) {
    int exitCode =
        switch (e.blame()) {
          case APP -> Espalier.WRONG_INPUT;
          case SURROUNDINGS -> Espalier.NOT_THERE;
        };
    return new Failure(exitCode, "espalier serve: " + e.getMessage(), e);
  }

  private List<String> greeting(Server.Serving serving) {
    String socket = OneApp.socket(serving.url());
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("Serving at " + serving.url());
    lines.add(
        row("clients", "%s (Phoenix channels; @lenra/client: socketEndpoint)".formatted(socket)));
    lines.add(row("health", serving.url() + "/health"));
    lines.add(
        row(
            "database",
            mongo.equals("embedded")
                ? "embedded, in memory: it ends with this; --mongo keeps it"
                : serving.database()));
    if (!host.equals(Gateway.LOOPBACK) && !host.equals("localhost")) {
      lines.add(row("careful", "whoever reaches %s can use the app as any user".formatted(host)));
    }
    lines.add("Waiting for clients; Ctrl-C ends it.");
    lines.add("");
    return lines;
  }

  private static String row(String label, String text) {
    return "  %s %s".formatted(Strings.padEnd(label, 9, ' '), text);
  }
}
