package dev.espalier.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.gateway.channel.Backlog.Step;
import dev.espalier.ui.JsonPatch;
import dev.espalier.ui.PatchException;
import java.util.List;
import java.util.Objects;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class BacklogTest {
  private static final int MOST = 3;

  /** A UI that counts, and a client that reads when it likes. */
  private static final class Reader {
    int count;
    Backlog backlog = Backlog.NONE;
    @Nullable JsonNode shown;
    boolean asked;
    int sent;

    static JsonNode ui(int count) {
      return JsonNodeFactory.instance.objectNode().put("count", count);
    }

    void change() throws PatchException {
      count++;
      take(backlog.patch(JsonPatch.between(ui(count - 1), ui(count)), MOST));
    }

    void read() throws PatchException {
      if (backlog.writing()) {
        take(backlog.written());
      }
    }

    void answer() throws PatchException {
      if (asked) {
        asked = false;
        take(backlog.ui(ui(count)));
      }
    }

    private void take(Step step) throws PatchException {
      backlog = step.then();
      switch (step) {
        case Step.Wait _ -> {}
        case Step.Ask _ -> asked = true;
        case Step.Send(String event, JsonNode payload, _) -> {
          sent++;
          shown =
              event.equals("ui")
                  ? payload
                  : JsonPatch.parse(payload.path("patch")).apply(Objects.requireNonNull(shown));
        }
      }
    }
  }

  enum Turn {
    CHANGE,
    READ,
    ANSWER
  }

  @Property
  void howeverSlowlyAClientReadsItEndsWithTheUiOfNow(@ForAll @Size(max = 60) List<Turn> turns)
      throws PatchException {
    Reader reader = new Reader();
    reader.take(reader.backlog.ui(Reader.ui(0)));
    for (Turn turn : turns) {
      switch (turn) {
        case CHANGE -> reader.change();
        case READ -> reader.read();
        case ANSWER -> reader.answer();
      }
      assertThat(reader.backlog.patches()).hasSizeLessThanOrEqualTo(MOST);
    }
    while (reader.backlog.writing() || reader.asked) {
      reader.read();
      reader.answer();
    }
    assertThat(reader.shown).isEqualTo(Reader.ui(reader.count));
    assertThat(reader.backlog).isEqualTo(Backlog.NONE);
  }

  @Property
  void patchesThatWaitGoInOne(@ForAll @IntRange(min = 1, max = MOST) int waiting)
      throws PatchException {
    Reader reader = new Reader();
    reader.take(reader.backlog.ui(Reader.ui(0)));
    for (int i = 0; i < waiting; i++) {
      reader.change();
    }
    assertThat(reader.sent).isEqualTo(1);
    reader.read();
    assertThat(reader.sent).isEqualTo(2);
    assertThat(reader.shown).isEqualTo(Reader.ui(waiting));
  }

  @Example
  void whatWasLetGoIsMadeUpForByTheWholeUi() throws PatchException {
    Reader reader = new Reader();
    reader.take(reader.backlog.ui(Reader.ui(0)));
    for (int i = 0; i < MOST + 1; i++) {
      reader.change();
    }
    assertThat(reader.backlog.patches()).isEmpty();
    reader.read();
    assertThat(reader.asked).isTrue();
    reader.change();
    reader.answer();
    assertThat(reader.shown).isEqualTo(Reader.ui(MOST + 2));
  }
}
