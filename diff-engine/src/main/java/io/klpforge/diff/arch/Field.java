package io.klpforge.diff.arch;

import io.klpforge.diff.elf.Bytes;

/**
 * The bits a relocation writes. On machines whose instructions are words, a relocation fills a part
 * of one only: opcode and registers around it mean something and are compared.
 *
 * @param width bytes of the place, 0 to 8
 * @param mask one for each bit written; bits 0 to 7 are those of the place's first byte, and so on
 */
public record Field(int width, long mask) {
  /** Writes nothing: a mark for the linker, or a name that must be linked in. */
  public static final Field NONE = new Field(0, 0);

  /** {@return a field of {@code width} whole bytes, 1 to 8} */
  static Field bytes(int width) {
    return new Field(width, -1L >>> (Long.SIZE - Byte.SIZE * width));
  }

  /** {@return these bits of a little-endian number of {@code width} bytes} */
  static Field little(int width, long mask) {
    return new Field(width, mask);
  }

  /** {@return these bits of a big-endian number of {@code width} bytes} */
  static Field big(int width, long mask) {
    return new Field(width, Long.reverseBytes(mask) >>> (Long.SIZE - Byte.SIZE * width));
  }

  /** Zeroes the bits of the field that begins at {@code at}. */
  public void clear(byte[] bytes, int at) {
    for (int i = 0; i < width; i++) {
      bytes[at + i] &= (byte) ~(mask >>> (Byte.SIZE * i));
    }
  }

  /** {@return whether the field at {@code at} lies in {@code bytes} and holds zeros} */
  public boolean isClear(Bytes bytes, long at) {
    if (at < 0 || at > bytes.length() - width) {
      return false;
    }
    for (int i = 0; i < width; i++) {
      if ((bytes.u8((int) at + i) & (mask >>> (Byte.SIZE * i)) & 0xff) != 0) {
        return false;
      }
    }
    return true;
  }
}
