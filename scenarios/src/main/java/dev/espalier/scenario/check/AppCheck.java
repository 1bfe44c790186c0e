package dev.espalier.scenario.check;

import static dev.espalier.scenario.story.Sentences.count;

import com.google.common.collect.ImmutableList;
import dev.espalier.app.App;
import dev.espalier.app.AppException;
import dev.espalier.app.AppException.Reason;
import dev.espalier.app.Manifest;
import dev.espalier.environment.WidgetKey;
import dev.espalier.ui.BuildException;
import dev.espalier.ui.ComponentFault.UnknownProperty;
import dev.espalier.ui.ComponentFault.UnknownType;
import dev.espalier.ui.ComponentProblem;
import dev.espalier.ui.Components;
import dev.espalier.ui.Dialect;
import dev.espalier.ui.ViewReference;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonDocument;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Asks an app for its manifest and for every view that can be reached from its routes, and gathers
 * all that is wrong.
 *
 * <p>A view is asked with no documents and, when it has a query, once more with a document that has
 * nothing but its id: many views draw only then what is in them. What such a document lacks may
 * fail a view or leave out properties, which is no mistake of the app's.
 */
public final class AppCheck {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final String AN_ID = "ObjectId(000000000000000000000001)";
  private static final int MOST_VIEWS = 1_000;
  private static final int DEEPEST = 64;

  /**
   * What came of it.
   *
   * @param summary how much there was to check
   * @param problems all that is wrong, a line each, in the order in which it is reached
   * @param notes what could not be checked, and why
   */
  public record Result(
      String summary, ImmutableList<String> problems, ImmutableList<String> notes) {}

  private record Question(ViewReference view, Dialect dialect, boolean documents) {}

  private final App app;
  private final Names names;
  private final Set<Question> asked = new LinkedHashSet<>();
  private final Set<String> drawn = new LinkedHashSet<>();
  private final Set<String> failed = new LinkedHashSet<>();
  private final Set<String> run = new LinkedHashSet<>();
  private final Set<String> problems = new LinkedHashSet<>();
  private final Set<String> notes = new LinkedHashSet<>();

  private AppCheck(App app, Names names) {
    this.app = app;
    this.names = names;
  }

  /**
   * Checks an app, whose views should only read their data.
   *
   * @throws AppException when it is not there
   */
  public static Result of(App app) throws AppException {
    JsonNode written;
    Manifest manifest;
    Names names = Names.of(app);
    try {
      written = app.manifest();
      manifest = Manifest.parse(written);
    } catch (AppException e) {
      if (e.reason() == Reason.NOT_REACHABLE || e.reason() == Reason.TIMEOUT) {
        throw e;
      }
      String problem = "%s: %s".formatted(names.manifest(), e.getMessage());
      return new Result("nothing", ImmutableList.of(problem), ImmutableList.of());
    }
    return new AppCheck(app, names.and(written)).routes(manifest);
  }

  private Result routes(Manifest manifest) {
    for (Manifest.Route route : manifest.routes()) {
      String from = "%s: route %s".formatted(names.manifest(), route.path());
      follow(route.view(), manifest.dialect(), from, 0);
    }
    for (Manifest.Route route : manifest.jsonRoutes()) {
      String from = "%s: JSON route %s".formatted(names.manifest(), route.path());
      follow(route.view(), Dialect.JSON, from, 0);
    }
    for (String view : failed) {
      if (!drawn.contains(view)) {
        notes.add(
            "%s: view %s was not checked, for it draws nothing without data"
                .formatted(names.view(view), view));
      }
    }
    int routes = manifest.routes().size() + manifest.jsonRoutes().size();
    return new Result(
        "%s, %s, %s"
            .formatted(
                count(routes, "route", "routes"),
                count(drawn.size(), "view", "views"),
                count(run.size(), "listener", "listeners")),
        ImmutableList.copyOf(problems),
        ImmutableList.copyOf(notes));
  }

  /** Asks for a view that something refers to. */
  private void follow(ViewReference view, Dialect dialect, String from, int depth) {
    if (depth > DEEPEST) {
      problems.add("%s: views are nested more than %d deep".formatted(from, DEEPEST));
      return;
    }
    if (!isAskable(view, from)) {
      return;
    }
    ask(new Question(view, dialect, false), from, depth);
    if (view.collection() != null) {
      ask(new Question(view, dialect, true), from, depth);
    }
  }

  private boolean isAskable(ViewReference view, String from) {
    try {
      WidgetKey.of(view, new BsonDocument(), JSON.objectNode());
      return true;
    } catch (BuildException e) {
      problems.add("%s: %s".formatted(from, e.getMessage()));
      return false;
    }
  }

  private void ask(Question question, String from, int depth) {
    if (asked.size() >= MOST_VIEWS || !asked.add(question)) {
      return;
    }
    ViewReference view = question.view();
    ArrayNode data = JSON.arrayNode();
    if (question.documents()) {
      data.addObject().put("_id", AN_ID);
    }
    try {
      JsonNode answer =
          app.view(new App.ViewRequest(view.name(), data, view.props(), JSON.objectNode()));
      drawn.add(view.name());
      read(answer, question, depth);
    } catch (AppException e) {
      if (isUnknown(e, view.name())) {
        problems.add(
            "%s: there is no view %s; %s".formatted(from, view.name(), instead(view.name())));
      } else {
        failed.add(view.name());
      }
    }
  }

  private String instead(String view) {
    return names.isComplete() ? names.views().instead(view) : "write one that the app has";
  }

  /** Apps of the latest dialect answer 500 for a view that they do not have. */
  private boolean isUnknown(AppException e, String view) {
    return names.isComplete()
        ? !names.views().words().contains(view)
        : e.reason() == Reason.NOT_FOUND
            || String.valueOf(e.getMessage()).contains("No view found");
  }

  private void read(JsonNode answer, Question question, int depth) {
    String view = question.view().name();
    for (ComponentProblem problem : Components.problems(view, answer, question.dialect())) {
      if (!question.documents() || isOfTheView(problem)) {
        problems.add("%s: %s".formatted(place(view, problem.at()), FaultSentence.of(problem)));
      }
    }
    search(answer, "", question, depth);
  }

  /** Whether data make no difference to it. */
  private static boolean isOfTheView(ComponentProblem problem) {
    return problem.fault() instanceof UnknownType || problem.fault() instanceof UnknownProperty;
  }

  private String place(String view, String pointer) {
    String at = pointer.isEmpty() ? "" : " at " + pointer;
    return "%s: view %s%s".formatted(names.view(view), view, at);
  }

  /** Finds the views and listeners in what a view drew. */
  private void search(JsonNode node, String at, Question question, int depth) {
    Dialect dialect = question.dialect();
    String place = place(question.view().name(), at);
    if (node.path(dialect.typeKey()).asString("").equals(dialect.viewType())) {
      reference(node).ifPresent(inner -> follow(inner, dialect, place, depth + 1));
      return;
    }
    String listener = listener(node, dialect);
    if (listener != null) {
      listen(listener, place);
      return;
    }
    if (node.isObject()) {
      node.properties()
          .forEach(field -> search(field.getValue(), at + "/" + field.getKey(), question, depth));
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      search(node.get(i), at + "/" + i, question, depth);
    }
  }

  private static Optional<ViewReference> reference(JsonNode node) {
    try {
      return Optional.of(ViewReference.of(node));
    } catch (BuildException _) {
      return Optional.empty();
    }
  }

  private static @Nullable String listener(JsonNode node, Dialect dialect) {
    if (!dialect.marksListeners()) {
      return node.path("action").asString(null);
    }
    return node.path("_type").asString("").equals("listener")
        ? node.path("name").asString(null)
        : null;
  }

  private void listen(String listener, String place) {
    boolean isLenras = listener.startsWith("@lenra:");
    if (names.isComplete() && !isLenras && !names.listeners().words().contains(listener)) {
      problems.add(
          "%s: there is no listener %s; %s"
              .formatted(place, listener, names.listeners().instead(listener)));
    } else {
      run.add(listener);
    }
  }
}
