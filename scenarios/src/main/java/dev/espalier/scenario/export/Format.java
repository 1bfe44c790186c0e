package dev.espalier.scenario.export;

/** What a run can be exported to. */
public enum Format {
  /** A Mermaid sequence diagram. */
  MERMAID,
  /** Chrome's trace event format, which Perfetto reads. */
  PERFETTO,
  /** A page that replays the run in a browser. */
  HTML,
  /** A log with vector clocks for ShiViz. */
  SHIVIZ;

  /** The run in this format; the same run gives the same text. */
  public String of(Run run) {
    return switch (this) {
      case MERMAID -> MermaidSequence.of(run);
      case PERFETTO -> ChromeTrace.of(run);
      case HTML -> HtmlPage.of(run);
      case SHIVIZ -> ShivizLog.of(run);
    };
  }
}
