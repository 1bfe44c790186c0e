package dev.espalier.scenario.play;

import com.google.common.collect.ImmutableList;
import dev.espalier.app.App;
import dev.espalier.app.AppException;
import dev.espalier.app.DataAccess;
import dev.espalier.environment.Environment;
import dev.espalier.scenario.invariant.BuiltFromNothing;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/**
 * The apps a run has used one after the other. They stay open for whoever wants to know what UIs
 * they drew, also when the environment has closed them.
 */
final class Editions implements AutoCloseable {

  private record Edition(App app, BuiltFromNothing oracle) {}

  private final List<Edition> editions = new ArrayList<>();

  /** An app as the environment is given it. */
  static App kept(App app) {
    return new Kept(app);
  }

  /** From here on the environment uses this app. */
  void add(Environment environment, App app) {
    editions.add(new Edition(app, new BuiltFromNothing(environment, app)));
  }

  /** What they draw, the current one last. */
  ImmutableList<BuiltFromNothing> oracles() {
    return editions.stream().map(Edition::oracle).collect(ImmutableList.toImmutableList());
  }

  /** Closes all but the current one. */
  void forget() {
    while (editions.size() > 1) {
      editions.removeFirst().app().close();
    }
  }

  @Override
  public void close() {
    editions.forEach(edition -> edition.app().close());
  }

  private record Kept(App app) implements App {
    @Override
    public JsonNode manifest() throws AppException {
      return app.manifest();
    }

    @Override
    public JsonNode view(ViewRequest request) throws AppException {
      return app.view(request);
    }

    @Override
    public void listener(ListenerRequest request, DataAccess access) throws AppException {
      app.listener(request, access);
    }

    @Override
    public boolean isElsewhere() {
      return app.isElsewhere();
    }

    @Override
    public String describe() {
      return app.describe();
    }

    /** {@link Editions} does. */
    @Override
    public void close() {}
  }
}
