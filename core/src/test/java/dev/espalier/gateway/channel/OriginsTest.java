package dev.espalier.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginsTest {

  @ParameterizedTest
  @CsvSource({
    "http://localhost:3000, 127.0.0.1:4001, true",
    "http://127.0.0.1, localhost:4001, true",
    "http://[::1]:3000, localhost:4001, true",
    "http://app.localhost, localhost:4001, true",
    "https://example.org, 127.0.0.1:4001, true",
    "http://192.168.1.5:4000, 192.168.1.5:4001, true",
    "http://192.168.1.6:4000, 192.168.1.5:4001, false",
    "http://evil.example, 127.0.0.1:4001, false",
    "http://evil.example:4001, evil.example:4001, false",
    "http://localhost.evil.example, 127.0.0.1:4001, false",
    "http://127.0.0.1.evil.example, 127.0.0.1:4001, false",
    "null, 127.0.0.1:4001, false",
    "file://, 127.0.0.1:4001, false",
    "%%%, 127.0.0.1:4001, false"
  })
  void pagesMayConnect(String origin, String host, boolean allowed) {
    assertThat(new Origins(ImmutableSet.of("example.org")).allow(origin, host)).isEqualTo(allowed);
  }

  @Test
  void programsSendNoOriginAndMayConnect() {
    assertThat(Origins.LOCAL.allow(null, "127.0.0.1:4001")).isTrue();
  }
}
