package dev.espalier.fx.look;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Streams;
import dev.espalier.fx.arrangement.Role;
import java.util.Map;
import java.util.stream.Stream;
import javafx.scene.paint.Color;

/**
 * Light or dark: the theme of the controls, and the colours of what is drawn beside them.
 *
 * @param styleSheet of the controls
 * @param surface what boxes are filled with
 * @param pointer of a marker with which something is pointed at
 */
public record Look(
    boolean isDark,
    String styleSheet,
    Color surface,
    Color text,
    Color muted,
    Color line,
    Color accent,
    Color danger,
    Color pointer,
    ImmutableMap<Role, Color> roles) {

  /** What is drawn is written in it, as the controls are; the system's font where it is missing. */
  public static final String FONT = "Inter";

  public static final Look LIGHT =
      new Look(
          false,
          new PrimerLight().getUserAgentStylesheet(),
          Color.web("#ffffff"),
          Color.web("#1f2328"),
          Color.web("#59636e"),
          Color.web("#d1d9e0"),
          Color.web("#0969da"),
          Color.web("#cf222e"),
          Color.web("#e3b341"),
          roles("#57606a", "#8a5a00", "#1a7f37", "#bc4c00", "#8250df", "#0969da", "#0e7490"));

  public static final Look DARK =
      new Look(
          true,
          new PrimerDark().getUserAgentStylesheet(),
          Color.web("#161b22"),
          Color.web("#e6edf3"),
          Color.web("#9198a1"),
          Color.web("#3d444d"),
          Color.web("#58a6ff"),
          Color.web("#ff7b72"),
          Color.web("#e3b341"),
          roles("#9aa5b1", "#d9a74a", "#56d364", "#f0883e", "#bc8cff", "#58a6ff", "#4fd1c5"));

  /** In the order of {@link Role}. */
  private static ImmutableMap<Role, Color> roles(String... colors) {
    return Streams.zip(
            Stream.of(Role.values()),
            Stream.of(colors).map(Color::web),
            (Role role, Color color) -> Map.entry(role, color))
        .collect(ImmutableMap.toImmutableMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  public Color of(Role role) {
    return roles.getOrDefault(role, muted);
  }

  public Look other() {
    return isDark ? LIGHT : DARK;
  }
}
