package dev.espalier.otp;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs a test on a live node, a simulated one in FIFO order, and some in random orders. */
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest
@MethodSource("dev.espalier.otp.BothSchedulers$Nodes#all")
@interface BothSchedulers {

  final class Nodes {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private Nodes() {}

    static Node simulated(Choice choice) {
      return Node.simulated(choice, START, 1, null);
    }

    static Stream<Named<Node>> all() {
      return Stream.concat(
          Stream.of(
              Named.of("live", Node.live(1, null)), Named.of("fifo", simulated(Choice.fifo()))),
          Stream.of(1L, 2L, 3L)
              .map(seed -> Named.of("seed " + seed, simulated(Choice.random(seed)))));
    }
  }
}
