package dev.espalier.cli;

import java.util.Objects;
import picocli.CommandLine.IVersionProvider;

/** The version that was built, from the jar's manifest. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    String version =
        Objects.requireNonNullElse(
            Version.class.getPackage().getImplementationVersion(), "not packaged");
    return new String[] {
      "Espalier " + version,
      "Java " + Runtime.version().feature() + ", " + System.getProperty("os.name")
    };
  }
}
