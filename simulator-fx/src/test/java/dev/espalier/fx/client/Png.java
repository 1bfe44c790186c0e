package dev.espalier.fx.client;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javafx.scene.image.Image;
import javafx.scene.image.PixelFormat;

/** Writes images as PNG (RFC 2083): eight bits a channel, with alpha. */
final class Png {
  private static final long SIGNATURE = 0x89504e470d0a1a0aL;

  private Png() {}

  static byte[] encode(Image image) throws IOException {
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeLong(SIGNATURE);
    ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
    chunk(out, "IHDR", header.put(new byte[] {8, 6, 0, 0, 0}).array());
    chunk(out, "IDAT", pixels(image, width, height));
    chunk(out, "IEND", new byte[0]);
    return bytes.toByteArray();
  }

  private static byte[] pixels(Image image, int width, int height) throws IOException {
    int[] row = new int[width];
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
      for (int y = 0; y < height; y++) {
        image
            .getPixelReader()
            .getPixels(0, y, width, 1, PixelFormat.getIntArgbInstance(), row, 0, width);
        out.writeByte(0);
        for (int argb : row) {
          out.writeInt(Integer.rotateLeft(argb, 8));
        }
      }
    }
    return bytes.toByteArray();
  }

  private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 crc = new CRC32();
    crc.update(name);
    crc.update(data);
    out.writeInt(data.length);
    out.write(name);
    out.write(data);
    out.writeInt((int) crc.getValue());
  }
}
