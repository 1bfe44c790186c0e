package dev.espalier.scenario;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.primitives.Ints;

/** Reads who runs at which turn: {@code {12: 3}}. */
final class TurnsReader {
  private static final String EXAMPLE = "{12: 3}";

  private TurnsReader() {}

  static ImmutableSortedMap<Integer, Integer> read(Yaml written) throws ScenarioException {
    ImmutableSortedMap.Builder<Integer, Integer> turns = ImmutableSortedMap.naturalOrder();
    for (Yaml.Entry entry : written.mapping("turns", EXAMPLE).entries()) {
      turns.put(turn(entry), entry.value().whole("turn " + entry.key(), 2));
    }
    return turns.buildOrThrow();
  }

  private static int turn(Yaml.Entry entry) throws ScenarioException {
    Integer turn = Ints.tryParse(entry.key());
    if (turn == null || turn < 1 || !entry.key().equals(turn.toString())) {
      throw new ScenarioException(
          entry.place(),
          "a turn has to be a whole number from 1, not `%s`; write %s"
              .formatted(entry.key(), EXAMPLE));
    }
    return turn;
  }
}
