package dev.espalier.fx.text;

import com.google.common.collect.ImmutableList;
import java.util.Objects;
import javafx.scene.Parent;

/** The style sheets of a pane: its own, and that of the words in it. */
public final class TextStyle {
  private TextStyle() {}

  /**
   * @param pane whose package has the style sheet
   * @param name of the style sheet
   */
  public static void wear(Parent root, Class<?> pane, String name) {
    root.getStylesheets()
        .addAll(ImmutableList.of(address(TextStyle.class, "text.css"), address(pane, name)));
  }

  private static String address(Class<?> beside, String name) {
    return Objects.requireNonNull(beside.getResource(name)).toExternalForm();
  }
}
