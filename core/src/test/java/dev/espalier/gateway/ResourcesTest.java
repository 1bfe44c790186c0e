package dev.espalier.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.espalier.app.ScriptApp;
import dev.espalier.environment.LoadedApp;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of an app over HTTP. */
class ResourcesTest {
  @TempDir private Path folder;
  private LoadedApp app;
  private Gateway gateway;

  @BeforeEach
  void serve() throws Exception {
    Files.writeString(folder.resolve("app.js"), "export const manifest = {};");
    Files.createDirectories(folder.resolve("resources/icons"));
    Files.writeString(folder.resolve("resources/icons/add.svg"), "<svg/>");
    app = new LoadedApp(ScriptApp.open(folder, InstantSource.system()));
    Resources resources =
        new Resources(name -> name.equals("notes") ? Optional.of(app) : Optional.empty());
    gateway = Gateway.start(Gateway.LOOPBACK, 0, List.of(resources));
  }

  @AfterEach
  void stop() {
    gateway.close();
    app.close();
  }

  private HttpResponse<String> get(String path) throws Exception {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(gateway.url() + path)).build(),
          BodyHandlers.ofString());
    }
  }

  @Test
  void aFileOfTheAppIsSentWithItsType() throws Exception {
    HttpResponse<String> file = get("/api/apps/notes/resources/icons/add.svg");
    assertThat(file.statusCode()).isEqualTo(200);
    assertThat(file.headers().firstValue("Content-Type")).hasValue("image/svg+xml");
    assertThat(file.body()).isEqualTo("<svg/>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none.png", "icons", "..%2Fapp.js", "icons%2F..%2F..%2Fapp.js", "%00"})
  void whatIsNoFileOfTheAppIsNotFound(String name) throws Exception {
    HttpResponse<String> refusal = get("/api/apps/notes/resources/" + name);
    assertThat(refusal.statusCode()).isIn(400, 404);
    assertThat(refusal.body()).doesNotContain("manifest");
  }

  @Test
  void anotherAppIsRefusedByName() throws Exception {
    HttpResponse<String> refusal = get("/api/apps/other/resources/icons/add.svg");
    assertThat(refusal.statusCode()).isEqualTo(404);
    assertThat(refusal.body())
        .isEqualTo("{\"message\":\"there is no app other here\",\"reason\":\"no_app_found\"}");
  }
}
