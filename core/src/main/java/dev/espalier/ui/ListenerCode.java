package dev.espalier.ui;

import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import tools.jackson.databind.JsonNode;

/** What a client sends to have a listener run: the same for the same listener and props. */
public final class ListenerCode {
  private ListenerCode() {}

  /** Base64 of a SHA-256, 44 characters. */
  public static String of(String name, JsonNode props) {
    String listener = name + "\n" + CanonicalJson.write(props);
    byte[] hash = Hashing.sha256().hashString(listener, StandardCharsets.UTF_8).asBytes();
    return Base64.getEncoder().encodeToString(hash);
  }
}
