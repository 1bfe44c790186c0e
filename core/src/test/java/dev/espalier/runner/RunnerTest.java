package dev.espalier.runner;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import dev.espalier.app.JavaApp;
import dev.espalier.environment.Environment;
import dev.espalier.gateway.Client;
import dev.espalier.otp.Pid;
import dev.espalier.otp.ProcessInfo;
import dev.espalier.session.ToClient;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RunnerTest {
  private static final String KINDS = "dev.espalier.runner.World#kinds";

  private final Queue<String> told = new ConcurrentLinkedQueue<>();

  /** Notes which of the tree's own events it is told of. */
  private JavaApp app() {
    return new JavaApp(
        World.json("{'lenra':{'routes':[{'path':'/','view':{'_type':'view','name':'main'}}]}}"),
        ImmutableMap.of("main", _ -> World.json("{'_type':'text','value':'here'}")),
        ImmutableMap.of(
            "onEnvStart", told("onEnvStart"),
            "onSessionStop", told("onSessionStop"),
            "onEnvStop", told("onEnvStop")));
  }

  private JavaApp.Listener told(String event) {
    return (_, data) -> {
      told.add(event);
      data.create("events", World.json("{'event':'%s'}".formatted(event)));
    };
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void stoppingAnEnvironmentEndsItsSessionsThenItselfEachAfterTheAppWasTold(World.Kind kind) {
    try (World world = kind.with(app())) {
      List<Pid> clients = List.of(world.connect("alice"), world.connect("bob"));
      world.runner.stop(world.environment);
      world.node.settle();
      assertThat(told).containsExactly("onEnvStart", "onSessionStop", "onSessionStop", "onEnvStop");
      assertThat(world.node.processes())
          .extracting(ProcessInfo::kind)
          .containsExactly("Supervisor", "Environment.Managers", "Client", "Client");
      for (Pid client : clients) {
        assertThat(World.received(world.recording.after(0), client))
            .endsWith(new ToClient.Closed("the environment stops"));
        assertThat(world.state(client).standing()).isEqualTo(Client.Standing.CLOSED);
      }
    }
  }

  @ParameterizedTest
  @MethodSource(KINDS)
  void anEnvironmentThatWasStoppedIsStartedAgainWithItsData(World.Kind kind) throws Exception {
    try (World world = kind.with(app())) {
      world.runner.stop(world.environment);
      world.node.settle();
      Environment again = world.runner.environment("app", app(), "app");
      assertThat(told).containsExactly("onEnvStart", "onEnvStop", "onEnvStart");
      assertThat(world.runner.database(again).collection("events").countDocuments()).isEqualTo(3);
    }
  }
}
