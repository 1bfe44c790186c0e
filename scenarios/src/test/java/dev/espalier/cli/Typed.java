package dev.espalier.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** A command that was typed, and what came of it. */
record Typed(int exitCode, String out, String err) {

  static Typed espalier(String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Espalier.commandLine(new PrintWriter(out, true), new PrintWriter(err, true)).execute(words);
    return new Typed(exitCode, out.toString(), err.toString());
  }

  String everything() {
    return out + err;
  }
}
