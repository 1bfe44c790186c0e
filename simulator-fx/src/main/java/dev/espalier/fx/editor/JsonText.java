package dev.espalier.fx.editor;

import com.google.common.base.Ascii;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.core.util.Separators;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** JSON as people type it: keys may do without quotes, and strings may have single ones. */
public final class JsonText {
  private static final JsonMapper READER =
      JsonMapper.builder()
          .enable(
              JsonReadFeature.ALLOW_UNQUOTED_PROPERTY_NAMES,
              JsonReadFeature.ALLOW_SINGLE_QUOTES,
              JsonReadFeature.ALLOW_TRAILING_COMMA)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final DefaultPrettyPrinter PRETTY =
      new DefaultPrettyPrinter()
          .withSeparators(
              PrettyPrinter.DEFAULT_SEPARATORS
                  .withObjectNameValueSpacing(Separators.Spacing.AFTER)
                  .withObjectEmptySeparator("")
                  .withArrayEmptySeparator(""));

  private static final Pattern CODE = Pattern.compile("\\('(.)' \\(code \\d+[^)]*\\)\\)");
  private static final Pattern EXPECTED =
      Pattern.compile(": (was expecting|expected a valid value) \\(JSON String.*\\)");
  private static final String VALUES =
      "write a \"string\", a number, true, false, null, {an: \"object\"} or [an, array]";

  private JsonText() {}

  /** A value, or what is wrong with it. */
  public sealed interface Result {}

  public record Read(JsonNode value) implements Result {}

  public record Wrong(EditorProblem problem) implements Result {}

  /** Reads an object. */
  public static Result object(String text) {
    if (text.isBlank()) {
      return wrong(1, 1, "there is nothing here; write an object such as {\"done\": false}");
    }
    try {
      JsonNode value = READER.readTree(text);
      return value.isObject()
          ? new Read(value)
          : wrong(1, 1, "this is no object; write one such as {\"done\": false}");
    } catch (JacksonException e) {
      TokenStreamLocation place = e.getLocation();
      return wrong(
          place == null ? 1 : place.getLineNr(),
          place == null ? 1 : place.getColumnNr(),
          readable(e));
    }
  }

  private static Wrong wrong(int line, int column, String message) {
    return new Wrong(new EditorProblem(line, Math.max(1, column), message));
  }

  /** What Jackson says, without what only its makers need to know. */
  private static String readable(JacksonException e) {
    String message = String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
    if (!(e instanceof StreamReadException)) {
      return "only one object can stand here; leave out what follows it";
    }
    if (message.startsWith("Unexpected end-of-input")) {
      return "the text ends too early; is a brace, a bracket or a quote missing?";
    }
    if (message.contains("CTRL-CHAR")) {
      return "a string ends on the line it begins on; write \\n for a new line in it";
    }
    String readable = CODE.matcher(message).replaceAll("$1");
    readable = EXPECTED.matcher(readable).replaceAll("; " + VALUES);
    return Ascii.toLowerCase(readable.charAt(0)) + readable.substring(1);
  }

  /** A value over several lines. */
  public static String pretty(JsonNode value) {
    return READER.writer().with(PRETTY).writeValueAsString(value);
  }
}
