package dev.espalier.scenario;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder with a scenario and an app, written for one test. */
record ScenarioFolder(Path folder) {
  static final String APP = "export const manifest = {};";

  /** Reads a scenario of these steps, the first of which stands on line 3. */
  Scenario readSteps(String steps) throws ScenarioException, IOException {
    return read("title: Test\nsteps:\n" + steps);
  }

  Scenario read(String scenario) throws ScenarioException, IOException {
    Files.writeString(folder.resolve("app.js"), APP);
    Files.writeString(folder.resolve("scenario.yaml"), scenario);
    return ScenarioReader.read(folder);
  }
}
