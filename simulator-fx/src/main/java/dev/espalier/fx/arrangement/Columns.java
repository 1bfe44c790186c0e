package dev.espalier.fx.arrangement;

import dev.espalier.fx.timeline.ProcessAt;
import java.util.Collection;

/**
 * Where the columns of the flow are: the middle of each, in pixels.
 *
 * @param left where the bands begin
 * @param right where they end
 * @param toQueries where what goes from SCMs to Qs turns
 * @param toWidgets where what goes from Qs to Ws turns
 * @param toBuilders where what goes from Ws to UIBuilders turns
 */
record Columns(
    double database,
    double stream,
    double manager,
    double query,
    double widget,
    double builder,
    double client,
    double left,
    double right,
    double toManagers,
    double toQueries,
    double toWidgets,
    double toBuilders) {
  private static final int GAP = 24;
  private static final int TURN = 16;
  private static final int LEAST_BETWEEN = 136;

  /**
   * As far apart as labels and blocks need to be beside one another.
   *
   * @param databaseWidth of the widest database
   * @param blocks as how many a block at most stands for; 0 when there are none
   */
  static Columns fitting(
      double databaseWidth,
      Collection<ProcessAt> queries,
      Collection<ProcessAt> widgets,
      int blocks,
      Labels labels) {
    double manager = half("SCM", blocks);
    double query = Math.max(half("Q", blocks), half(queries, labels));
    double widget = Math.max(half("W", blocks), half(widgets, labels));
    double builder = half("UIBuilder", blocks);
    double client = half("Client", blocks);
    double streamX = databaseWidth + GAP + half("CS", 0);
    double toManagers = streamX + half("CS", 0) + TURN;
    double left = toManagers + TURN;
    double managerX = left + TURN + manager;
    double toQueries = managerX + manager + TURN;
    double queryX = Arrangement.onGrid(toQueries + TURN + query);
    double afterWidget = widget + 2 * TURN + 2 * builder + GAP + 2 * client + TURN;
    double between = Math.max(LEAST_BETWEEN, query + 2 * TURN + widget);
    double narrow = queryX + between + afterWidget - left;
    double widgetX =
        queryX + Arrangement.onGrid(between + Math.max(0, FlowArea.leastBand() - narrow));
    double toBuilders = Arrangement.onGrid(widgetX + widget + TURN);
    double builderX = toBuilders + TURN + builder;
    double clientX = builderX + builder + GAP + client;
    return new Columns(
        databaseWidth / 2,
        streamX,
        managerX,
        queryX,
        widgetX,
        builderX,
        clientX,
        left,
        clientX + client + TURN,
        toManagers,
        toQueries,
        widgetX - widget - TURN / 2.0,
        toBuilders);
  }

  private static double half(String kind, int blocks) {
    return Box.widthOf(blocks == 0 ? kind : "%s × %,d".formatted(kind, blocks)) / 2;
  }

  private static double half(Collection<ProcessAt> processes, Labels labels) {
    return processes.stream().mapToDouble(each -> Labels.width(labels.of(each))).max().orElse(0)
        / 2;
  }

  /** The same, so many pixels further right. */
  Columns moved(double by) {
    return new Columns(
        database + by,
        stream + by,
        manager + by,
        query + by,
        widget + by,
        builder + by,
        client + by,
        left + by,
        right + by,
        toManagers + by,
        toQueries + by,
        toWidgets + by,
        toBuilders + by);
  }

  double width() {
    return right - left;
  }

  /** Where a box begins. */
  double x(String kind, double boxWidth) {
    double centre =
        switch (kind) {
          case "CS" -> stream;
          case "SCM" -> manager;
          case "Q" -> query;
          case "W" -> widget;
          case "UIBuilder" -> builder;
          default -> client;
        };
    return centre - boxWidth / 2;
  }

  double x(String kind) {
    return x(kind, Box.widthOf(kind));
  }
}
