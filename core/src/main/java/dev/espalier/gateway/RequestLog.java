package dev.espalier.gateway;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

/** Tells of every request that the gateway has answered, but those after its health. */
public final class RequestLog implements Part {
  private static final String BEGUN = "espalier.begun";
  private static final String HEALTH = "/health";
  private static final int REFUSED = 400;

  /**
   * @param took until the answer began
   * @param refusal what was answered when it was refused, otherwise empty
   */
  public record Answered(String method, String path, int status, Duration took, String refusal) {}

  private final Consumer<Answered> told;

  public RequestLog(Consumer<Answered> told) {
    this.told = told;
  }

  @Override
  public void routes(RoutesConfig routes) {
    routes.before(context -> context.attribute(BEGUN, System.nanoTime()));
    routes.after(this::tell);
  }

  private void tell(Context context) {
    Long begun = context.attribute(BEGUN);
    if (begun == null || context.path().equals(HEALTH)) {
      return;
    }
    int status = context.statusCode();
    told.accept(
        new Answered(
            context.method().name(),
            context.path(),
            status,
            Duration.ofNanos(System.nanoTime() - begun),
            status < REFUSED ? "" : Objects.requireNonNullElse(context.result(), "")));
  }
}
