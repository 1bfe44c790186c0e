package dev.espalier.environment;

import com.google.common.base.Preconditions;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.types.ObjectId;

/** New ObjectIds in ascending order, on the node's clock. */
public final class DocumentIds {
  private static final int PROCESS_BYTES = 5;
  private static final int ID_BYTES = 12;
  private static final int COUNTER_LIMIT = 1 << 24;

  private final InstantSource clock;
  private final byte[] process;
  private final AtomicInteger counter = new AtomicInteger();

  /**
   * @param process 5 bytes that tell this maker of ids from others
   */
  public DocumentIds(InstantSource clock, byte[] process) {
    Preconditions.checkArgument(process.length == PROCESS_BYTES);
    this.clock = clock;
    this.process = process.clone();
  }

  public ObjectId next() {
    int count = counter.incrementAndGet() % COUNTER_LIMIT;
    return new ObjectId(
        ByteBuffer.allocate(ID_BYTES)
            .putInt((int) clock.instant().getEpochSecond())
            .put(process)
            .put((byte) (count >> 16))
            .putShort((short) count)
            .flip());
  }
}
