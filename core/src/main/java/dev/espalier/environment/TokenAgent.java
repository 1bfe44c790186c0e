package dev.espalier.environment;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import dev.espalier.otp.From;
import dev.espalier.otp.GenServer;
import dev.espalier.otp.Init;
import dev.espalier.otp.Name;
import dev.espalier.otp.Next;
import dev.espalier.otp.Pid;
import dev.espalier.otp.Request;
import dev.espalier.otp.Signal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Agent.Token: who may use the data API, and as which Mongo session or transaction. A token is made
 * for one listener call, or for a transaction of it, and goes with its MS or MT.
 */
public final class TokenAgent extends GenServer<ImmutableMap<String, Pid>> {
  /** How the kinds of these agents end, an environment's and a session's. */
  private static final String KIND = ".Agent.Token";

  private static final int SECRET_BYTES = 24;

  /** Makes a token that stands for an MS, or for an MT of it, and goes with it. */
  public record AddToken(Pid process) implements Request<String> {}

  /** The MS or MT that a token stands for. */
  public record GetToken(String token) implements Request<Optional<Pid>> {}

  private final Name name;

  /**
   * @param name what this agent is registered under, which its tokens begin with
   */
  public TokenAgent(Name name) {
    this.name = name;
  }

  /**
   * The agent that would know a token; none for a forged one that names another kind of process.
   */
  public static Optional<Name> agentOf(String token) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return Optional.empty();
    }
    try {
      Name agent = new Name(decoded(parts[0]), decoded(parts[1]));
      return Optional.of(agent).filter(named -> named.kind().endsWith(KIND));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static String encoded(String text) {
    return encoded(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String decoded(String text) {
    return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
  }

  @Override
  protected Init<ImmutableMap<String, Pid>> init() {
    return Init.ok(ImmutableMap.of());
  }

  @Override
  protected Next<ImmutableMap<String, Pid>> handleCall(
      Request<?> request, From from, ImmutableMap<String, Pid> tokens) throws Exception {
    return switch (request) {
      case AddToken(Pid process) -> {
        monitor(process);
        String token =
            "%s.%s.%s"
                .formatted(
                    encoded(name.kind()),
                    encoded(name.key()),
                    encoded(node().newBytes(SECRET_BYTES)));
        reply(from, token);
        yield Next.state(
            ImmutableMap.<String, Pid>builder().putAll(tokens).put(token, process).build());
      }
      case GetToken(String token) -> {
        reply(from, Optional.ofNullable(tokens.get(token)));
        yield Next.state(tokens);
      }
      default -> super.handleCall(request, from, tokens);
    };
  }

  @Override
  protected Next<ImmutableMap<String, Pid>> handleInfo(
      Object message, ImmutableMap<String, Pid> tokens) throws Exception {
    return message instanceof Signal.Down(_, Pid process, _)
        ? Next.state(ImmutableMap.copyOf(Maps.filterValues(tokens, each -> !each.equals(process))))
        : super.handleInfo(message, tokens);
  }
}
