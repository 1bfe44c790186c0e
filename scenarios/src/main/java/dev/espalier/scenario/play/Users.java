package dev.espalier.scenario.play;

import static com.google.common.collect.ImmutableMap.toImmutableMap;

import com.google.common.collect.ImmutableMap;
import dev.espalier.environment.Environment;
import dev.espalier.scenario.Step;
import dev.espalier.session.Session;
import java.util.Map;
import org.bson.BsonDocument;
import org.bson.BsonString;

/** The users of a run: what {@code "@me"} is for each of them. */
final class Users {
  private final Environment environment;
  private final BsonDocument known = new BsonDocument();

  Users(Environment environment) {
    this.environment = environment;
  }

  /** Gets to know whoever opens a session in this step. */
  void learn(Step step) {
    step.all()
        .forEach(each -> {
          if (each instanceof Step.Open open) {
            learn(open);
          }
        });
  }

  private void learn(Step.Open open) {
    new Session(open.session(), open.user(), open.path(), open.context())
        .me(environment)
        .ifPresent(me -> known.put(open.user(), new BsonString(me)));
  }

  /** By name, what {@code "@me"} is for them; grows with those who come. */
  BsonDocument byName() {
    return known;
  }

  /** By what the app knows them as, their names. */
  ImmutableMap<String, String> names() {
    return known.entrySet().stream()
        .collect(toImmutableMap(user -> user.getValue().asString().getValue(), Map.Entry::getKey));
  }
}
