package io.klpforge.diff.elf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

final class CompressedSectionTest {
  private static final int ZLIB = 1;
  private static final int ZSTD = 2;

  private static final byte[] LINES =
      "line after line after line after line".getBytes(StandardCharsets.US_ASCII);

  private static byte[] packed() {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (DeflaterOutputStream zlib = new DeflaterOutputStream(packed)) {
      zlib.write(LINES);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return packed.toByteArray();
  }

  private static Section section(int method, long size, byte[] packed, ByteOrder order) {
    byte[] data =
        ByteBuffer.allocate(ElfConstants.CHDR_SIZE + packed.length)
            .order(order)
            .putInt(method)
            .putInt(0)
            .putLong(size)
            .putLong(1)
            .put(packed)
            .array();
    return section(ElfConstants.SHF_COMPRESSED, Bytes.of(data, order));
  }

  private static Section section(long flags, Bytes data) {
    return new Section(
        new SectionId(1), ".debug_line", 1, flags, 0, data.length(), 0, 0, 1, 0, data);
  }

  private static void refuses(String message, Section section) {
    MalformedElfException refusal =
        assertThrows(MalformedElfException.class, () -> CompressedSection.contents(section));
    assertEquals("section .debug_line " + message, refusal.getMessage());
  }

  @Test
  void unpacksWhatZlibPackedInEitherByteOrder() {
    for (ByteOrder order : new ByteOrder[] {ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN}) {
      Bytes contents = CompressedSection.contents(section(ZLIB, LINES.length, packed(), order));
      assertEquals(Bytes.of(LINES, order), contents);
      assertEquals(order, contents.order());
    }
  }

  @Test
  void leavesOtherSectionsAsTheyAre() {
    Bytes data = Bytes.of(LINES, ByteOrder.LITTLE_ENDIAN);
    assertEquals(data, CompressedSection.contents(section(0, data)));
  }

  @Test
  void refusesOtherMethods() {
    refuses(
        "is compressed by method 2, not by zlib (1)",
        section(ZSTD, LINES.length, packed(), ByteOrder.LITTLE_ENDIAN));
  }

  @Test
  void refusesSizesThatTheContentsCannotHave() {
    for (long size : new long[] {-1, 1 << 30, Long.MAX_VALUE}) {
      refuses(
          "claims to be " + size + " bytes long, which its contents cannot be",
          section(ZLIB, size, packed(), ByteOrder.LITTLE_ENDIAN));
    }
  }

  @Test
  void refusesDamagedContents() {
    byte[] packed = packed();
    refuses(
        "is shorter unpacked than it claims",
        section(ZLIB, LINES.length + 1, packed, ByteOrder.LITTLE_ENDIAN));
    refuses(
        "is shorter unpacked than it claims",
        section(ZLIB, LINES.length, Arrays.copyOf(packed, 12), ByteOrder.LITTLE_ENDIAN));
    packed[0] = 0;
    refuses(
        "cannot be unpacked: incorrect header check",
        section(ZLIB, LINES.length, packed, ByteOrder.LITTLE_ENDIAN));
    refuses(
        "is too short for what is compressed",
        section(ElfConstants.SHF_COMPRESSED, Bytes.of(new byte[23], ByteOrder.LITTLE_ENDIAN)));
  }
}
