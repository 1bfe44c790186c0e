package dev.espalier.gateway.channel;

import static dev.espalier.gateway.channel.PhoenixClient.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class VisitorTest {

  private static Visitor of(Map<String, String> parameters) {
    return Visitor.of(
        parameters.entrySet().stream()
            .collect(Collectors.toMap(Map.Entry::getKey, each -> List.of(each.getValue()))));
  }

  @Test
  void theSameTokenIsTheSameUserAndAnotherIsAnother() {
    assertThat(of(Map.of("token", "a")).user())
        .isEqualTo(of(Map.of("token", "a")).user())
        .isNotEqualTo(of(Map.of("token", "b")).user())
        .doesNotContain("a.");
  }

  @Test
  void aUserIdIsTheUserWhateverTheToken() {
    assertThat(of(Map.of("token", "a", "userId", "7")).user()).isEqualTo("7");
  }

  @Test
  void whoTellsNeitherIsAGuest() {
    assertThat(of(Map.of("userId", " ", "token", "")).user()).isNull();
  }

  @Test
  void contextIsReadAsPhoenixWritesObjectsAndAsJson() {
    assertThat(of(Map.of("context[a][b]", "1", "context[c]", "2")).context())
        .isEqualTo(json("{'a':{'b':'1'},'c':'2'}"));
    assertThat(of(Map.of("context", "{\"a\":1}", "context[b]", "x")).context())
        .isEqualTo(json("{'a':1,'b':'x'}"));
    assertThat(of(Map.of("context", "[1]")).context()).isEqualTo(json("{}"));
    assertThat(of(Map.of("context", "{")).context()).isEqualTo(json("{}"));
  }

  @Test
  void contextIsNestedNoDeeperThanEight() {
    assertThat(of(Map.of("context" + "[a]".repeat(9), "1")).context()).isEqualTo(json("{}"));
    assertThat(of(Map.of("context" + "[a]".repeat(8), "1")).context()).isNotEqualTo(json("{}"));
  }

  @Test
  void guestsAreNeverTheSame() {
    Visitor guest = of(Map.of("app", "app"));
    Visitor user = of(Map.of("app", "app", "userId", "7"));
    assertThat(guest.isSameUser(guest)).isFalse();
    assertThat(user.isSameUser(user)).isTrue();
    assertThat(user.isSameUser(of(Map.of("app", "app", "userId", "8")))).isFalse();
    assertThat(user.isSameUser(of(Map.of("app", "other", "userId", "7")))).isFalse();
    assertThat(user.isSameUser(of(Map.of("app", "app", "userId", "7", "context[a]", "1"))))
        .isFalse();
  }
}
