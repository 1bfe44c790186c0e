package dev.espalier.gateway.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class SerializerTest {

  @Provide
  Arbitrary<Frame> frames() {
    Arbitrary<String> texts = Arbitraries.strings().ofMaxLength(20);
    Arbitrary<JsonNode> payloads =
        Arbitraries.maps(texts, texts).ofMaxSize(4).map(SerializerTest::object);
    return Combinators.combine(texts.injectNull(0.3), texts.injectNull(0.3), texts, texts, payloads)
        .as(Frame::new);
  }

  private static JsonNode object(Map<String, String> fields) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    fields.forEach(object::put);
    return object;
  }

  @Property
  void whatIsWrittenIsReadBack(@ForAll Serializer serializer, @ForAll("frames") Frame frame)
      throws MalformedFrameException {
    assertThat(serializer.decode(serializer.encode(frame))).isEqualTo(frame);
  }

  @Property
  void whateverComesIsAFrameOrRefusedInOneLine(
      @ForAll Serializer serializer, @ForAll String garbage) {
    try {
      assertThat(serializer.decode(garbage)).isNotNull();
    } catch (MalformedFrameException e) {
      assertThat(e.getMessage()).startsWith("a frame").doesNotContain("\n\tat");
    }
  }

  @Property
  void aFrameThatIsCutIsRefused(@ForAll Serializer serializer, @ForAll("frames") Frame frame) {
    String text = serializer.encode(frame);
    assertThatThrownBy(() -> serializer.decode(text.substring(0, text.length() - 1)))
        .isInstanceOf(MalformedFrameException.class);
  }

  @Example
  void bothVersionsAreAsPhoenixWritesThem() {
    Frame frame = new Frame("1", "2", "route:/", "run", object(Map.of("code", "x")));
    assertThat(Serializer.V2.encode(frame))
        .isEqualTo("[\"1\",\"2\",\"route:/\",\"run\",{\"code\":\"x\"}]");
    assertThat(JsonMapper.shared().readTree(Serializer.V1.encode(frame)))
        .isEqualTo(
            PhoenixClient.json(
                "{'topic':'route:/','event':'run','payload':{'code':'x'},'ref':'2','join_ref':'1'}"));
  }

  @Example
  void theVersionIsChosenByVsnAndIsTheFirstWithoutOne() {
    assertThat(Serializer.of(null)).contains(Serializer.V1);
    assertThat(Serializer.of("1.0.0")).contains(Serializer.V1);
    assertThat(Serializer.of("2.0.0")).contains(Serializer.V2);
    assertThat(Serializer.of("3.0.0")).isEmpty();
    assertThat(Serializer.of("")).isEmpty();
  }

  @Example
  void aPayloadMayBeLeftOut() throws MalformedFrameException {
    assertThat(
            Serializer.V1.decode("{\"topic\":\"phoenix\",\"event\":\"heartbeat\",\"ref\":\"1\"}"))
        .isEqualTo(new Frame(null, "1", "phoenix", "heartbeat", object(Map.of())));
    assertThat(Serializer.V2.decode("[null,null,\"app\",\"phx_join\",null]").payload())
        .isEqualTo(object(Map.of()));
  }
}
