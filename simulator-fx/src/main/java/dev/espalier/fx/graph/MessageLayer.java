package dev.espalier.fx.graph;

import dev.espalier.fx.arrangement.Box;
import dev.espalier.fx.arrangement.Edge.Corner;
import dev.espalier.fx.look.Look;
import dev.espalier.fx.look.MessageSign;
import dev.espalier.fx.timeline.Flights.Flight;
import dev.espalier.fx.words.MessageWords;
import dev.espalier.otp.ProcessEvent;
import java.util.ArrayList;
import java.util.List;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;

/**
 * The upper layer: messages that travel, with their names and a short trail when they are few, and
 * a glow where one has arrived.
 */
final class MessageLayer {
  /** So many are named; more are in each other's way. */
  private static final int MOST_NAMED = 2;

  /** So many have a shape and a trail; more are a swarm of dots. */
  static final int MOST_SHAPED = 300;

  private static final double RADIUS = 5;
  private static final double TRAIL = 0.12;
  private static final int TRAIL_DOTS = 6;
  private static final double CHARACTER = 6.4;

  /** A message, and where on the pane it is. */
  record Spot(long number, double x, double y) {}

  private final Pen pen;
  private final Look look;
  private final Routes routes;
  private final GraphicsContext canvas;
  private final List<Spot> spots = new ArrayList<>();

  MessageLayer(Pen pen, Routes routes) {
    this.pen = pen;
    this.look = pen.look();
    this.routes = routes;
    this.canvas = pen.canvas();
  }

  /** Draws them; where they are. */
  List<Spot> draw(List<Flight> flights, long selected) {
    BoxPainter painter = new BoxPainter(pen);
    flights.stream().filter(flight -> flight.glow() > 0).forEach(each -> glow(each, painter));
    List<Flight> seen =
        flights.reversed().stream()
            .filter(flight -> flight.glow() == 0 || flight.glow() == 1)
            .toList();
    boolean few = seen.stream().filter(MessageLayer::isMessage).count() <= MOST_NAMED;
    for (Flight flight : seen) {
      Route route = routes.of(flight);
      if (route != null) {
        if (few && isMessage(flight)) {
          way(flight, route);
        }
        draw(flight, route, flight.number() == selected);
      }
    }
    if (few && pen.isLegible()) {
      seen.stream().filter(MessageLayer::isMessage).forEach(this::name);
    }
    return spots;
  }

  private static boolean isMessage(Flight flight) {
    return flight.message().kind() != ProcessEvent.Kind.SIGNAL;
  }

  /** All of the way: thin where nothing else leads from the one to the other. */
  private void way(Flight flight, Route route) {
    Color color = MessageSign.of(flight.message().kind()).color(look);
    boolean isUsual = routes.isEdge(flight.message());
    pen.line(route.corners(), color.deriveColor(0, 1, 1, isUsual ? 0.6 : 0.4), isUsual ? 2 : 1);
  }

  private void draw(Flight flight, Route route, boolean selected) {
    MessageSign sign = MessageSign.of(flight.message().kind());
    Color color = sign.color(look);
    double at = flight.progress();
    if (flight.glow() == 0) {
      canvas.setFill(color.deriveColor(0, 1, 1, 0.3));
      for (int i = TRAIL_DOTS; i > 0; i--) {
        double behind = at - TRAIL * i / TRAIL_DOTS;
        double radius = RADIUS - 0.5 * i;
        double x = pen.view().x(route.x(behind));
        double y = pen.view().y(route.y(behind));
        canvas.fillOval(x - radius, y - radius, 2 * radius, 2 * radius);
      }
    }
    double x = pen.view().x(route.x(at));
    double y = pen.view().y(route.y(at));
    if (selected) {
      canvas.setFill(look.accent().deriveColor(0, 1, 1, 0.3));
      canvas.fillOval(x - 2 * RADIUS, y - 2 * RADIUS, 4 * RADIUS, 4 * RADIUS);
    }
    sign.draw(canvas, x, y, RADIUS, look);
    spots.add(new Spot(flight.number(), x, y));
  }

  private void glow(Flight flight, BoxPainter painter) {
    Box box = routes.box(flight.message().to());
    if (box != null && pen.isLegible()) {
      Color color = MessageSign.of(flight.message().kind()).color(look);
      painter.ring(
          box, new Corner(box.x(), box.y()), 3, color.deriveColor(0, 1, 1, 0.5 * flight.glow()), 4);
    }
  }

  private void name(Flight flight) {
    Route route = routes.of(flight);
    if (route == null) {
      return;
    }
    String text = MessageWords.of(flight.message());
    double width = 16 + CHARACTER * text.length();
    double x = pen.view().x(route.x(flight.progress()));
    double y = pen.view().y(route.y(flight.progress()));
    double left = Math.clamp(x - width / 2, 4, Math.max(4, pen.width() - width - 4));
    double top = y - 32 < 4 ? y + 14 : y - 32;
    Color color = MessageSign.of(flight.message().kind()).color(look);
    canvas.setFill(look.surface());
    canvas.fillRoundRect(left, top, width, 20, 12, 12);
    canvas.setStroke(color);
    canvas.setLineWidth(1);
    canvas.strokeRoundRect(left + 0.5, top + 0.5, width - 1, 19, 12, 12);
    canvas.setFont(Font.font("System", 11));
    canvas.setFill(look.text());
    canvas.setTextAlign(TextAlignment.CENTER);
    canvas.setTextBaseline(VPos.CENTER);
    canvas.fillText(text, left + width / 2, top + 10);
  }
}
