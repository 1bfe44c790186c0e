package dev.espalier.fx.text;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.words.Phrase;
import java.util.List;
import java.util.Optional;

/** Lines under a heading. */
public record Section(String title, ImmutableList<Phrase> lines) {

  /** A section with something in it. */
  public static Optional<Section> of(String title, List<Phrase> lines) {
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(new Section(title, ImmutableList.copyOf(lines)));
  }
}
