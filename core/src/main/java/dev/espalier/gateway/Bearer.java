package dev.espalier.gateway;

import dev.espalier.app.DataAccess.DataException;
import dev.espalier.environment.TokenAgent;
import dev.espalier.otp.CallFailed;
import dev.espalier.otp.Name;
import dev.espalier.otp.Node;
import dev.espalier.otp.Pid;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Who a request to the data API speaks for.
 *
 * @param agent the Agent.Token that knows the token
 * @param process the MS or MT that the token stands for
 */
record Bearer(Name agent, Pid process) {
  private static final String SCHEME = "Bearer ";
  private static final int UNAUTHORIZED = 401;

  /**
   * Reads the header {@code Authorization}.
   *
   * @throws DataException with status 401 when it holds no token, or one that nobody knows any more
   */
  static Bearer of(@Nullable String authorization, Node node) throws DataException {
    if (authorization == null || !authorization.startsWith(SCHEME)) {
      throw new DataException(
          UNAUTHORIZED,
          "unauthenticated",
          "a token is missing; send the header Authorization: Bearer with the token that the"
              + " listener was called with");
    }
    String token = authorization.substring(SCHEME.length()).strip();
    Name agent = TokenAgent.agentOf(token).orElseThrow(Bearer::invalid);
    return new Bearer(agent, known(agent, token, node).orElseThrow(Bearer::invalid));
  }

  /**
   * The transaction whose token is in the path, as apps of early 2023 send it; of the same
   * listener's agent.
   */
  Bearer sibling(String token, Node node) throws DataException {
    return new Bearer(agent, known(agent, token, node).orElseThrow(Bearer::invalid));
  }

  private static Optional<Pid> known(Name agent, String token, Node node) {
    try {
      return node.call(agent, new TokenAgent.GetToken(token));
    } catch (CallFailed.Exited _) {
      return Optional.empty();
    }
  }

  static DataException invalid() {
    return new DataException(
        UNAUTHORIZED,
        "invalid_token",
        "the token is not valid; a token ends with the listener or the transaction it was made"
            + " for");
  }
}
