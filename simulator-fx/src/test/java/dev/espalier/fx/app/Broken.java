package dev.espalier.fx.app;

import dev.espalier.fx.annals.Played;
import java.nio.file.Files;
import java.nio.file.Path;

/** A counter that shows nothing any more once it has counted to one. */
public final class Broken {
  private static final String SCENARIO =
      """
      title: A view that fails
      steps:
        - open: alice
        - click: "+"
          below: "The common counter: 0"
          in: alice
        - expect: {errors: {alice: [{}]}}
      """;

  private Broken() {}

  /** Plays it in a folder of its own. */
  public static Played play(Path folder) throws Exception {
    String counter = Files.readString(Path.of("../scenarios/library/counter/app.js"));
    Files.writeString(
        folder.resolve("app.js"),
        counter.replace(
            "{ _type: 'text', value: `${text}: ${count}` },",
            "{ _type: 'text', value: count > 0 ? count.no.more : `${text}: ${count}` },"));
    Files.writeString(folder.resolve("scenario.yaml"), SCENARIO);
    return Played.of(folder);
  }
}
