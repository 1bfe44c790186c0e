package dev.espalier.ui;

import tools.jackson.databind.JsonNode;

/** A UI could not be built from what the app drew. */
public final class BuildException extends Exception {
  private final String reason;
  private final transient JsonNode metadata;

  /**
   * @param reason Lenra's name for it, e.g. {@code components_malformated}
   * @param metadata what the client is told besides, an object
   */
  public BuildException(String reason, String message, JsonNode metadata) {
    super(message);
    this.reason = reason;
    this.metadata = metadata;
  }

  public String reason() {
    return reason;
  }

  public JsonNode metadata() {
    return metadata;
  }
}
