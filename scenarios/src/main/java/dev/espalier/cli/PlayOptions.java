package dev.espalier.cli;

import com.google.common.base.Ascii;
import dev.espalier.environment.Routing;
import dev.espalier.mongo.MongoSource;
import dev.espalier.scenario.Scenario;
import dev.espalier.scenario.play.PlaySettings;
import dev.espalier.scenario.play.Schedule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** How a scenario is to be played. */
final class PlayOptions {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "Decides the order of processes and every id; 1 unless told otherwise.")
  private @Nullable Long seed;

  @Option(
      names = "--schedule",
      paramLabel = "ORDER",
      description =
          "The order in which processes run: fifo (the one that has waited longest), random or pct"
              + " (random priorities);"
              + " fifo, or random with --seed.")
  private @Nullable Schedule schedule;

  @Option(names = "--live", description = "Play with real threads and the real clock.")
  private boolean live;

  @Option(
      names = "--mongo",
      paramLabel = "PLACE",
      description =
          "Where the database is: embedded (needs nothing), installed (a mongod on the PATH),"
              + " installed:FILE, download, or a mongodb:// URI. Default: embedded.")
  private String mongo = "embedded";

  @Option(
      names = "--routing",
      paramLabel = "WAY",
      description =
          "Who is told of a change: broadcast (every SCM asks every Q) or indexed; the patches"
              + " are the same. Default: broadcast.")
  private @Nullable Routing routing;

  @Option(
      names = "--port",
      paramLabel = "N",
      description =
          "Where the data API is served to an app at a URL. Default: any port that is free.")
  private int port;

  PlaySettings settings() {
    Schedule order =
        Objects.requireNonNullElse(schedule, seed == null ? Schedule.FIFO : Schedule.RANDOM);
    try {
      return new PlaySettings(
          Objects.requireNonNullElse(seed, 1L),
          order,
          live,
          MongoSource.parse(mongo),
          Objects.requireNonNullElse(routing, Routing.BROADCAST),
          port,
          false);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          Objects.requireNonNull(spec).commandLine(), "--mongo: " + e.getMessage(), e);
    }
  }

  /** A recording says itself how it is played; whoever gives an option as well is told so. */
  void requireNone(Path recording) {
    CommandSpec command = Objects.requireNonNull(spec);
    ParseResult given = command.commandLine().getParseResult();
    command.mixins().values().stream()
        .flatMap(mixin -> mixin.options().stream())
        .filter(given::hasMatchedOption)
        .findFirst()
        .ifPresent(option -> {
          throw new ParameterException(
              command.commandLine(),
              "%s: %s is played as it was recorded; leave it out"
                  .formatted(option.longestName(), recording));
        });
  }

  /** A scenario in the order that is asked for, or else in its own. */
  Scenario ordered(Scenario scenario) {
    return seed == null && schedule == null ? scenario : scenario.inOrder(null);
  }

  /** Says so when a scenario is not played with the routing that is asked for. */
  Optional<String> overruledBy(Scenario scenario) {
    Routing own = scenario.routing();
    return own == null || routing == null || own == routing
        ? Optional.empty()
        : Optional.of(
            "%s is played with --routing %s, which it speaks of"
                .formatted(scenario.file(), Ascii.toLowerCase(own.name())));
  }

  /** The command that plays a scenario in the same way. */
  String again(String scenario) {
    List<String> words = new ArrayList<>(List.of("./espalier", "run", quoted(scenario)));
    PlaySettings settings = settings();
    if (live) {
      words.add("--live");
    } else if (settings.schedule() != Schedule.FIFO) {
      words.addAll(List.of("--schedule", settings.schedule().name().toLowerCase(Locale.ROOT)));
    }
    if (seed != null) {
      words.addAll(List.of("--seed", String.valueOf(seed)));
    }
    if (!mongo.equals("embedded")) {
      words.addAll(List.of("--mongo", quoted(mongo)));
    }
    if (settings.routing() != Routing.BROADCAST) {
      words.addAll(List.of("--routing", settings.routing().name().toLowerCase(Locale.ROOT)));
    }
    if (port != 0) {
      words.addAll(List.of("--port", String.valueOf(port)));
    }
    return String.join(" ", words);
  }

  static String quoted(String word) {
    return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
