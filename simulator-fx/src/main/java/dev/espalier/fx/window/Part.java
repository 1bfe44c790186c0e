package dev.espalier.fx.window;

/** What is to be seen at the right. */
enum Part {
  CLIENTS("Clients"),
  INSPECTOR("Inspector"),
  DATABASE("Database"),
  APP("App");

  private final String title;

  Part(String title) {
    this.title = title;
  }

  String title() {
    return title;
  }
}
