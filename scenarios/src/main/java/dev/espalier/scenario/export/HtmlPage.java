package dev.espalier.scenario.export;

final class HtmlPage {
  private HtmlPage() {}

  static String of(Run run) {
    return run.title();
  }
}
