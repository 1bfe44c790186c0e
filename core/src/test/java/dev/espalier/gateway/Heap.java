package dev.espalier.gateway;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** What this JVM keeps. */
public final class Heap {
  /** How much more may be kept after hostile work than before it, in bytes. */
  public static final long MOST_KEPT = 48L * 1024 * 1024;

  private Heap() {}

  /** In bytes, without what nobody refers to. */
  public static long used() {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }
}
