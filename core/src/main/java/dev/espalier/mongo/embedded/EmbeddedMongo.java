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
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.BindException;
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
  private final EventLoopGroup io = newLoop();
  private final ExecutorService commands = Executors.newVirtualThreadPerTaskExecutor();
  private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private final EmbeddedBackend backend;
  private final InetSocketAddress address;

  /** Of its own, so that the port is free once it has ended. */
  private volatile EventLoopGroup listening;

  private EmbeddedMongo(Clock clock) {
    backend = new EmbeddedBackend(clock);
    listening = newLoop();
    address = listen(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    backend.listeningOn(hostAndPort());
  }

  private static EventLoopGroup newLoop() {
    return new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  }

  private InetSocketAddress listen(InetSocketAddress at) {
    return (InetSocketAddress)
        new ServerBootstrap()
            .group(listening, io)
            .channel(NioServerSocketChannel.class)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childHandler(new Connection())
            .bind(at)
            .syncUninterruptibly()
            .channel()
            .localAddress();
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

  /** Breaks all connections and listens no more; what is committed stays. */
  public void stop() {
    end(listening);
    io.submit(() -> {}).syncUninterruptibly(); // until then a client that was let in is not known
    channels.close().syncUninterruptibly();
    backend.disconnected();
  }

  /**
   * Listens again where it did before it was stopped.
   *
   * @throws BindException when somebody else does by now
   */
  public void listen() throws BindException {
    listening = newLoop();
    listen(address);
  }

  private static void end(EventLoopGroup loop) {
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  @Override
  public void close() {
    backend.close();
    channels.close().syncUninterruptibly();
    end(listening);
    end(io);
    commands.close();
  }

  /** A connection of a client. */
  private final class Connection extends ChannelInitializer<SocketChannel> {
    @Override
    protected void initChannel(SocketChannel channel) {
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
