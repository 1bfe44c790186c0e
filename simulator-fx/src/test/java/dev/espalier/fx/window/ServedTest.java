package dev.espalier.fx.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.fx.opening.Opened;
import dev.espalier.fx.timeline.Player;
import dev.espalier.gateway.Client;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.framework.junit5.Start;

/** An app that real clients use while the window watches. */
@ExtendWith(ApplicationExtension.class)
@SuppressWarnings("NullAway.Init") // set before each test by TestFX
class ServedTest {
  private static final Pattern FIRST_CODE = Pattern.compile("\"code\":\"([^\"]+)\"");

  private Person person;

  @Start
  void open(Stage stage) {
    Path app = Person.LIBRARY.resolve("counter/app.js");
    person = new Person(stage, new Opened.Served(Opened.of(app), 0));
  }

  @AfterEach
  void leave() throws Exception {
    person.leaves();
  }

  @Test
  void aRealClientIsSeenAndWhatItClicks() throws Exception {
    person.waitsUntil(() -> !person.viewing().performance().url().isEmpty());
    String url = person.viewing().performance().url().replaceFirst("^http", "ws");
    assertThat(person.reads("#served")).isEqualTo("Clients come in at %s/socket".formatted(url));

    person.sees(() -> {
      person.viewing().move(player -> player.withSpeed(Player.FASTEST));
      return true;
    });

    Frames frames = new Frames();
    try (HttpClient http = HttpClient.newHttpClient()) {
      WebSocket client =
          http.newWebSocketBuilder()
              .buildAsync(
                  URI.create(url + "/socket/websocket?vsn=2.0.0&app=counter&userId=alice"), frames)
              .join();
      client.sendText("[\"1\",\"1\",\"route:/\",\"phx_join\",{}]", true).join();
      person.waitsUntil(() -> shows("My personal counter: 0"));
      person.waitsUntil(() -> frames.all().contains("\"code\":"));

      Matcher code = FIRST_CODE.matcher(frames.all());
      assertThat(code.find()).isTrue();
      client
          .sendText(
              "[\"1\",\"2\",\"route:/\",\"run\",{\"code\":\"%s\"}]".formatted(code.group(1)), true)
          .join();
      person.waitsUntil(() -> shows("My personal counter: 1"));
      client.abort();
    }
  }

  /** Whether a client has that text at the moment that is looked at. */
  private boolean shows(String text) {
    return person.viewing().moment().processes().values().stream()
        .anyMatch(process ->
            process.state() instanceof Client.State client
                && String.valueOf(client.ui()).contains(text));
  }

  /** What the client was sent. */
  private static final class Frames implements WebSocket.Listener {
    private final List<String> parts = new CopyOnWriteArrayList<>();

    String all() {
      return String.join("", parts);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      parts.add(data.toString());
      from.request(1);
      return null;
    }
  }
}
