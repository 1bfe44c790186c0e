package dev.espalier.bench;

import dev.espalier.bench.Frames.Picture;
import dev.espalier.fx.graph.GraphView.Form;
import dev.espalier.scenario.ScenarioException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javafx.application.Platform;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Measures the window without a display, in JavaFX's software pipeline: seeks, frames, and what it
 * adds to the time of scenarios. Prints tables, and writes the same figures as JSON into the file
 * it is given.
 */
public final class WindowBenchmark {
  private static final int EVENTS = 1_000_000;
  private static final List<Integer> PROCESSES = List.of(1_000, 5_000, 20_000);
  private static final List<Picture> PICTURES =
      List.of(
          new Picture(1_000, 2_000, Form.FLOW, false),
          new Picture(1_000, 2_000, Form.FLOW, true),
          new Picture(1_000, 2_000, Form.TREE, true),
          new Picture(5_000, 10_000, Form.FLOW, false),
          new Picture(5_000, 10_000, Form.FLOW, true),
          new Picture(5_000, 10_000, Form.TREE, true));

  private static final List<String> SCENARIOS =
      List.of("counter", "todo", "transfer", "idle", "crash");

  private WindowBenchmark() {}

  public static void main(String[] arguments) throws IOException, ScenarioException {
    System.setProperty("glass.platform", "Headless");
    System.setProperty("prism.order", "sw");
    List<Seeks.Result> seeks = new ArrayList<>();
    System.out.println("Seeking to a random moment, in ms");
    System.out.printf(
        "%10s %10s %8s %8s %8s %8s %10s%n",
        "processes", "events", "p50", "p95", "p99", "max", "memory MB");
    for (int processes : PROCESSES) {
      Seeks.Result result = Seeks.measure(processes, EVENTS);
      seeks.add(result);
      System.out.printf(
          "%,10d %,10d %8.2f %8.2f %8.2f %8.2f %10.0f%n",
          result.processes(),
          result.events(),
          result.seeks().p50(),
          result.seeks().p95(),
          result.seeks().p99(),
          result.seeks().max(),
          result.kept());
    }
    Platform.startup(() -> Platform.setImplicitExit(false));
    List<Frames.Result> frames = new ArrayList<>();
    System.out.println();
    System.out.println("Frames of the graph, 960 × 960: the time between two, in ms");
    System.out.printf(
        "%10s %10s %7s %7s %6s %6s %8s %8s %8s %8s%n",
        "processes", "in flight", "form", "boxes", "fps", "cpu", "p50", "p95", "p99", "max");
    for (Picture picture : PICTURES) {
      Frames.Result result = Frames.measure(picture);
      frames.add(result);
      System.out.printf(
          "%,10d %,10d %7s %,7d %6.1f %6.1f %8.1f %8.1f %8.1f %8.1f%n",
          picture.processes(),
          result.flying(),
          picture.form(),
          result.boxes(),
          result.fps(),
          result.cpu(),
          result.intervals().p50(),
          result.intervals().p95(),
          result.intervals().p99(),
          result.intervals().max());
    }
    List<Playing.Result> playing = playing();
    if (arguments.length > 0) {
      Files.writeString(
          Path.of(arguments[0]), json(seeks, frames, playing).toPrettyString() + "\n");
    }
    Platform.exit();
  }

  private static List<Playing.Result> playing() throws ScenarioException {
    List<Playing.Result> playing = new ArrayList<>();
    System.out.println();
    System.out.println("All steps of a scenario, in ms (p50)");
    System.out.printf("%10s %10s %10s %8s%n", "scenario", "alone", "shown", "added");
    for (String name : SCENARIOS) {
      Playing.Result result = Playing.measure(Path.of("scenarios/library"), name);
      playing.add(result);
      System.out.printf(
          "%10s %10.1f %10.1f %+7.1f%%%n",
          name, result.without().p50(), result.with().p50(), 100 * result.added());
    }
    return playing;
  }

  private static ObjectNode json(
      List<Seeks.Result> seeks, List<Frames.Result> frames, List<Playing.Result> playing) {
    ObjectNode report = JsonNodeFactory.instance.objectNode();
    seeks.forEach(result -> {
      ObjectNode each = report.withArray("seeks").addObject();
      each.put("processes", result.processes()).put("events", result.events());
      put(each, result.seeks());
      each.put("memoryMb", result.kept()).put("followMs", result.following());
    });
    frames.forEach(result -> {
      ObjectNode each = report.withArray("frames").addObject();
      each.put("processes", result.picture().processes())
          .put("inFlight", result.flying())
          .put("form", result.picture().form().toString())
          .put("boxes", result.boxes())
          .put("fps", result.fps())
          .put("cpuMsAFrame", result.cpu());
      put(each, result.intervals());
    });
    playing.forEach(result -> {
      ObjectNode each = report.withArray("playing").addObject();
      each.put("scenario", result.name()).put("added", result.added());
      put(each.putObject("alone"), result.without());
      put(each.putObject("shown"), result.with());
    });
    return report;
  }

  private static void put(ObjectNode json, Figures figures) {
    json.put("count", figures.count())
        .put("p50Ms", figures.p50())
        .put("p95Ms", figures.p95())
        .put("p99Ms", figures.p99())
        .put("maxMs", figures.max());
  }
}
