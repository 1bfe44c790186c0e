package dev.espalier.environment;

import dev.espalier.app.App;
import dev.espalier.app.AppException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The app that an environment runs, which another can replace meanwhile, as Erlang's code server
 * replaces a module: whoever is in the middle of something finishes it in the old one, and that is
 * closed when the last has left it (docs/decisions/0007).
 */
public final class LoadedApp implements AutoCloseable {
  private Edition current;

  /**
   * @param app closed when it was replaced, or by {@link #close}
   */
  public LoadedApp(App app) {
    this.current = new Edition(app, 1);
  }

  /** One of the apps there have been, with how many are in the middle of something in it. */
  private static final class Edition {
    private final App app;
    private final int revision;
    private int users;
    private boolean retired;

    Edition(App app, int revision) {
      this.app = app;
      this.revision = revision;
    }

    private boolean isDone() {
      return retired && users == 0;
    }
  }

  /** The current app, which stays open at least until this is closed. */
  final class Use implements AutoCloseable {
    private final Edition used;

    private Use(Edition used) {
      this.used = used;
    }

    App app() {
      return used.app;
    }

    @Override
    public void close() {
      leave(used);
    }
  }

  synchronized Use use() {
    current.users++;
    return new Use(current);
  }

  private void leave(Edition left) {
    boolean done;
    synchronized (this) {
      left.users--;
      done = left.isDone();
    }
    if (done) {
      left.app.close();
    }
  }

  /** A file of the current app, which stays open at least until the file's content is closed. */
  public App.Resource resource(String name) throws AppException {
    Use use = use();
    try {
      App.Resource resource = use.app().resource(name);
      return new App.Resource(resource.type(), new Reading(resource.content(), use));
    } catch (AppException e) {
      use.close();
      throw e;
    }
  }

  /** The content of a file of an app. */
  private static final class Reading extends FilterInputStream {
    private final Use use;
    private boolean closed;

    Reading(InputStream content, Use use) {
      super(content);
      this.use = use;
    }

    @Override
    public void close() throws IOException {
      if (!closed) {
        closed = true;
        use.close();
        super.close();
      }
    }
  }

  /** Has everybody use another app from now on. */
  void replace(App next) {
    Edition old;
    synchronized (this) {
      old = current;
      current = new Edition(next, old.revision + 1);
    }
    retire(old);
  }

  private void retire(Edition old) {
    boolean done;
    synchronized (this) {
      old.retired = true;
      done = old.isDone();
    }
    if (done) {
      old.app.close();
    }
  }

  /** The number of the current app among those there have been, from 1. */
  public synchronized int revision() {
    return current.revision;
  }

  /** Whether this is the current app. */
  @SuppressWarnings("ReferenceEquality") // apps may equal one another, e.g. one opened twice
  public synchronized boolean runs(App app) {
    return current.app == app;
  }

  /** How the current app is named in messages. */
  public synchronized String describe() {
    return current.app.describe();
  }

  /** Closes the current app, once nobody is in the middle of anything in it. */
  @Override
  public void close() {
    Edition last;
    synchronized (this) {
      last = current;
    }
    retire(last);
  }
}
