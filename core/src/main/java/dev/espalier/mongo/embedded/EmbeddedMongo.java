package dev.espalier.mongo.embedded;

import de.bwaldvogel.mongo.MongoBackend;
import de.bwaldvogel.mongo.wire.MongoDatabaseHandler;
import de.bwaldvogel.mongo.wire.MongoExceptionHandler;
import de.bwaldvogel.mongo.wire.MongoWireMessageEncoder;
import de.bwaldvogel.mongo.wire.MongoWireProtocolHandler;
import de.bwaldvogel.mongo.wire.MongoWireReplyEncoder;
import de.bwaldvogel.mongo.wire.message.ClientRequest;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A MongoDB server inside this JVM: a replica set of one, with change streams, sessions,
 * transactions and snapshot reads, its documents in memory.
 */
public final class EmbeddedMongo implements AutoCloseable {
  private final MultiThreadIoEventLoopGroup io =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final ExecutorService commands = Executors.newVirtualThreadPerTaskExecutor();
  private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final EmbeddedBackend backend;
  private final InetSocketAddress address;
  private volatile boolean down;

  private EmbeddedMongo(Clock clock) {
    backend = new EmbeddedBackend(clock);
    address =
        (InetSocketAddress)
            new ServerBootstrap()
                .group(io)
                .channel(NioServerSocketChannel.class)
                .childHandler(new Connection())
                .bind(InetAddress.getLoopbackAddress(), 0)
                .syncUninterruptibly()
                .channel()
                .localAddress();
    backend.listeningOn(hostAndPort());
  }

  /**
   * Starts a server on a free port of this machine.
   *
   * @param clock what time it is to the server: the seconds of its cluster times
   */
  public static EmbeddedMongo start(Clock clock) {
    return new EmbeddedMongo(clock);
  }

  private String hostAndPort() {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  /** Where clients find it. */
  public String uri() {
    return "mongodb://" + hostAndPort() + "/?directConnection=true";
  }

  /**
   * Breaks all connections, and lets nobody in until it is {@link #resume}d; what is committed
   * stays. The port stays taken, so that nobody else gets it meanwhile.
   */
  public void stop() {
    down = true;
    io.submit(() -> {}).syncUninterruptibly(); // whoever is being let in just now is in by then
    channels.close().syncUninterruptibly();
    backend.disconnected();
  }

  /** Lets clients in again. */
  public void resume() {
    down = false;
  }

  @Override
  public void close() {
    backend.close();
    channels.close().syncUninterruptibly();
    io.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    commands.close();
  }

  /** A connection of a client. */
  private final class Connection extends ChannelInitializer<SocketChannel> {
    @Override
    protected void initChannel(SocketChannel channel) {
      if (down) {
        var _ = channel.close();
        return;
      }
      channel
          .pipeline()
          .addLast(
              new MongoWireReplyEncoder(),
              new MongoWireMessageEncoder(),
              new MongoWireProtocolHandler(),
              new Commands(backend),
              new MongoExceptionHandler());
    }
  }

  /** Answers on a thread of its own, so that a change stream may wait. */
  private final class Commands extends MongoDatabaseHandler {
    Commands(MongoBackend backend) {
      super(backend, channels);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ClientRequest request) {
      commands.execute(() -> {
        try {
          super.channelRead0(context, request);
        } catch (RuntimeException | StackOverflowError e) {
          context.fireExceptionCaught(e);
        }
      });
    }
  }
}
