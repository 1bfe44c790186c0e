package dev.espalier.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.espalier.app.AppProcess.News;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Commands are those of a POSIX shell. */
@DisabledOnOs(OS.WINDOWS)
class AppProcessTest {
  private final List<News> news = new CopyOnWriteArrayList<>();

  private AppProcess shell(String script) throws AppException {
    return AppProcess.start(List.of("sh", "-c", script), 3001, news::add);
  }

  private Stream<String> said() {
    return news.stream()
        .flatMap(each -> each instanceof News.Said(String line) ? Stream.of(line) : Stream.of());
  }

  @Test
  void itIsToldThePortAndBothItsOutputsAreHeard() throws Exception {
    try (AppProcess _ = shell("echo serving at $PORT; echo careful >&2; exec sleep 60")) {
      await().untilAsserted(() -> assertThat(said()).contains("serving at 3001", "careful"));
    }
  }

  @Test
  void whenItEndsItIsStartedAgainAfterAPause() throws Exception {
    try (AppProcess app = shell("echo up; exit 7")) {
      await().untilAsserted(() -> assertThat(said()).hasSizeGreaterThanOrEqualTo(2));
      assertThat(news).contains(new News.Ended("ended with exit code 7", Duration.ofMillis(500)));
      assertThat(app.hasEnded()).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"1, 500", "2, 1000", "3, 2000", "6, 16000", "7, 30000", "1000, 30000"})
  void pausesGrowUpToHalfAMinute(int endings, long millis) {
    assertThat(AppProcess.pause(endings)).hasMillis(millis);
  }

  @Test
  void whatItHasStartedEndsWithIt() throws Exception {
    AppProcess app = shell("sleep 60 & echo $!; wait");
    await().untilAsserted(() -> assertThat(said()).isNotEmpty());
    ProcessHandle child =
        ProcessHandle.of(Long.parseLong(said().findFirst().orElseThrow())).orElseThrow();
    app.close();
    await().until(() -> !child.isAlive());
    assertThat(news).noneMatch(News.Ended.class::isInstance);
  }

  @Test
  void whatWillNotEndIsKilled() throws Exception {
    AppProcess app = shell("trap '' TERM; echo $$; while true; do sleep 0.1; done");
    await().untilAsserted(() -> assertThat(said()).isNotEmpty());
    ProcessHandle stubborn =
        ProcessHandle.of(Long.parseLong(said().findFirst().orElseThrow())).orElseThrow();
    app.close();
    await().until(() -> !stubborn.isAlive());
  }

  @Test
  void aCommandThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> AppProcess.start(List.of("no-such-app", "-x"), 3000, news::add))
        .isInstanceOf(AppException.class)
        .hasMessageStartingWith("no-such-app -x cannot be started: ");
  }
}
