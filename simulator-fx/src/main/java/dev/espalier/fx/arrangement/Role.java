package dev.espalier.fx.arrangement;

/** What a process is there for; each has a colour. */
public enum Role {
  SUPERVISOR,
  DATABASE,
  EVENT,
  QUERY,
  WIDGET,
  CLIENT,
  AGENT;

  public static Role of(String kind) {
    return switch (kind) {
      case "Repo", "CS", "MS", "MT" -> DATABASE;
      case "SCM" -> EVENT;
      case "Q" -> QUERY;
      case "W" -> WIDGET;
      case "UIBuilder", "Client" -> CLIENT;
      case "ManifestHandler", "Environment.Agent.Token", "Session.Agent.Token" -> AGENT;
      case String other when other.contains("Event") -> EVENT;
      default -> SUPERVISOR;
    };
  }
}
