package dev.espalier.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import dev.espalier.app.App;
import dev.espalier.app.DataAccess.DataException;
import dev.espalier.app.DataAccess.Documents;
import dev.espalier.app.DataAccess.Transaction;
import dev.espalier.app.JavaApp;
import dev.espalier.otp.Pid;
import dev.espalier.session.ToClient;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What the data API does to views. */
class DataApiInTreeTest {

  /** A list of notes, with a button that runs a listener. */
  private static App notes(JavaApp.Listener listener) {
    return new JavaApp(
        World.json("{'lenra':{'routes':[{'path':'/','view':{'_type':'view','name':'main'}}]}}"),
        ImmutableMap.of(
            "main",
            _ ->
                World.json(
                    """
                    {'_type':'flex','children':[
                     {'_type':'view','name':'list','find':{'coll':'notes','query':{}}},
                     {'_type':'button','text':'go','onPressed':{'_type':'listener','name':'go'}}]}
                    """),
            "list",
            request ->
                World.json(
                    "{'_type':'text','value':'%s'}"
                        .formatted(request.data().findValues("n").toString()))),
        ImmutableMap.of(
            "onEnvStart",
            (_, data) -> data.insertMany("notes", World.json("[{'n':1},{'n':2}]")),
            "go",
            listener));
  }

  private static String list(World world, Pid client) {
    return shown(world, client).at("/root/children/0/value").stringValue();
  }

  private static JsonNode shown(World world, Pid client) {
    return Objects.requireNonNull(world.ui(client));
  }

  private static void go(World world, Pid client) {
    world.click(client, shown(world, client).at("/root/children/1/onPressed/code").stringValue());
  }

  @ParameterizedTest
  @MethodSource("dev.espalier.runner.World#kinds")
  void viewsOfADroppedCollectionHaveNoData(World.Kind kind) {
    try (World world = kind.with(notes((_, data) -> data.drop("notes")))) {
      Pid client = world.connect("alice");
      assertThat(list(world, client)).isEqualTo("[1, 2]");
      world.since();
      go(world, client);
      assertThat(list(world, client)).isEqualTo("[]");
      assertThat(World.received(world.since(), client).filter(ToClient.PatchUi.class::isInstance))
          .hasSize(1);
    }
  }

  @ParameterizedTest
  @MethodSource("dev.espalier.runner.World#kinds")
  void aTransactionReadsWhatItWroteAndViewsSeeItWhole(World.Kind kind) {
    JavaApp.Listener moving =
        (_, data) -> {
          Transaction transaction = data.transaction();
          JsonNode first = largest(transaction);
          transaction.insertMany("notes", World.json("[{'n':7},{'n':8}]"));
          transaction.delete("notes", first.path("_id").stringValue());
          JsonNode second = largest(transaction);
          transaction.replace("notes", second.path("_id").stringValue(), World.json("{'n':80}"));
          transaction.commit();
        };
    try (World world = kind.with(notes(moving))) {
      Pid client = world.connect("alice");
      world.since();
      go(world, client);
      assertThat(list(world, client)).isEqualTo("[1, 7, 80]");
      assertThat(World.received(world.since(), client).filter(ToClient.PatchUi.class::isInstance))
          .hasSize(1);
    }
  }

  private static JsonNode largest(Documents data) throws DataException {
    return data.find(
            "notes", World.json("{}"), World.json("{}"), World.json("{'sort':{'n':-1},'limit':1}"))
        .get(0);
  }
}
