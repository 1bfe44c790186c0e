package dev.espalier.environment;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableMap;
import dev.espalier.app.App;
import dev.espalier.app.AppException;
import dev.espalier.app.DataAccess;
import dev.espalier.app.JavaApp;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class LoadedAppTest {

  private static final class Closing implements App {
    private final App app =
        new JavaApp(JsonNodeFactory.instance.objectNode(), ImmutableMap.of(), ImmutableMap.of());
    private boolean closed;

    @Override
    public JsonNode manifest() throws AppException {
      return app.manifest();
    }

    @Override
    public JsonNode view(ViewRequest request) throws AppException {
      return app.view(request);
    }

    @Override
    public void listener(ListenerRequest request, DataAccess access) throws AppException {
      app.listener(request, access);
    }

    @Override
    public String describe() {
      return app.describe();
    }

    @Override
    public void close() {
      closed = true;
    }
  }

  private final Closing first = new Closing();
  private final Closing second = new Closing();
  private final LoadedApp loaded = new LoadedApp(first);

  @Test
  void anAppThatNobodyUsesIsClosedAsSoonAsItIsReplaced() {
    loaded.replace(second);
    assertThat(first.closed).isTrue();
    assertThat(second.closed).isFalse();
    assertThat(loaded.runs(second)).isTrue();
    assertThat(loaded.revision()).isEqualTo(2);
  }

  @Test
  void anAppInUseIsClosedByTheLastWhoLeavesIt() {
    LoadedApp.Use one = loaded.use();
    LoadedApp.Use other = loaded.use();
    loaded.replace(second);
    assertThat(loaded.use().app()).isSameAs(second);
    assertThat(one.app()).isSameAs(first);
    one.close();
    assertThat(first.closed).isFalse();
    other.close();
    assertThat(first.closed).isTrue();
  }

  @Test
  void theLastAppIsClosedWithItWhenItIsNotInUse() {
    LoadedApp.Use use = loaded.use();
    loaded.close();
    assertThat(first.closed).isFalse();
    use.close();
    assertThat(first.closed).isTrue();
  }
}
