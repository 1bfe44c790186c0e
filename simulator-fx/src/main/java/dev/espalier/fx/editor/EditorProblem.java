package dev.espalier.fx.editor;

import com.google.common.collect.ImmutableList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that is wrong in a text.
 *
 * @param line counted from 1; 0 when the text as a whole is meant
 * @param column counted from 1; 0 when the line as a whole is meant
 * @param message what is wrong and what to write instead
 */
public record EditorProblem(int line, int column, String message) {
  private static final int LONGEST = 400;

  /** As GraalJS and the compiler name places: {@code app.js:12:5}, {@code app.js:12}. */
  private static final String PLACE = "(?<line>\\d+)(:(?<column>\\d+)(-\\d+)?)?(-\\d+)?";

  /**
   * Reads what an app says of itself, such as {@code app.js:12:5: …}.
   *
   * @param file the name of the file that is edited
   */
  public static ImmutableList<EditorProblem> read(String said, String file) {
    Pattern place = Pattern.compile(Pattern.quote(file) + ":" + PLACE + ":?\\s*");
    String message = "";
    int line = 0;
    int column = 0;
    for (String part : said.lines().toList()) {
      Matcher found = place.matcher(part);
      while (found.find()) {
        String columnFound = found.group("column");
        if (line == 0 || columnFound != null) {
          line = Integer.parseInt(found.group("line"));
          column = columnFound == null ? 0 : Integer.parseInt(columnFound);
        }
      }
      if (message.isEmpty()) {
        message = place.matcher(part).replaceAll("").replace(file + ": ", "").strip();
      }
    }
    return message.isEmpty()
        ? ImmutableList.of()
        : ImmutableList.of(
            new EditorProblem(
                line,
                column,
                message.length() <= LONGEST ? message : message.substring(0, LONGEST) + "…"));
  }
}
