package dev.espalier.fx.words;

import static java.util.stream.Collectors.joining;

import com.google.common.collect.ImmutableList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sentence or a part of one, some of whose words lead somewhere. */
public record Phrase(ImmutableList<Part> parts) {
  public static final Phrase EMPTY = new Phrase(ImmutableList.of());

  /** How a part is meant. */
  public enum Tone {
    PLAIN,
    QUIET,
    CODE,
    GOOD,
    BAD
  }

  /**
   * @param target where it leads to, if anywhere
   */
  public record Part(String text, Tone tone, @Nullable Target target) {}

  public static Phrase of(String text) {
    return EMPTY.then(text);
  }

  public static Phrase quiet(String text) {
    return EMPTY.then(new Part(text, Tone.QUIET, null));
  }

  public static Phrase code(String text) {
    return EMPTY.then(new Part(text, Tone.CODE, null));
  }

  public static Phrase good(String text) {
    return EMPTY.then(new Part(text, Tone.GOOD, null));
  }

  public static Phrase bad(String text) {
    return EMPTY.then(new Part(text, Tone.BAD, null));
  }

  public static Phrase link(String text, Target target) {
    return EMPTY.then(new Part(text, Tone.PLAIN, target));
  }

  /** Several, with a separator between them. */
  public static Phrase joined(String separator, List<Phrase> phrases) {
    Phrase all = EMPTY;
    for (int i = 0; i < phrases.size(); i++) {
      all = (i == 0 ? all : all.then(separator)).then(phrases.get(i));
    }
    return all;
  }

  public Phrase then(String text) {
    return text.isEmpty() ? this : then(new Part(text, Tone.PLAIN, null));
  }

  public Phrase then(Phrase other) {
    return new Phrase(ImmutableList.<Part>builder().addAll(parts).addAll(other.parts()).build());
  }

  private Phrase then(Part part) {
    return new Phrase(ImmutableList.<Part>builder().addAll(parts).add(part).build());
  }

  public boolean isEmpty() {
    return parts.isEmpty();
  }

  /** What is read. */
  public String text() {
    return parts.stream().map(Part::text).collect(joining());
  }
}
