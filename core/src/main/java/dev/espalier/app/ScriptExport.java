package dev.espalier.app;

import org.graalvm.polyglot.SourceSection;
import org.jspecify.annotations.Nullable;

/**
 * A view, listener or manifest that a script exports.
 *
 * @param line where it is written, from 1; 0 when that is not known
 * @param column from 1
 */
public record ScriptExport(String name, int line, int column) {

  static ScriptExport of(String name, @Nullable SourceSection written) {
    return written == null
        ? new ScriptExport(name, 0, 0)
        : new ScriptExport(name, written.getStartLine(), written.getStartColumn());
  }
}
