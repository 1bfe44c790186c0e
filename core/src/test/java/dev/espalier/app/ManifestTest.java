package dev.espalier.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.espalier.SharedSuites;
import dev.espalier.ui.Dialect;
import dev.espalier.ui.ViewReference;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class ManifestTest {

  private static Manifest parse(String text) throws AppException {
    return Manifest.parse(JsonMapper.shared().readTree(text.replace('\'', '"')));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'manifest':{'rootWidget':'home'}}                                     | WIDGET | home
          {'manifest':{'widgets':['main']}}                                      | WIDGET | main
          {'manifest':{'rootView':'home'}}                                       | VIEW   | home
          {'lenraRoutes':{'/':{'type':'view','name':'home'}}}                    | VIEW   | home
          {'lenra':{'routes':[{'path':'/','view':{'_type':'view','name':'a'}}]}} | ROUTE  | a
          """)
  void everyDialectHasARouteToItsRoot(String text, Dialect dialect, String view)
      throws AppException {
    Manifest manifest = parse(text);
    assertThat(manifest.dialect()).isEqualTo(dialect);
    assertThat(manifest.route(Mode.LENRA, "user", "/"))
        .hasValueSatisfying(match -> assertThat(match.route().view().name()).isEqualTo(view));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          [1]                                   | manifest is not an object: [1]; write {"lenra": {"routes": [{"path": "/", "view": {"_type": "view", "name": "main"}}]}}
          {'lenra':{'routes':[{'path':'/'}]}}   | manifest.lenra.routes[0].view names no view; write {"_type": "view", "name": "main"}
          {'lenra':{'routes':[{'view':{}}]}}    | manifest.lenra.routes[0].path is missing; write "/"
          {'rootView':7}                        | manifest.rootView is not a view's name: 7; write "main"
          """)
  void whatIsNoManifestIsRefusedWithItsPlaceAndWhatToWrite(String text, String message) {
    assertThatThrownBy(() -> parse(text)).isInstanceOf(AppException.class).hasMessage(message);
  }

  @Test
  void theFirstRouteThatMatchesWinsAndGivesItsParameters() throws AppException {
    Manifest manifest =
        parse(
            """
            {'lenra':{'routes':[
              {'path':'/notes/new','view':{'_type':'view','name':'new'}},
              {'path':'/notes/:id','view':{'_type':'view','name':'note'}}]}}
            """);
    assertThat(manifest.route(Mode.LENRA, "user", "/notes/new").orElseThrow().route().view().name())
        .isEqualTo("new");
    assertThat(manifest.route(Mode.LENRA, "user", "notes/7/").orElseThrow())
        .satisfies(match -> assertThat(match.route().view().name()).isEqualTo("note"))
        .satisfies(match -> assertThat(match.parameters()).isEqualTo(Map.of("id", "7")));
    assertThat(manifest.route(Mode.LENRA, "user", "/nowhere")).isEmpty();
  }

  @Test
  void theManifestsOfRealAppsAreRead() throws AppException {
    assertThat(
            Manifest.parse(
                SharedSuites.json("lenra-apps/template-node-widget.golden.json").get("manifest")))
        .satisfies(manifest -> assertThat(manifest.dialect()).isEqualTo(Dialect.WIDGET))
        .satisfies(manifest ->
            assertThat(manifest.routes().getFirst().view()).isEqualTo(ViewReference.named("main")));
    assertThat(
            Manifest.parse(
                    SharedSuites.json("lenra-apps/template-javascript.golden.json").get("manifest"))
                .dialect())
        .isEqualTo(Dialect.ROUTE);
  }
}
