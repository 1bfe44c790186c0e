package dev.espalier.app;

import com.google.common.collect.ImmutableList;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * An app's own server, started by a command, and started again whenever it ends, after pauses that
 * grow when it does so again and again. The port it is to serve at stands in its environment as
 * {@code PORT}.
 */
public final class AppProcess implements AutoCloseable {
  private static final Duration SHORTEST_PAUSE = Duration.ofMillis(500);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  /** What has run for so long has started well, whatever ended it. */
  private static final Duration STEADY = Duration.ofSeconds(30);

  /** How long it may take to end when it is asked to. */
  private static final Duration GRACE = Duration.ofSeconds(3);

  /** What happens to it. */
  public sealed interface News {
    /** A line of its output or of its errors. */
    record Said(String line) implements News {}

    /**
     * @param how in words that go on after its name, e.g. {@code ended with exit code 1}
     * @param pause after which it is started again
     */
    record Ended(String how, Duration pause) implements News {}
  }

  private final ImmutableList<String> command;
  private final int port;
  private final Consumer<News> told;
  private final Thread keeper;
  private Process process;
  private boolean closed;
  private volatile boolean ended;

  private AppProcess(List<String> command, int port, Consumer<News> told) throws IOException {
    this.command = ImmutableList.copyOf(command);
    this.port = port;
    this.told = told;
    this.process = launch();
    this.keeper = Thread.ofVirtual().name("app process").start(this::keep);
  }

  /**
   * Starts it; whether it serves shows when it is asked.
   *
   * @param told of each of its news, on a thread of its own
   * @throws AppException when there is no such command
   */
  public static AppProcess start(List<String> command, int port, Consumer<News> told)
      throws AppException {
    try {
      return new AppProcess(command, port, told);
    } catch (IOException e) {
      throw new AppException(
          AppException.Reason.NOT_REACHABLE,
          "%s cannot be started: %s".formatted(String.join(" ", command), e.getMessage()),
          e);
    }
  }

  /** The command as it was typed. */
  public String describe() {
    return String.join(" ", command);
  }

  /** Whether it has ended since it was started for the first time. */
  public boolean hasEnded() {
    return ended;
  }

  private void keep() {
    try {
      long begun = System.nanoTime();
      String how = ending(current());
      for (int inARow = 1; !isClosed(); inARow++) {
        if (System.nanoTime() - begun >= STEADY.toNanos()) {
          inARow = 1;
        }
        ended = true;
        told.accept(new News.Ended(how, pause(inARow)));
        Thread.sleep(pause(inARow));
        begun = System.nanoTime();
        how = anotherLife();
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Twice as long each time, within bounds. */
  static Duration pause(int endingsInARow) {
    int doublings = Math.min(endingsInARow - 1, 10);
    Duration pause = SHORTEST_PAUSE.multipliedBy(1L << doublings);
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  private String anotherLife() throws InterruptedException {
    try {
      return ending(relaunch());
    } catch (IOException e) {
      return "cannot be started: " + e.getMessage();
    }
  }

  private static String ending(Process running) throws InterruptedException {
    return "ended with exit code " + running.waitFor();
  }

  private synchronized Process current() {
    return process;
  }

  private synchronized Process relaunch() throws IOException {
    if (!closed) {
      process = launch();
    }
    return process;
  }

  private Process launch() throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PORT", String.valueOf(port));
    Process started = builder.start();
    Thread.ofVirtual().name("app output").start(() -> listen(started));
    return started;
  }

  private void listen(Process started) {
    try (BufferedReader output = started.inputReader(StandardCharsets.UTF_8)) {
      output.lines().forEach(line -> told.accept(new News.Said(line)));
    } catch (IOException e) {
      told.accept(new News.Said("(its output cannot be read: %s)".formatted(e.getMessage())));
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** Ends it with every process it has started. */
  @Override
  public void close() {
    Process last;
    synchronized (this) {
      closed = true;
      last = process;
    }
    keeper.interrupt();
    end(Stream.concat(last.descendants(), Stream.of(last.toHandle())).toList());
  }

  private static void end(List<ProcessHandle> processes) {
    processes.forEach(ProcessHandle::destroy);
    CompletableFuture<?>[] ends =
        processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(ends).get(GRACE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException | ExecutionException _) {
      processes.forEach(ProcessHandle::destroyForcibly);
    } catch (InterruptedException _) {
      processes.forEach(ProcessHandle::destroyForcibly);
      Thread.currentThread().interrupt();
    }
  }
}
