package dev.espalier.fx.editor;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.espalier.fx.editor.Token.Kind;

/**
 * Finds what has a colour in a text. It follows what ECMAScript 2025 says of tokens so far as
 * colours go; a slash begins a regular expression where no value stands before it.
 */
public final class Highlighting {
  private static final ImmutableSet<String> KEYWORDS =
      ImmutableSet.of(
          "async",
          "await",
          "break",
          "case",
          "catch",
          "class",
          "const",
          "continue",
          "debugger",
          "default",
          "delete",
          "do",
          "else",
          "export",
          "extends",
          "finally",
          "for",
          "from",
          "function",
          "get",
          "if",
          "import",
          "in",
          "instanceof",
          "let",
          "new",
          "of",
          "return",
          "set",
          "static",
          "super",
          "switch",
          "this",
          "throw",
          "try",
          "typeof",
          "var",
          "void",
          "while",
          "with",
          "yield");
  private static final ImmutableSet<String> LITERALS =
      ImmutableSet.of("true", "false", "null", "undefined", "NaN", "Infinity");

  private final String text;
  private final boolean isScript;
  private final ImmutableList.Builder<Token> tokens = ImmutableList.builder();
  private int at;

  /** Whether what stands before is a value, so that a slash divides it. */
  private boolean afterValue;

  private Highlighting(String text, Language language) {
    this.text = text;
    this.isScript = language == Language.JAVASCRIPT;
  }

  /** The pieces of a text that have a colour, in order and apart from one another. */
  public static ImmutableList<Token> of(String text, Language language) {
    Highlighting highlighting = new Highlighting(text, language);
    highlighting.code(false);
    return highlighting.tokens.build();
  }

  /**
   * @param inTemplate whether a closing brace without an opening one is the end of it
   */
  private void code(boolean inTemplate) {
    int depth = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (inTemplate && c == '}' && depth == 0) {
        return;
      }
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      next(c);
    }
  }

  private void next(char c) {
    if (Character.isWhitespace(c)) {
      at++;
    } else if (isScript && text.startsWith("//", at)) {
      take(lineEnd(at), Kind.COMMENT);
    } else if (isScript && text.startsWith("/*", at)) {
      int end = text.indexOf("*/", at + 2);
      take(end < 0 ? text.length() : end + 2, Kind.COMMENT);
    } else if (c == '"' || (isScript && c == '\'')) {
      string(c);
    } else if (isScript && c == '`') {
      template();
    } else if (isScript && c == '/' && !afterValue && regexEnd() > 0) {
      take(regexEnd(), Kind.REGEX);
      afterValue = true;
    } else if (isDigit(c) || (c == '-' && isDigit(charAt(at + 1)) && !afterValue)) {
      number();
    } else if (Character.isJavaIdentifierStart(c)) {
      word();
    } else {
      afterValue = c == ')' || c == ']' || c == '}';
      at++;
    }
  }

  private void take(int end, Kind kind) {
    tokens.add(new Token(at, end, kind));
    at = end;
  }

  private int lineEnd(int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  private char charAt(int index) {
    return index < text.length() ? text.charAt(index) : 0;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private void string(char quote) {
    int end = at + 1;
    while (end < text.length() && text.charAt(end) != quote && text.charAt(end) != '\n') {
      end += text.charAt(end) == '\\' ? 2 : 1;
    }
    boolean closed = charAt(end) == quote;
    int after = Math.min(text.length(), closed ? end + 1 : end);
    take(after, isBeforeColon(after) ? Kind.KEY : Kind.STRING);
    afterValue = true;
  }

  /** A template's own text is a string; what is put into it is code. */
  private void template() {
    int start = at++;
    while (at < text.length() && text.charAt(at) != '`') {
      if (text.charAt(at) == '\\') {
        at += 2;
      } else if (text.startsWith("${", at)) {
        tokens.add(new Token(start, at, Kind.STRING));
        at += 2;
        afterValue = false;
        code(true);
        start = at;
      } else {
        at++;
      }
    }
    at = Math.min(text.length(), at + 1);
    if (start < at) {
      tokens.add(new Token(start, at, Kind.STRING));
    }
    afterValue = true;
  }

  /** Where a regular expression ends that begins here; 0 when there is none. */
  private int regexEnd() {
    boolean inClass = false;
    for (int end = at + 1; end < lineEnd(at); end++) {
      char c = text.charAt(end);
      if (c == '\\') {
        end++;
      } else if (c == '[') {
        inClass = true;
      } else if (c == ']') {
        inClass = false;
      } else if (c == '/' && !inClass) {
        int flags = end + 1;
        while (Character.isLetter(charAt(flags))) {
          flags++;
        }
        return flags;
      }
    }
    return 0;
  }

  private void number() {
    int end = at + 1;
    while (Character.isLetterOrDigit(charAt(end))
        || charAt(end) == '.'
        || charAt(end) == '_'
        || ((charAt(end) == '-' || charAt(end) == '+') && isExponent(end - 1))) {
      end++;
    }
    take(end, Kind.NUMBER);
    afterValue = true;
  }

  private boolean isExponent(int index) {
    char c = text.charAt(index);
    return (c == 'e' || c == 'E') && !text.startsWith("0x", at) && !text.startsWith("0X", at);
  }

  private void word() {
    int end = at;
    while (end < text.length() && Character.isJavaIdentifierPart(text.charAt(end))) {
      end++;
    }
    String word = text.substring(at, end);
    boolean isMember = at > 0 && text.charAt(at - 1) == '.';
    afterValue = true;
    if (LITERALS.contains(word) && !isMember) {
      take(end, Kind.LITERAL);
    } else if (isScript && KEYWORDS.contains(word) && !isMember && !isBeforeColon(end)) {
      take(end, Kind.KEYWORD);
      afterValue = word.equals("this") || word.equals("super");
    } else if (isBeforeColon(end) && !isMember) {
      take(end, Kind.KEY);
    } else if (isScript && charAt(end) == '(') {
      take(end, Kind.CALL);
    } else {
      at = end;
    }
  }

  /** On the same line, as keys stand; a question mark before makes it an alternative instead. */
  private boolean isBeforeColon(int end) {
    int colon = end;
    while (charAt(colon) == ' ') {
      colon++;
    }
    return charAt(colon) == ':' && !isAlternative();
  }

  private boolean isAlternative() {
    int before = at - 1;
    while (before >= 0 && Character.isWhitespace(text.charAt(before))) {
      before--;
    }
    return isScript && before >= 0 && text.charAt(before) == '?';
  }
}
