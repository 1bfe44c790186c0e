package dev.espalier.fx.client;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import javafx.geometry.Insets;
import javafx.geometry.Orientation;
import javafx.scene.Node;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.Pane;

/**
 * Lays its children out as Flutter's flex does: one after another along the main axis; those that
 * have a share divide what room is left. Where the app says nothing, rows are centred across, and 8
 * px are left between controls, which have no margins of their own as Lenra's have.
 */
final class FlexPane extends Pane {
  private static final String SHARE = "flex-share";
  private static final double BETWEEN = 8;

  /** A part of the room that is left, which the node fills or not. */
  private record Share(double share, boolean fills) {
    static final Share NONE = new Share(0, false);
  }

  private final Sight sight = new Sight(this);
  private double measuredWidth = Double.NaN;
  private double measuredHeight;
  private boolean vertical;
  private boolean fillParent;
  private double spacing;
  private String mainAxisAlignment = "start";
  private String crossAxisAlignment = "start";

  /** The main axis of a flex component: {@code horizontal} or {@code vertical}. */
  static String axis(Component flex) {
    return flex.word("direction", "horizontal").equals("vertical") ? "vertical" : "horizontal";
  }

  static boolean isColumn(Component component) {
    return component.type().equals("flex") && axis(component).equals("vertical");
  }

  /**
   * Gives {@code node} this share of the room left over, 0 for none.
   *
   * @param fills whether it takes all of it, however much it needs
   */
  static void share(Node node, double share, boolean fills) {
    node.getProperties().put(SHARE, new Share(share, fills));
  }

  private static Share shareOf(Node node) {
    return node.getProperties().get(SHARE) instanceof Share share ? share : Share.NONE;
  }

  private static double share(Node node) {
    return shareOf(node).share();
  }

  void arrange(Component flex) {
    vertical = axis(flex).equals("vertical");
    fillParent = flex.is("fillParent");
    spacing = flex.unit() * flex.number("spacing", BETWEEN / flex.unit());
    mainAxisAlignment = flex.word("mainAxisAlignment", "start");
    crossAxisAlignment = flex.word("crossAxisAlignment", vertical ? "start" : "center");
    setPadding(Styling.padding(flex));
    requestLayout();
  }

  boolean fills() {
    return fillParent;
  }

  @Override
  public Orientation getContentBias() {
    return Orientation.HORIZONTAL;
  }

  @Override
  protected double computePrefWidth(double height) {
    Insets insets = getInsets();
    double sum = vertical ? 0 : gaps();
    for (Node child : getManagedChildren()) {
      double width = wantedWidth(child);
      sum = vertical ? Math.max(sum, width) : sum + width;
    }
    return insets.getLeft() + Math.ceil(sum) + insets.getRight();
  }

  @Override
  public void requestLayout() {
    measuredWidth = Double.NaN;
    super.requestLayout();
  }

  /** Measured once for each width: in a long column this is asked of every row again and again. */
  @Override
  protected double computePrefHeight(double width) {
    if (width != measuredWidth) {
      measuredHeight = measureHeight(width);
      measuredWidth = width;
    }
    return measuredHeight;
  }

  private double measureHeight(double width) {
    Insets insets = getInsets();
    List<Node> children = getManagedChildren();
    double inner = (width < 0 ? prefWidth(-1) : width) - insets.getLeft() - insets.getRight();
    return insets.getTop()
        + Math.ceil(vertical ? columnHeight(children, inner) : rowHeight(children, inner))
        + insets.getBottom();
  }

  private double columnHeight(List<Node> children, double width) {
    return gaps() + Arrays.stream(heights(children, width)).sum();
  }

  private double rowHeight(List<Node> children, double width) {
    double[] widths = mainSizes(children, width, -1);
    double most = 0;
    for (int i = 0; i < widths.length; i++) {
      most = Math.max(most, wantedHeight(children.get(i), widths[i]));
    }
    return most;
  }

  /** Only what scrolls can be cut short. */
  @Override
  protected double computeMinHeight(double width) {
    DoubleStream spared =
        getManagedChildren().stream()
            .filter(FlexPane::canBeCutShort)
            .mapToDouble(child -> child.prefHeight(width) - child.minHeight(width));
    return prefHeight(width) - (vertical ? spared.sum() : spared.min().orElse(0));
  }

  private static boolean canBeCutShort(Node node) {
    return node instanceof ScrollPane
        || (node instanceof FlexPane flex
            && flex.getManagedChildren().stream().anyMatch(FlexPane::canBeCutShort));
  }

  @Override
  protected double computeMinWidth(double height) {
    Insets insets = getInsets();
    double sum = vertical ? 0 : gaps();
    for (Node child : getManagedChildren()) {
      double width = child.minWidth(-1);
      sum = vertical ? Math.max(sum, width) : sum + width;
    }
    return insets.getLeft() + Math.ceil(sum) + insets.getRight();
  }

  @Override
  protected double computeMaxWidth(double height) {
    return fillParent || crossAxisAlignment.equals("stretch")
        ? Double.MAX_VALUE
        : prefWidth(height);
  }

  private static double wantedWidth(Node child) {
    double most = Math.min(child.prefWidth(-1), child.maxWidth(-1));
    return Math.ceil(Math.max(child.minWidth(-1), most));
  }

  private static double wantedHeight(Node child, double width) {
    double most = Math.min(child.prefHeight(width), child.maxHeight(width));
    return Math.ceil(Math.max(child.minHeight(width), most));
  }

  private double gaps() {
    return spacing * Math.max(0, getManagedChildren().size() - 1);
  }

  /** What is not drawn yet is taken to be as high as the others are on average. */
  private double likelyHeight(List<Node> children, double across) {
    return children.stream()
        .filter(child -> !(child instanceof Unseen))
        .mapToDouble(child -> wantedHeight(child, crossSize(child, across)))
        .average()
        .orElse(0);
  }

  /** The children's heights in a column. */
  private double[] heights(List<Node> children, double across) {
    boolean someUnseen = children.stream().anyMatch(Unseen.class::isInstance);
    double likely = someUnseen ? Math.rint(likelyHeight(children, across)) : 0;
    return children.stream()
        .mapToDouble(child ->
            child instanceof Unseen ? likely : wantedHeight(child, crossSize(child, across)))
        .toArray();
  }

  @Override
  protected void layoutChildren() {
    Insets insets = getInsets();
    List<Node> children = getManagedChildren();
    double width = getWidth() - insets.getLeft() - insets.getRight();
    double height = getHeight() - insets.getTop() - insets.getBottom();
    double room = vertical ? height : width;
    double across = vertical ? width : height;
    double[] sizes = mainSizes(children, room, across);
    double rest = room - gaps();
    for (double size : sizes) {
      rest -= size;
    }
    double before = before(Math.max(0, rest), children.size());
    double gap = spacing + between(Math.max(0, rest), children.size());
    double at = before;
    for (int i = 0; i < children.size(); i++) {
      Node child = children.get(i);
      double cross = vertical ? crossSize(child, across) : crossSize(child, sizes[i], across);
      double aside = aside(across - cross);
      if (vertical) {
        child.resizeRelocate(
            snapPositionX(insets.getLeft() + aside),
            snapPositionY(insets.getTop() + at),
            cross,
            sizes[i]);
      } else {
        child.resizeRelocate(
            snapPositionX(insets.getLeft() + at),
            snapPositionY(insets.getTop() + aside),
            sizes[i],
            cross);
      }
      at += sizes[i] + gap;
    }
    sight.lookLater();
  }

  /** The children's sizes along the main axis. What does not fit makes the widest give way. */
  private double[] mainSizes(List<Node> children, double room, double across) {
    double[] sizes =
        vertical
            ? heights(children, across)
            : children.stream().mapToDouble(FlexPane::wantedWidth).toArray();
    double rest = room - gaps();
    double shares = 0;
    for (int i = 0; i < sizes.length; i++) {
      shares += share(children.get(i));
      rest -= share(children.get(i)) == 0 ? sizes[i] : 0;
    }
    for (int i = 0; i < sizes.length; i++) {
      Node child = children.get(i);
      if (share(child) > 0) {
        double least = vertical ? child.prefHeight(across) : child.minWidth(-1);
        double part = Math.max(rest * share(child) / shares, least);
        sizes[i] = shareOf(child).fills() ? part : Math.min(part, Math.max(sizes[i], least));
      }
    }
    if (!vertical) {
      narrow(children, sizes, room - gaps());
    }
    return sizes;
  }

  /** Cuts down to {@code room} at one height, like water: who is narrow anyway keeps its width. */
  private static void narrow(List<Node> children, double[] sizes, double room) {
    double all = Arrays.stream(sizes).sum();
    double low = 0;
    double high = all;
    for (int i = 0; i < 20 && all > room; i++) {
      double level = (low + high) / 2;
      double sum = 0;
      for (int child = 0; child < sizes.length; child++) {
        sum += cut(children.get(child), sizes[child], level);
      }
      if (sum > room) {
        high = level;
      } else {
        low = level;
      }
    }
    for (int child = 0; child < sizes.length && all > room; child++) {
      sizes[child] = cut(children.get(child), sizes[child], low);
    }
  }

  private static double cut(Node child, double size, double level) {
    return size <= level ? size : Math.min(size, Math.max(level, child.minWidth(-1)));
  }

  private double crossSize(Node child, double width) {
    boolean wide = crossAxisAlignment.equals("stretch") || fills(child);
    return wide ? width : Math.min(wantedWidth(child), width);
  }

  private static boolean fills(Node child) {
    return child instanceof FlexPane flex && flex.fills();
  }

  private double crossSize(Node child, double width, double height) {
    return crossAxisAlignment.equals("stretch")
        ? height
        : Math.min(wantedHeight(child, width), height);
  }

  private double aside(double rest) {
    return switch (crossAxisAlignment) {
      case "center", "baseline" -> rest / 2;
      case "end" -> rest;
      default -> 0;
    };
  }

  private double before(double rest, int count) {
    return switch (mainAxisAlignment) {
      case "end" -> rest;
      case "center" -> rest / 2;
      case "spaceAround" -> rest / Math.max(1, count) / 2;
      case "spaceEvenly" -> rest / (count + 1);
      default -> 0;
    };
  }

  private double between(double rest, int count) {
    return switch (mainAxisAlignment) {
      case "spaceBetween" -> count > 1 ? rest / (count - 1) : 0;
      case "spaceAround" -> rest / Math.max(1, count);
      case "spaceEvenly" -> rest / (count + 1);
      default -> 0;
    };
  }
}
