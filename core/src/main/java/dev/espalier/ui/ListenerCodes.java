package dev.espalier.ui;

import com.google.common.hash.HashFunction;
import com.google.common.hash.Hashing;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What the clients of one session call the listeners in their UI. */
@FunctionalInterface
public interface ListenerCodes {

  /** {@link ListenerCode} as it is: the same in every session, as the design has it. */
  ListenerCodes PLAIN = code -> code;

  /**
   * Codes that nobody can tell who has not been sent them: HMAC-SHA-256 of the plain ones, as long
   * as those.
   *
   * @param key 32 bytes that nobody can guess, of one session
   */
  static ListenerCodes keyed(byte[] key) {
    HashFunction hmac = Hashing.hmacSha256(key);
    return code ->
        Base64.getEncoder().encodeToString(hmac.hashString(code, StandardCharsets.UTF_8).asBytes());
  }

  /** The code in this session of the listener that has this plain one. */
  String of(String plain);
}
