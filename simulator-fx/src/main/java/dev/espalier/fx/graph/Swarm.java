package dev.espalier.fx.graph;

import dev.espalier.fx.look.Look;
import dev.espalier.fx.look.MessageSign;
import dev.espalier.fx.timeline.Flights.Flight;
import dev.espalier.otp.ProcessEvent;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.geometry.Rectangle2D;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import org.jspecify.annotations.Nullable;

/** Thousands of messages as dots, put into the pixels of a picture: as quick as can be. */
final class Swarm {
  private static final int DOT = 4;

  private final ImageView view = new ImageView();
  private final Map<ProcessEvent.Kind, Integer> colors = new EnumMap<>(ProcessEvent.Kind.class);
  private int[] pixels = new int[0];
  private int width;
  private int height;
  private @Nullable PixelBuffer<IntBuffer> buffer;
  private boolean isEmpty = true;

  ImageView view() {
    return view;
  }

  /** Takes all dots away. */
  void clear() {
    if (!isEmpty) {
      view.setVisible(false);
      isEmpty = true;
    }
  }

  void draw(
      List<Flight> flights, Routes routes, View plane, Look look, int newWidth, int newHeight) {
    PixelBuffer<IntBuffer> picture = resized(newWidth, newHeight);
    if (picture == null) {
      return;
    }
    for (ProcessEvent.Kind kind : ProcessEvent.Kind.values()) {
      colors.put(kind, argb(MessageSign.of(kind).color(look)));
    }
    Arrays.fill(pixels, 0);
    for (Flight flight : flights) {
      Route route = flight.glow() > 0 ? null : routes.of(flight);
      if (route != null) {
        int x = (int) plane.x(route.x(flight.progress())) - DOT / 2;
        int y = (int) plane.y(route.y(flight.progress())) - DOT / 2;
        dot(x, y, colors.getOrDefault(flight.message().kind(), 0));
      }
    }
    picture.updateBuffer(_ -> new Rectangle2D(0, 0, width, height));
    view.setVisible(true);
    isEmpty = false;
  }

  private void dot(int x, int y, int color) {
    if (x >= 0 && y >= 0 && x + DOT <= width && y + DOT <= height) {
      for (int row = 0; row < DOT; row++) {
        int start = (y + row) * width + x;
        Arrays.fill(pixels, start, start + DOT, color);
      }
    }
  }

  private @Nullable PixelBuffer<IntBuffer> resized(int newWidth, int newHeight) {
    if (newWidth <= 0 || newHeight <= 0) {
      return null;
    }
    PixelBuffer<IntBuffer> now = buffer;
    if (now == null || newWidth != width || newHeight != height) {
      width = newWidth;
      height = newHeight;
      pixels = new int[width * height];
      now =
          new PixelBuffer<>(
              width, height, IntBuffer.wrap(pixels), PixelFormat.getIntArgbPreInstance());
      buffer = now;
      view.setImage(new WritableImage(now));
    }
    return now;
  }

  private static int argb(Color color) {
    return 0xff000000
        | (int) Math.round(255 * color.getRed()) << 16
        | (int) Math.round(255 * color.getGreen()) << 8
        | (int) Math.round(255 * color.getBlue());
  }
}
