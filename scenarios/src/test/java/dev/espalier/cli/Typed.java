package dev.espalier.cli;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;

/** A command that was typed, and what came of it. */
record Typed(int exitCode, String out, String err) {

  static Typed espalier(String... words) {
    return answering("", words);
  }

  /** The same by somebody who types these lines while it runs. */
  static Typed answering(String lines, String... words) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int exitCode =
        Espalier.commandLine(
                new BufferedReader(new StringReader(lines)),
                new PrintWriter(out, true),
                new PrintWriter(err, true))
            .execute(words);
    return new Typed(exitCode, out.toString(), err.toString());
  }

  String everything() {
    return out + err;
  }
}
