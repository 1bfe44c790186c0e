package dev.espalier.query;

import java.util.regex.Pattern;

/**
 * A regular expression that gives up: a search that looks at more than a million characters finds
 * nothing, so that no expression can hold up the tree.
 */
record BoundedPattern(Pattern pattern) {
  private static final int BUDGET = 1_000_000;

  boolean find(String text) {
    try {
      return pattern.matcher(new Metered(text)).find();
    } catch (Exhausted | StackOverflowError e) {
      return false;
    }
  }

  private static final class Exhausted extends RuntimeException {
    Exhausted() {
      super("too long a search", null, false, false);
    }
  }

  private static final class Metered implements CharSequence {
    private final CharSequence text;
    private int looks;

    Metered(CharSequence text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      if (++looks > BUDGET) {
        throw new Exhausted();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
