package dev.espalier.fx.client;

import com.google.common.collect.ImmutableList;
import dev.espalier.otp.Pid;
import dev.espalier.ui.JsonPatch;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A session's client as it is at a moment.
 *
 * @param session its name, e.g. {@code alice}
 * @param user who uses it; none for a guest
 * @param path the route it shows
 * @param ui what its user sees; none before the first UI
 * @param last what it was sent last that made its UI; none before the first UI
 * @param troubles what has gone wrong since, the latest first
 */
public record ClientAt(
    Pid pid,
    String session,
    Standing standing,
    @Nullable String user,
    String path,
    @Nullable JsonNode ui,
    @Nullable Delivery last,
    ImmutableList<Trouble> troubles) {

  /** How it stands with its session. */
  public enum Standing {
    JOINING("◌", "joining"),
    LIVE("●", "live"),
    CLOSED("✕", "closed");

    private final String sign;
    private final String word;

    Standing(String sign, String word) {
      this.sign = sign;
      this.word = word;
    }

    String sign() {
      return sign;
    }

    String word() {
      return word;
    }
  }

  /**
   * A UI or a patch that has arrived.
   *
   * @param event the number of the message
   * @param patch none when it was the whole UI
   */
  public record Delivery(long event, @Nullable JsonPatch patch) {}

  /**
   * An error, or the end of the session.
   *
   * @param event the number of the message that told of it
   * @param title what has gone wrong, e.g. {@code error_500}
   * @param advice what to do about it
   */
  public record Trouble(long event, String title, String message, String advice) {}

  /** What was sent last, in a few words. */
  String lastWords() {
    if (last == null) {
      return "no UI yet";
    }
    JsonPatch patch = last.patch();
    int operations = patch == null ? 0 : patch.operations().size();
    return patch == null ? "whole UI" : operations + (operations == 1 ? " op" : " ops");
  }
}
