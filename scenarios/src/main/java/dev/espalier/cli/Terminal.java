package dev.espalier.cli;

import dev.espalier.scenario.story.Palette;
import picocli.CommandLine.Model.CommandSpec;

/** The terminal that output goes to, as the launcher has found it. */
final class Terminal {
  private Terminal() {}

  static boolean isThere() {
    return Boolean.getBoolean("espalier.terminal");
  }

  /** Says what takes long, to whoever sits there. */
  static void progress(String line, CommandSpec spec) {
    if (isThere()) {
      spec.commandLine().getErr().println(line);
    }
  }

  /** No colours without a terminal, nor where {@code NO_COLOR} is set (no-color.org). */
  static Palette palette() {
    String noColor = System.getenv("NO_COLOR");
    return isThere() && (noColor == null || noColor.isEmpty()) ? Palette.COLOURED : Palette.PLAIN;
  }
}
