package dev.espalier.app;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Engine;
import org.graalvm.polyglot.Source;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * An app in one JavaScript module, run inside this JVM on GraalJS: it exports {@code manifest},
 * {@code views} and {@code listeners} and speaks the latest dialect. Scripts reach nothing but the
 * data API; their clock is the node's and their random numbers repeat, so that runs can be
 * repeated.
 *
 * <p>A listener may wait for the tree, which may wait for a view; so each listener that runs has a
 * context of its own, and views have theirs.
 */
public final class ScriptApp implements App {
  private static final Pattern MANIFEST =
      Pattern.compile("export\\s+(?:const|let|var)\\s+(manifest)\\b");

  private final Path file;
  private final Source source;
  private final InstantSource clock;
  private final Engine engine;
  private final ScriptContext views;
  private final Deque<ScriptContext> idle = new ArrayDeque<>();

  private ScriptApp(Path file, Source source, InstantSource clock) throws AppException {
    this.file = file;
    this.source = source;
    this.clock = clock;
    this.engine = Engine.newBuilder("js").build();
    this.views = new ScriptContext(engine, source, clock);
  }

  /**
   * Opens the app in a folder's {@code app.js}, or in a file.
   *
   * @throws AppException when there is none, or it does not load
   */
  public static ScriptApp open(Path path, InstantSource clock) throws AppException {
    Path file = Files.isDirectory(path) ? path.resolve("app.js") : path;
    if (!Files.isRegularFile(file)) {
      throw new AppException(
          AppException.Reason.NOT_FOUND,
          "%s: there is no such file; an app is a folder with app.js, a .js file, or a URL"
              .formatted(file));
    }
    try {
      return of(file, Files.readString(file), clock);
    } catch (IOException e) {
      throw new AppException(
          AppException.Reason.NOT_REACHABLE, "%s cannot be read: %s".formatted(file, e), e);
    }
  }

  /**
   * Opens the app in a script that has been read.
   *
   * @param file where it is, for messages
   * @throws AppException when it does not load
   */
  public static ScriptApp of(Path file, String script, InstantSource clock) throws AppException {
    Source source =
        Source.newBuilder("js", script, file.getFileName().toString())
            .mimeType("application/javascript+module")
            .buildLiteral();
    return new ScriptApp(file, source, clock);
  }

  @Override
  public JsonNode manifest() throws AppException {
    return views.manifest();
  }

  /** Where the script has its manifest. */
  public ScriptExport manifestPlace() {
    Matcher export = MANIFEST.matcher(source.getCharacters());
    int start = export.find() ? export.start(1) : 0;
    return new ScriptExport("manifest", source.getLineNumber(start), source.getColumnNumber(start));
  }

  /** The views that the script exports. */
  public ImmutableList<ScriptExport> views() throws AppException {
    return views.functions("views");
  }

  /** The listeners that the script exports. */
  public ImmutableList<ScriptExport> listeners() throws AppException {
    return views.functions("listeners");
  }

  @Override
  public JsonNode view(ViewRequest request) throws AppException {
    return views.view(request);
  }

  @Override
  public void listener(ListenerRequest request, DataAccess access) throws AppException {
    ScriptContext context = takeIdle();
    if (context == null) {
      context = new ScriptContext(engine, source, clock);
    }
    try {
      context.listener(request, access.data());
    } finally {
      putBack(context);
    }
  }

  /** A file in the folder {@code resources} beside the script. */
  @Override
  public Resource resource(String name) throws AppException {
    Path folder = file.toAbsolutePath().resolveSibling("resources");
    try {
      Path found = folder.resolve(name).toRealPath();
      if (found.startsWith(folder.toRealPath()) && Files.isRegularFile(found)) {
        String type = Files.probeContentType(found);
        return new Resource(
            Objects.requireNonNullElse(type, "application/octet-stream"),
            Files.newInputStream(found));
      }
    } catch (IOException | InvalidPathException _) {
      // It is not there, which is said below.
    }
    throw new AppException(
        AppException.Reason.NOT_FOUND, "%s has no file %s".formatted(folder, name));
  }

  private @Nullable ScriptContext takeIdle() {
    synchronized (idle) {
      return idle.poll();
    }
  }

  private void putBack(ScriptContext context) {
    synchronized (idle) {
      idle.push(context);
    }
  }

  @Override
  public String describe() {
    return file.toString();
  }

  @Override
  public void close() {
    engine.close(true);
  }
}
