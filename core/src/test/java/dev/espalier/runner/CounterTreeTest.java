package dev.espalier.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import dev.espalier.app.JavaApp;
import dev.espalier.otp.Choice;
import dev.espalier.otp.Pid;
import dev.espalier.session.ToClient;
import dev.espalier.trace.TraceEvent;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** From a click to a patch, through every process of the tree. */
class CounterTreeTest {

  private static final JavaApp COUNTER =
      new JavaApp(
          World.json("{'lenra':{'routes':[{'path':'/','view':{'_type':'view','name':'main'}}]}}"),
          ImmutableMap.of(
              "main",
              _ ->
                  World.json(
                      """
                      {'_type':'flex','children':[
                       {'_type':'view','name':'counter','props':{'text':'mine'},'find':{'coll':'counter','query':{'user':'@me'}}},
                       {'_type':'view','name':'counter','props':{'text':'ours'},'find':{'coll':'counter','query':{'user':'global'}}}]}
                      """),
              "counter",
              request ->
                  World.json(
                      "{'_type':'button','text':'%s %d','onPressed':{'_type':'listener','name':'increment','props':{'id':'%s'}}}"
                          .formatted(
                              request.props().get("text").stringValue(),
                              request.data().get(0).get("count").intValue(),
                              request.data().get(0).get("_id").stringValue()))),
          ImmutableMap.of(
              "onEnvStart",
              (_, data) -> data.create("counter", World.json("{'user':'global','count':0}")),
              "onUserFirstJoin",
              (_, data) -> data.create("counter", World.json("{'user':'@me','count':0}")),
              "increment",
              (request, data) ->
                  data.updateMany(
                      "counter",
                      World.json("{'_id':'%s'}".formatted(request.props().get("id").stringValue())),
                      World.json("{'$inc':{'count':1}}"))));

  private static String code(JsonNode ui, int child) {
    return ui.at("/root/children/%d/onPressed/code".formatted(child)).stringValue();
  }

  @Test
  void aClickOfOneUserPatchesBoth() {
    try (World world = World.simulated(Choice.fifo(), Runner.Settings.DEFAULT, COUNTER)) {
      Pid alice = world.connect("alice");
      Pid bob = world.connect("bob");
      JsonNode ui = world.ui(alice);
      assertThat(ui).isNotNull();
      world.since();
      world.click(alice, code(ui, 1));
      List<TraceEvent> events = world.since();
      assertThat(World.received(events, bob).map(Object::toString))
          .containsExactly(
              "PatchUi[patch=JsonPatch[operations=[Replace[path=/root/children/1/text, value=\"ours"
                  + " 1\"]]]]");
      assertThat(World.received(events, alice).filter(ToClient.PatchUi.class::isInstance))
          .hasSize(1);
    }
  }
}
