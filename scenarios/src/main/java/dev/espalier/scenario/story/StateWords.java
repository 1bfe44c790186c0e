package dev.espalier.scenario.story;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableSet;
import dev.espalier.app.Manifest;
import dev.espalier.environment.ChangeStream;
import dev.espalier.environment.QueryServer;
import dev.espalier.environment.WidgetServer;
import dev.espalier.gateway.Client;
import dev.espalier.scenario.play.Meter;
import dev.espalier.session.UiBuilder;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A process's state in a few words; nothing where its name says it all. */
final class StateWords {
  private StateWords() {}

  static String of(@Nullable Object state) {
    return switch (state) {
      case Manifest manifest -> "routes " + routes(manifest);
      case ChangeStream.State stream ->
          "has published up to %d.%d".formatted(stream.time().getTime(), stream.time().getInc());
      case QueryServer.State query ->
          "%s for %s"
              .formatted(
                  Sentences.count(query.result().documents().size(), "document", "documents"),
                  Sentences.count(query.widgets().size(), "W", "Ws"));
      case WidgetServer.State widget -> "%s, %s".formatted(drawing(widget), shown(widget));
      case UiBuilder.State builder ->
          builder.screen() == null ? "no UI yet" : builder.broken() ? "keeps the last good UI" : "";
      case Client.State client ->
          "%s, %s"
              .formatted(
                  Ascii.toLowerCase(client.standing().name()),
                  client.ui() == null
                      ? "no UI"
                      : "UI of %d bytes".formatted(Meter.bytes(client.ui())));
      case null, default -> "";
    };
  }

  private static String routes(Manifest manifest) {
    return manifest.routes().stream().map(Manifest.Route::path).collect(Collectors.joining(", "));
  }

  private static String drawing(WidgetServer.State widget) {
    return widget.drawn() == null ? "not drawn" : widget.stale() ? "stale" : "drawn";
  }

  private static String shown(WidgetServer.State widget) {
    ImmutableSet<String> sessions =
        widget.sessions().values().stream()
            .map(WidgetServer.Shown::session)
            .collect(ImmutableSet.toImmutableSet());
    return sessions.isEmpty() ? "shown to nobody" : "shown to " + String.join(", ", sessions);
  }
}
