package dev.espalier.gateway.channel;

import com.google.common.collect.ImmutableList;
import dev.espalier.environment.Environment;
import dev.espalier.gateway.DataApi;
import dev.espalier.gateway.Part;
import dev.espalier.gateway.Resources;
import dev.espalier.gateway.WebhookCalls;
import dev.espalier.otp.Node;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * All that is served of the one app of a node: its data, webhooks and files, and channels for its
 * clients, which get it by whatever name they ask for it.
 */
public final class OneApp {
  private OneApp() {}

  /**
   * Where clients connect.
   *
   * @param url the gateway's
   */
  public static String socket(String url) {
    return url.replaceFirst("^http", "ws") + "/socket";
  }

  /**
   * @param environment the app's, once it has started
   * @param origins the pages that clients may run in
   */
  public static ImmutableList<Part> parts(
      Node node, Supplier<Optional<Environment>> environment, Origins origins) {
    return ImmutableList.of(
        new DataApi(node),
        new WebhookCalls(node, () -> environment.get().stream().toList()),
        Channels.start(node, _ -> environment.get(), origins, ChannelLimits.DEFAULT),
        new Resources(_ -> environment.get().map(Environment::app)));
  }
}
