package dev.espalier.fx.arrangement;

import dev.espalier.environment.QueryKey;
import dev.espalier.environment.QueryServer;
import dev.espalier.environment.WidgetServer;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.otp.Name;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What tells a process from others of its kind, in few characters.
 *
 * @param environment the id of the one environment, which goes without saying; empty for none
 * @param users what stands for a user in the database, and the user's name
 */
public record Labels(String environment, Map<String, String> users) {
  private static final int LONGEST = 24;
  private static final int IN_CELL = 22;
  private static final double CHARACTER = 6.2;
  private static final int GAP = 8;
  private static final Pattern QUOTED_KEY = Pattern.compile("\"([\\w$.]+)\"\\s*:\\s*");
  private static final Pattern OBJECT_ID =
      Pattern.compile("\\{\\s*\"?\\$oid\"?: \"[0-9a-f]{20}([0-9a-f]{4})\"\\s*}");

  /** Users stay as the database knows them. */
  public static final Labels PLAIN = new Labels("", Map.of());

  /** At most so many characters that boxes stay beside one another. */
  public String of(ProcessAt process) {
    return shortened(full(process), LONGEST);
  }

  /** Few enough characters for a cell of a grid. */
  String inCell(ProcessAt process) {
    return shortened(full(process), IN_CELL);
  }

  /** All of it. */
  public String full(ProcessAt process) {
    return switch (process.state()) {
      case QueryServer.State query ->
          joined(query.query().collection(), query.query().filter().toString());
      case WidgetServer.State widget -> widget(widget);
      case null, default -> named(process.name());
    };
  }

  private String widget(WidgetServer.State widget) {
    QueryKey query = widget.key().query();
    return joined(widget.key().view(), query == null ? "" : query.filter().toString());
  }

  /** A filter without what surrounds it in JSON. */
  private String joined(String name, String filter) {
    String bare = readable(filter).replaceAll("^\\{|}$|\"", "");
    return bare.isEmpty() ? name : name + " · " + bare;
  }

  private String named(@Nullable Name name) {
    if (name == null || name.key().equals(environment)) {
      return "";
    }
    String prefix = environment + " ";
    return readable(
        name.key().startsWith(prefix) ? name.key().substring(prefix.length()) : name.key());
  }

  /** With users by their names, and ids by their last digits. */
  public String readable(String text) {
    String readable = QUOTED_KEY.matcher(text).replaceAll("$1: ");
    Matcher ids = OBJECT_ID.matcher(readable);
    readable = ids.replaceAll("…$1");
    for (Map.Entry<String, String> user : users.entrySet()) {
      readable = readable.replace(user.getKey(), "@" + user.getValue());
    }
    return readable;
  }

  /** The beginning and the end of a text that is too long, as that is where texts differ. */
  public static String shortened(String text, int longest) {
    int tail = longest / 3;
    return text.length() <= longest
        ? text
        : text.substring(0, longest - tail - 1) + "…" + text.substring(text.length() - tail);
  }

  /** How wide a label is. */
  static double width(String label) {
    return CHARACTER * label.length();
  }

  /** How much room the label to the right of a box takes. */
  static double besideWidth(Box box) {
    return box.labelBelow() || box.label().isEmpty()
        ? 0
        : Arrangement.onGrid(GAP + width(box.label()));
  }
}
