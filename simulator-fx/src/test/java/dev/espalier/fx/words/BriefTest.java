package dev.espalier.fx.words;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.espalier.environment.Change;
import dev.espalier.otp.Pid;
import java.util.AbstractList;
import java.util.List;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonTimestamp;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class BriefTest {

  private record Shown(Pid widget, String session) {}

  @Test
  void jsonIsReadWithoutTheQuotesOfItsKeysAndWithShortIds() {
    String json = "{\"_id\": \"ObjectId(6955b900c15c0289ec000001)\", \"count\": 1, \"of\": [true]}";

    assertThat(Brief.of(JsonMapper.shared().readTree(json), 80))
        .isEqualTo("{_id: ObjectId(…0001), count: 1, of: [true]}");
  }

  @Test
  void processesAreCalledByTheirNames() {
    assertThat(
            Brief.of(ImmutableMap.of(new Pid(3), new Shown(new Pid(4), "bob")), _ -> "W main", 80))
        .isEqualTo("{W main: Shown(W main, \"bob\")}");
  }

  @Test
  void aMessageIsToldByWhatIsInIt() {
    assertThat(Brief.content(new Shown(new Pid(4), "bob"), Object::toString, 80))
        .isEqualTo("<4>, \"bob\"");
  }

  @Test
  void aChangeIsToldByWhatItDid() {
    Change change =
        new Change(
            new BsonTimestamp(1, 2),
            ImmutableList.of(
                new Change.Put("update", "todos", new BsonDocument("_id", new BsonInt32(7))),
                new Change.Removed("todos", new BsonInt32(8)),
                new Change.Replaced("old")));

    assertThat(Brief.content(change, Object::toString, 80))
        .isEqualTo("[update todos {_id: 7}, delete todos 8, drop old]");
  }

  @Test
  void noMoreIsLookedAtThanIsShown() {
    List<Integer> endless =
        new AbstractList<>() {
          @Override
          public Integer get(int index) {
            assertThat(index).isLessThan(40);
            return index;
          }

          @Override
          public int size() {
            return Integer.MAX_VALUE;
          }
        };

    assertThat(Brief.of(endless, 20)).hasSize(20).endsWith("…");
  }
}
