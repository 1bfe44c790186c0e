package dev.espalier.fx.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.bson.BsonTimestamp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeWordsTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  @ParameterizedTest
  @CsvSource({
    "0,00:00.000",
    "412,00:00.412",
    "61005,01:01.005",
    "3723004,1:02:03.004",
  })
  void aMomentIsReadSinceTheBeginning(long millis, String read) {
    assertThat(TimeWords.since(START, START.plusMillis(millis))).isEqualTo(read);
  }

  @ParameterizedTest
  @CsvSource({
    "PT0.0031S,3.1 ms",
    "PT0.003S,3 ms",
    "PT0.25S,250 ms",
    "PT3S,3 s",
    "PT3.25S,3.3 s",
    "PT10M,10 min",
    "PT1H1S,60 min 1 s",
  })
  void aDurationHasAUnit(Duration duration, String read) {
    assertThat(TimeWords.of(duration)).isEqualTo(read);
  }

  @Test
  void aClusterTimeIsReadByItsLastDigits() {
    assertThat(TimeWords.of(new BsonTimestamp(1767225600, 9))).isEqualTo("…5600.9");
  }
}
