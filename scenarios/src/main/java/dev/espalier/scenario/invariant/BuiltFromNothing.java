package dev.espalier.scenario.invariant;

import com.google.common.cache.Cache;
import com.google.common.cache.CacheBuilder;
import com.google.common.collect.ImmutableSet;
import dev.espalier.app.App;
import dev.espalier.app.AppException;
import dev.espalier.app.Manifest;
import dev.espalier.environment.Environment;
import dev.espalier.environment.WidgetKey;
import dev.espalier.query.DocumentJson;
import dev.espalier.query.InvalidQueryException;
import dev.espalier.query.Projection;
import dev.espalier.session.Session;
import dev.espalier.session.Viewpoint;
import dev.espalier.ui.BuildException;
import dev.espalier.ui.Components;
import dev.espalier.ui.Dialect;
import dev.espalier.ui.ViewReference;
import dev.espalier.ui.ViewTemplate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * Asks an app for its views, without a tree: one view after the other, each with what its query
 * finds in the documents. A view is asked for once with the same data, for views are functions.
 */
public final class BuiltFromNothing implements Oracle {
  private static final int VIEWS_REMEMBERED = 10_000;
  private static final int DEEPEST = 64;

  private record Question(WidgetKey view, JsonNode data) {}

  private final Environment environment;
  private final App app;
  private final Cache<Question, ViewTemplate> answers =
      CacheBuilder.newBuilder().maximumSize(VIEWS_REMEMBERED).build();

  /** By snapshot, as long as there is one, and session. */
  private final Cache<Snapshot, Map<Session, Optional<Drawing>>> drawings =
      CacheBuilder.newBuilder().weakKeys().build();

  private @Nullable Manifest manifest;

  /**
   * @param app asked as long as this is
   */
  public BuiltFromNothing(Environment environment, App app) {
    this.environment = environment;
    this.app = app;
  }

  @Override
  public Optional<Drawing> draw(Session session, Snapshot documents) {
    Map<Session, Optional<Drawing>> known = drawings.getIfPresent(documents);
    if (known == null) {
      known = new HashMap<>();
      drawings.put(documents, known);
    }
    return known.computeIfAbsent(session, _ -> drawn(session, documents));
  }

  private Optional<Drawing> drawn(Session session, Snapshot documents) {
    try {
      Viewpoint viewpoint = Viewpoint.of(environment, session, session.own().route(), manifest());
      Work work = new Work(viewpoint, documents);
      JsonNode root = work.draw(viewpoint.rootKey(), 0);
      JsonNode ui = JsonNodeFactory.instance.objectNode().set("root", root);
      return Optional.of(new Drawing(ui, ImmutableSet.copyOf(work.views)));
    } catch (AppException | BuildException | InvalidQueryException _) {
      return Optional.empty();
    }
  }

  private Manifest manifest() throws AppException {
    Manifest known = manifest == null ? Manifest.parse(app.manifest()) : manifest;
    manifest = known;
    return known;
  }

  private final class Work {
    private final Viewpoint viewpoint;
    private final Snapshot documents;
    private final Set<WidgetKey> views = new LinkedHashSet<>();

    Work(Viewpoint viewpoint, Snapshot documents) {
      this.viewpoint = viewpoint;
      this.documents = documents;
    }

    JsonNode draw(WidgetKey view, int depth)
        throws AppException, BuildException, InvalidQueryException {
      if (depth > DEEPEST) {
        throw new BuildException(
            "build_errors", "nested too deep", JsonNodeFactory.instance.objectNode());
      }
      views.add(view);
      ViewTemplate template = answer(view, viewpoint.dialect());
      List<JsonNode> inside = new ArrayList<>();
      for (ViewReference reference : template.references()) {
        inside.add(draw(viewpoint.key(reference), depth + 1));
      }
      return template.assemble(inside);
    }

    private ViewTemplate answer(WidgetKey view, Dialect dialect)
        throws AppException, BuildException, InvalidQueryException {
      Question question = new Question(view, data(view, documents));
      ViewTemplate known = answers.getIfPresent(question);
      if (known != null) {
        return known;
      }
      JsonNode component =
          app.view(new App.ViewRequest(view.view(), question.data(), view.props(), view.context()));
      Components.check(view.view(), component, dialect);
      ViewTemplate template = ViewTemplate.of(view.view(), component, dialect);
      answers.put(question, template);
      return template;
    }
  }

  /** What a view is given. */
  static JsonNode data(WidgetKey view, Snapshot documents) throws InvalidQueryException {
    ArrayNode data = JsonNodeFactory.instance.arrayNode();
    if (view.query() != null) {
      Projection projection = Projection.parse(view.projection());
      documents
          .find(view.query())
          .forEach(document -> data.add(DocumentJson.toJson(projection.apply(document))));
    }
    return data;
  }
}
