package dev.espalier.fx.sequence;

import com.google.common.collect.ImmutableList;
import dev.espalier.fx.arrangement.Labels;
import dev.espalier.fx.arrangement.Role;
import dev.espalier.fx.look.Look;
import dev.espalier.fx.look.MessageSign;
import dev.espalier.fx.timeline.Life;
import dev.espalier.fx.timeline.ProcessAt;
import dev.espalier.fx.viewing.Watched;
import dev.espalier.fx.words.MessageWords;
import dev.espalier.otp.Address;
import dev.espalier.otp.ProcessEvent;
import java.util.HashMap;
import java.util.Map;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.FontWeight;
import javafx.scene.text.TextAlignment;
import org.jspecify.annotations.Nullable;

/**
 * Draws the rows of a sequence that are in sight. Lanes are columns with their heads always in
 * sight; what is still to come is pale.
 */
final class Diagram {
  static final int HEAD = 48;
  static final int ROW = 28;
  private static final int WIDEST_LANE = 128;
  private static final int NARROWEST_LANE = 88;
  static final int NUMBERS = 56;
  private static final int WORK = 8;
  private static final int LOOP = 28;
  private static final double AHEAD = 0.3;
  private static final double CHARACTER = 6.2;
  private static final int LONGEST_LABEL = 14;
  private static final int LONGEST_TITLE = 12;
  private static final Font TITLE = Font.font(Look.FONT, FontWeight.BOLD, 12);
  private static final Font TEXT = Font.font(Look.FONT, 11);
  private static final Font NOTE = Font.font(Look.FONT, 10);

  private final GraphicsContext pen;
  private final double width;
  private final double height;
  private final Look look;
  private final Sequence sequence;
  private final Watched watched;
  private final double left;
  private final double top;
  private final double lane;
  private final Map<Address, Integer> columns = new HashMap<>();

  /**
   * @param left how far it is scrolled to the right, in pixels
   * @param top how far it is scrolled down
   */
  Diagram(Canvas canvas, Look look, Sequence sequence, Watched watched, double left, double top) {
    this.pen = canvas.getGraphicsContext2D();
    this.width = canvas.getWidth();
    this.height = canvas.getHeight();
    this.look = look;
    this.sequence = sequence;
    this.watched = watched;
    this.left = left;
    this.top = top;
    this.lane = lane(sequence, canvas.getWidth());
    ImmutableList<Lane> lanes = sequence.lanes();
    for (int i = 0; i < lanes.size(); i++) {
      columns.put(lanes.get(i).identity(), i);
    }
  }

  /** How wide it is when nothing of it is out of sight. */
  static double wide(Sequence sequence, double room) {
    return NUMBERS + lane(sequence, room) * sequence.lanes().size();
  }

  /** So wide that all lanes are in sight, if they can be read then. */
  private static double lane(Sequence sequence, double room) {
    double fits = (room - NUMBERS) / Math.max(1, sequence.lanes().size());
    return Math.clamp(fits, NARROWEST_LANE, WIDEST_LANE);
  }

  static double high(Sequence sequence) {
    return HEAD + (double) ROW * (sequence.size() + 1);
  }

  private double x(Address who) {
    return NUMBERS + lane * (columns.getOrDefault(who, 0) + 0.5) - left;
  }

  private double y(int row) {
    return HEAD + ROW * (row + 0.75) - top;
  }

  /** The row at a place; -1 for none. */
  static int rowAt(double y, double top, Sequence sequence) {
    int row = (int) Math.floor((y - HEAD + top) / ROW);
    return y < HEAD || row < 0 || row >= sequence.size() ? -1 : row;
  }

  void draw(long selectedMessage) {
    pen.clearRect(0, 0, width, height);
    pen.setTextBaseline(VPos.CENTER);
    int first = Math.max(0, (int) Math.floor(top / ROW) - 1);
    int last = Math.min(sequence.size() - 1, (int) Math.ceil((top + height) / ROW));
    int now = sequence.rowAt(watched.player().at());
    lifelines();
    for (Sequence.Work work : sequence.worksIn(first, last)) {
      work(work, now);
    }
    here(now);
    for (int row = first; row <= last; row++) {
      Row each = sequence.row(row);
      if (each.number() == selectedMessage) {
        pen.setFill(look.accent().deriveColor(0, 1, 1, 0.12));
        pen.fillRect(0, y(row) - ROW * 0.75, width, ROW);
      }
      draw(each, y(row), row > now ? AHEAD : 1);
    }
    heads();
  }

  private void lifelines() {
    pen.setFill(look.line());
    for (Address who : columns.keySet()) {
      pen.fillRect(Math.rint(x(who)), HEAD, 1, height - HEAD);
    }
  }

  private void work(Sequence.Work work, int now) {
    double from = y(work.first());
    double to = Math.max(from + WORK, y(work.last()) + 4);
    Color color = look.of(role(work.who()));
    double strength = work.first() > now ? AHEAD : 1;
    pen.setFill(mixed(color, 0.25 * strength));
    pen.fillRect(x(work.who()) - WORK / 2.0, from, WORK, to - from);
    pen.setStroke(mixed(color, 0.8 * strength));
    pen.setLineWidth(1);
    pen.strokeRect(x(work.who()) - WORK / 2.0, from, WORK, to - from);
  }

  /** Where one is: under the last row that has happened. */
  private void here(int now) {
    double y = Math.round(y(now) + ROW * 0.25);
    pen.setFill(look.accent());
    pen.fillRect(0, y, width, 1);
    pen.fillPolygon(new double[] {0, 6, 0}, new double[] {y - 4, y, y + 4}, 3);
  }

  private void draw(Row row, double y, double strength) {
    pen.setFont(NOTE);
    pen.setTextAlign(TextAlignment.RIGHT);
    pen.setFill(mixed(look.muted(), strength));
    pen.fillText("#%,d".formatted(row.number()), NUMBERS - 8.0, y);
    switch (row) {
      case Row.Message message -> message(message, y, strength);
      case Row.Begin(_, Address who, boolean isAgain) -> {
        String text = isAgain ? "↻ started again" : "starts";
        pen.setStroke(mixed(look.of(role(who)), strength));
        pen.setLineWidth(1.5);
        pen.setFill(look.surface());
        pen.fillOval(x(who) - 5, y - 5, 10, 10);
        pen.strokeOval(x(who) - 5, y - 5, 10, 10);
        note(text, x(who) + 12, y, mixed(isAgain ? look.danger() : look.muted(), strength));
      }
      case Row.End(_, Address who, var reason) -> {
        Color color = mixed(reason.isAbnormal() ? look.danger() : look.muted(), strength);
        pen.setStroke(color);
        pen.setLineWidth(2);
        pen.strokeLine(x(who) - 5, y - 5, x(who) + 5, y + 5);
        pen.strokeLine(x(who) - 5, y + 5, x(who) + 5, y - 5);
        note(Labels.shortened(reason.toString(), 2 * LONGEST_LABEL), x(who) + 12, y, color);
      }
    }
  }

  private void note(String text, double x, double y, Color color) {
    pen.setFont(TEXT);
    pen.setTextAlign(TextAlignment.LEFT);
    backed(text, x, y, color);
  }

  /** On a ground of its own, so that no line runs through it. */
  private void backed(String text, double x, double y, Color color) {
    double wide = CHARACTER * text.length() + 4;
    double from = pen.getTextAlign() == TextAlignment.CENTER ? x - wide / 2 : x - 2;
    pen.setFill(ground());
    pen.fillRect(from, y - 7, wide, 14);
    pen.setFill(color);
    pen.fillText(text, x, y);
  }

  private void message(Row.Message message, double y, double strength) {
    MessageSign sign = MessageSign.of(message.kind());
    Color color = mixed(message.isLost() ? look.danger() : sign.color(look), strength);
    String text =
        MessageWords.what(message.content()) + (message.isLost() ? "  ✕ nobody there" : "");
    double to = x(message.to());
    Address sender = message.from();
    double from = sender == null ? to - lane / 2 : x(sender);
    pen.setStroke(color);
    pen.setLineWidth(1.5);
    pen.setFont(TEXT);
    if (from == to) {
      itself(message.kind(), text, to, y, color, strength);
      return;
    }
    boolean right = to > from;
    double end = to - (right ? 1 : -1) * WORK / 2.0;
    double begin = sender == null ? from : from + (right ? 1 : -1) * WORK / 2.0;
    dashes(message.kind());
    pen.strokeLine(begin, y, end, y);
    pen.setLineDashes();
    head(message.kind(), end, y, right, color);
    if (strength == 1) {
      sign.draw(pen, begin, y, 3.5, look);
    }
    pen.setTextAlign(TextAlignment.CENTER);
    double middle = (begin + end) / 2;
    backed(fitting(text, Math.abs(end - begin) - 12), middle, y - 10, mixed(look.text(), strength));
  }

  /** A message to itself: out and back in. */
  private void itself(
      ProcessEvent.Kind kind, String text, double x, double y, Color color, double strength) {
    double from = x + WORK / 2.0;
    dashes(kind);
    pen.strokeLine(from, y - 6, from + LOOP, y - 6);
    pen.strokeLine(from + LOOP, y - 6, from + LOOP, y + 4);
    pen.strokeLine(from + LOOP, y + 4, from, y + 4);
    pen.setLineDashes();
    head(kind, from, y + 4, false, color);
    pen.setTextAlign(TextAlignment.LEFT);
    backed(fitting(text, WIDEST_LANE), from + LOOP + 6, y - 1, mixed(look.text(), strength));
  }

  private void dashes(ProcessEvent.Kind kind) {
    switch (kind) {
      case REPLY -> pen.setLineDashes(5, 4);
      case SIGNAL -> pen.setLineDashes(1, 4);
      default -> pen.setLineDashes();
    }
  }

  /** Filled where the sender waits for it, open where it does not, doubled for a group. */
  private void head(ProcessEvent.Kind kind, double x, double y, boolean right, Color color) {
    double back = right ? -7 : 7;
    pen.setFill(color);
    switch (kind) {
      case CALL, REPLY ->
          pen.fillPolygon(new double[] {x, x + back, x + back}, new double[] {y, y - 4, y + 4}, 3);
      case PUBLISH -> {
        open(x, y, back);
        open(x + back * 0.7, y, back);
      }
      case CAST, INFO, SIGNAL -> open(x, y, back);
    }
  }

  private void open(double x, double y, double back) {
    pen.strokeLine(x, y, x + back, y - 4);
    pen.strokeLine(x, y, x + back, y + 4);
  }

  private static String fitting(String text, double room) {
    int most = Math.max(3, (int) (room / CHARACTER));
    return Labels.shortened(text, most);
  }

  private void heads() {
    pen.setFill(ground());
    pen.fillRect(0, 0, width, HEAD);
    pen.setFill(look.line());
    pen.fillRect(0, HEAD, width, 1);
    for (Lane each : sequence.lanes()) {
      double x = x(each.identity());
      if (x < -lane || x > width + lane) {
        continue;
      }
      double wide = Math.min(lane - 8, 24 + 7.6 * title(each).length());
      pen.setFill(look.surface());
      pen.fillRoundRect(x - wide / 2, 4, wide, 22, 12, 12);
      pen.setStroke(look.of(Role.of(each.kind())));
      pen.setLineWidth(1.5);
      pen.strokeRoundRect(x - wide / 2, 4, wide, 22, 12, 12);
      pen.setTextAlign(TextAlignment.CENTER);
      pen.setFont(TITLE);
      pen.setFill(look.text());
      pen.fillText(title(each), x, 15, lane - 16);
      pen.setFont(NOTE);
      pen.setFill(look.muted());
      pen.fillText(label(each), x, 36, lane - 8);
    }
  }

  /** Without where it belongs, which the label says, when it is long. */
  private static String title(Lane of) {
    String kind = of.kind();
    return kind.length() <= LONGEST_TITLE ? kind : kind.substring(kind.indexOf('.') + 1);
  }

  private String label(Lane of) {
    Life life = watched.timeline().lives().last(of.identity(), watched.after());
    ProcessAt process = life == null ? null : lastSeen(life);
    return process == null ? "" : Labels.shortened(watched.labels().full(process), LONGEST_LABEL);
  }

  /** As it is at the moment, or as it was last or will be first. */
  private @Nullable ProcessAt lastSeen(Life life) {
    ProcessAt now = watched.moment().process(life.pid());
    return now != null ? now : watched.timeline().at(watched.after()).process(life.pid());
  }

  private Role role(Address who) {
    Integer column = columns.get(who);
    return column == null ? Role.SUPERVISOR : Role.of(sequence.lanes().get(column).kind());
  }

  private Color ground() {
    return look.isDark() ? Color.web("#0d1117") : Color.web("#f6f8fa");
  }

  private Color mixed(Color color, double strength) {
    return ground().interpolate(color, strength);
  }
}
