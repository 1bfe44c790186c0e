package dev.espalier.bench;

import java.util.Arrays;

/**
 * Times in milliseconds, in a few figures.
 *
 * @param p50 the time that half of them do not exceed
 */
record Figures(int count, double p50, double p95, double p99, double max) {

  static Figures of(double[] times) {
    double[] sorted = times.clone();
    Arrays.sort(sorted);
    return new Figures(
        sorted.length,
        share(sorted, 0.5),
        share(sorted, 0.95),
        share(sorted, 0.99),
        share(sorted, 1));
  }

  private static double share(double[] sorted, double part) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[Math.min(sorted.length - 1, (int) (part * sorted.length))];
  }
}
