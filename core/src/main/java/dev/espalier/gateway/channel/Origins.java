package dev.espalier.gateway.channel;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableSet;
import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * From which web pages connections are taken: those of this machine, those of the address that the
 * page itself was served from, and those named. An address counts only as digits, for a name may be
 * made to stand for this machine by whoever owns it (DNS rebinding).
 *
 * @param allowed hosts, e.g. {@code example.org}
 */
public record Origins(ImmutableSet<String> allowed) {
  /** This machine's. */
  public static final Origins LOCAL = new Origins(ImmutableSet.of());

  /**
   * @param origin the header, which browsers send and programs do not
   * @param host the header of what was asked
   */
  boolean allow(@Nullable String origin, @Nullable String host) {
    if (origin == null) {
      return true;
    }
    String page = hostOf(origin);
    return page != null
        && (isLoopback(page)
            || allowed.contains(page)
            || (InetAddresses.isInetAddress(page) && host != null && page.equals(bare(host))));
  }

  private static @Nullable String hostOf(String origin) {
    try {
      String host = URI.create(origin).getHost();
      return host == null ? null : bare(host);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private static @Nullable String bare(String written) {
    try {
      String host = HostAndPort.fromString(written).getHost();
      return Ascii.toLowerCase(host.replace("[", "").replace("]", ""));
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  private static boolean isLoopback(String host) {
    return host.equals("localhost")
        || host.endsWith(".localhost")
        || (InetAddresses.isInetAddress(host) && address(host).isLoopbackAddress());
  }

  private static InetAddress address(String host) {
    return InetAddresses.forString(host);
  }
}
