package dev.espalier.fx.app;

import com.google.common.collect.ImmutableMap;
import dev.espalier.fx.editor.Highlighting;
import dev.espalier.fx.editor.Language;
import dev.espalier.fx.editor.Token;
import dev.espalier.fx.editor.Token.Kind;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a script exports, so far as it can be read off without running it.
 *
 * @param views by name, the line on which each begins
 * @param listeners by name, the line on which each begins
 */
record Outline(ImmutableMap<String, Integer> views, ImmutableMap<String, Integer> listeners) {
  static final Outline EMPTY = new Outline(ImmutableMap.of(), ImmutableMap.of());

  private static final Pattern MEMBER =
      Pattern.compile("\\s*(?:async\\s+)?(?<quote>['\"]?)(?<name>[\\w$.]+)\\k<quote>\\s*[:(,}]");

  static Outline of(String script) {
    String bare = withoutText(script);
    return new Outline(members("views", bare), members("listeners", bare));
  }

  /** The script with blanks where comments and strings are, save for those that are keys. */
  private static String withoutText(String script) {
    StringBuilder bare = new StringBuilder(script);
    for (Token token : Highlighting.of(script, Language.JAVASCRIPT)) {
      if (token.kind() == Kind.COMMENT
          || token.kind() == Kind.STRING
          || token.kind() == Kind.REGEX) {
        for (int i = token.start(); i < token.end(); i++) {
          if (bare.charAt(i) != '\n') {
            bare.setCharAt(i, ' ');
          }
        }
      }
    }
    return bare.toString();
  }

  private static ImmutableMap<String, Integer> members(String export, String bare) {
    Matcher begin =
        Pattern.compile("export\\s+(const|let|var)\\s+%s\\s*=\\s*\\{".formatted(export))
            .matcher(bare);
    Map<String, Integer> members = new LinkedHashMap<>();
    if (begin.find()) {
      int depth = 1;
      boolean isNext = true;
      for (int at = begin.end(); at < bare.length() && depth > 0; at++) {
        char c = bare.charAt(at);
        if (depth == 1 && isNext && !Character.isWhitespace(c)) {
          isNext = false;
          Matcher member = MEMBER.matcher(bare).region(at, bare.length());
          if (member.lookingAt()) {
            members.put(member.group("name"), line(bare, at));
          }
        }
        depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
        isNext |= depth == 1 && c == ',';
      }
    }
    return ImmutableMap.copyOf(members);
  }

  private static int line(String text, int at) {
    return (int) text.substring(0, at).chars().filter(c -> c == '\n').count() + 1;
  }
}
