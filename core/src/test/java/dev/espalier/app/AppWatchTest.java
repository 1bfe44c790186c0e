package dev.espalier.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AppWatchTest {
  private final List<String> told = new CopyOnWriteArrayList<>();

  private final AppWatch.Watcher watcher =
      new AppWatch.Watcher() {
        @Override
        public void isAway() {
          told.add("away");
        }

        @Override
        public void isBack() {
          told.add("back");
        }
      };

  @Test
  void anAppThatWasAwayForAMomentIsBack() throws Exception {
    ServerSocket first = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    URI url = URI.create("http://127.0.0.1:" + first.getLocalPort());
    try (AppWatch _ = AppWatch.of(url, watcher)) {
      first.close();
      await().untilAsserted(() -> assertThat(told).containsExactly("away"));
      try (ServerSocket _ =
          new ServerSocket(first.getLocalPort(), 50, InetAddress.getLoopbackAddress())) {
        await().untilAsserted(() -> assertThat(told).containsExactly("away", "back"));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost:3000/, 3000",
    "http://localhost/app, 80",
    "https://app.example, 443"
  })
  void aUrlMeansAPort(URI url, int port) {
    assertThat(AppWatch.port(url)).isEqualTo(port);
  }
}
