package dev.espalier.bench;

import dev.espalier.fx.timeline.Timeline;
import dev.espalier.trace.Recording;
import java.util.Random;

/** How long it takes to go to any moment of a recording. */
final class Seeks {
  private static final int COUNT = 5_000;
  private static final int WARM_UP = 500;
  private static final long SEED = 7;

  private Seeks() {}

  /**
   * @param following how long it took to take in the recording, in milliseconds
   * @param kept how much memory the timeline takes beyond the recording, in MB
   */
  record Result(int processes, int events, double following, double kept, Figures seeks) {}

  static Result measure(int processes, int events) {
    Recording recording = SyntheticRun.of(processes, events, SEED);
    double before = used();
    long begin = System.nanoTime();
    Timeline timeline = new Timeline(recording);
    timeline.follow(Integer.MAX_VALUE);
    double following = millisSince(begin);
    double kept = used() - before;
    Random random = new Random(SEED);
    double[] times = new double[COUNT];
    for (int i = -WARM_UP; i < COUNT; i++) {
      long moment = 1L + random.nextInt((int) timeline.end());
      long start = System.nanoTime();
      timeline.at(moment);
      if (i >= 0) {
        times[i] = millisSince(start);
      }
    }
    return new Result(processes, recording.size(), following, kept, Figures.of(times));
  }

  private static double millisSince(long nanos) {
    return (System.nanoTime() - nanos) / 1e6;
  }

  private static double used() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) / 1e6;
  }
}
