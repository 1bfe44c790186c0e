package dev.espalier.fx.look;

import dev.espalier.otp.ProcessEvent;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;

/** How a message is drawn: each kind has a colour and, for those who see none, a shape. */
@SuppressWarnings("ImmutableEnumChecker") // colours never change
public enum MessageSign {
  CALL("call", "asks, and waits for the reply", "#0969da", "#58a6ff"),
  REPLY("reply", "the answer to a call", "#0969da", "#58a6ff"),
  CAST("cast", "told, without waiting", "#bf3989", "#f778ba"),
  PUBLISH("publish", "told to every member of a group", "#b35900", "#f0a04b"),
  INFO("info", "sent as it is", "#0e7490", "#4fd1c5"),
  SIGNAL("signal", "from the runtime: an exit, a process that is down", "#57606a", "#9aa5b1");

  private final String word;
  private final String meaning;
  private final Color onLight;
  private final Color onDark;

  MessageSign(String word, String meaning, String onLight, String onDark) {
    this.word = word;
    this.meaning = meaning;
    this.onLight = Color.web(onLight);
    this.onDark = Color.web(onDark);
  }

  public static MessageSign of(ProcessEvent.Kind kind) {
    return valueOf(kind.name());
  }

  /** What the kind is called. */
  public String word() {
    return word;
  }

  /** What the kind means, in a few words. */
  public String meaning() {
    return meaning;
  }

  public Color color(Look look) {
    return look.isDark() ? onDark : onLight;
  }

  /**
   * Draws it around a point.
   *
   * @param radius in pixels
   */
  public void draw(GraphicsContext canvas, double x, double y, double radius, Look look) {
    Color color = color(look);
    canvas.setFill(look.surface());
    dot(canvas, x, y, radius + 1.5);
    canvas.setFill(color);
    switch (this) {
      case CALL -> dot(canvas, x, y, radius);
      case REPLY -> {
        dot(canvas, x, y, radius);
        canvas.setFill(look.surface());
        dot(canvas, x, y, radius - 2);
      }
      case CAST ->
          canvas.fillPolygon(
              new double[] {x - radius - 1, x, x + radius + 1, x},
              new double[] {y, y - radius - 1, y, y + radius + 1},
              4);
      case PUBLISH -> {
        dot(canvas, x, y, radius + 0.5);
        canvas.setFill(look.surface());
        dot(canvas, x, y, radius - 1);
        canvas.setFill(color);
        dot(canvas, x, y, radius - 2.5);
      }
      case INFO -> canvas.fillRect(x - radius + 1, y - radius + 1, 2 * radius - 2, 2 * radius - 2);
      case SIGNAL ->
          canvas.fillPolygon(
              new double[] {x - radius, x + radius, x},
              new double[] {y + radius - 1, y + radius - 1, y - radius},
              3);
    }
  }

  private static void dot(GraphicsContext canvas, double x, double y, double radius) {
    canvas.fillOval(x - radius, y - radius, 2 * radius, 2 * radius);
  }
}
