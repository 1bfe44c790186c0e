package dev.espalier.app;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;

/**
 * Notices that an app elsewhere was started again: it was away for a moment, and is back. It is not
 * asked anything for that: a connection is opened and closed at once.
 */
public final class AppWatch implements AutoCloseable {
  private static final Duration EVERY = Duration.ofMillis(200);
  private static final int CONNECT_MILLIS = 2_000;
  private static final int HTTP = 80;
  private static final int HTTPS = 443;

  /** Told on a thread of its own; not told of anything else before it returns. */
  public interface Watcher {
    /** Nothing listens at the app's URL any more. */
    void isAway();

    /** Something does again. */
    void isBack();
  }

  private final URI url;
  private final Watcher watcher;
  private final Thread thread;

  private AppWatch(URI url, Watcher watcher) {
    this.url = url;
    this.watcher = watcher;
    this.thread = Thread.ofVirtual().name("watch " + url).start(this::watch);
  }

  /** Begins to watch an app that is there. */
  public static AppWatch of(URI url, Watcher watcher) {
    return new AppWatch(url, watcher);
  }

  private void watch() {
    boolean was = true;
    try {
      while (true) {
        Thread.sleep(EVERY);
        boolean is = answers(url);
        if (was && !is) {
          watcher.isAway();
        } else if (is && !was) {
          watcher.isBack();
        }
        was = is;
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether anything listens at a URL. */
  public static boolean answers(URI url) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(url.getHost(), port(url)), CONNECT_MILLIS);
      return true;
    } catch (IOException _) {
      return false;
    }
  }

  /** The port that a URL means. */
  public static int port(URI url) {
    if (url.getPort() >= 0) {
      return url.getPort();
    }
    return "https".equals(url.getScheme()) ? HTTPS : HTTP;
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
