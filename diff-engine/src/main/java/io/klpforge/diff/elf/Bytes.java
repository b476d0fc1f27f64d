package io.klpforge.diff.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * A read-only run of bytes with a byte order; a slice shares the memory of its whole.
 *
 * <p>Equal when the bytes are equal, whatever the byte order. All offsets count bytes from the
 * first byte of this run; one outside it is an {@link IndexOutOfBoundsException}.
 */
public final class Bytes {
  /** No bytes. */
  public static final Bytes EMPTY = new Bytes(ByteBuffer.allocate(0));

  private final ByteBuffer buffer;

  private Bytes(ByteBuffer buffer) {
    this.buffer = buffer;
  }

  /** {@return a view of {@code array}, which the caller must not change any more} */
  public static Bytes of(byte[] array, ByteOrder order) {
    return new Bytes(ByteBuffer.wrap(array).order(order));
  }

  /** {@return a view of what {@code buffer} holds between 0 and its limit} */
  public static Bytes of(ByteBuffer buffer, ByteOrder order) {
    return new Bytes(buffer.duplicate().position(0).slice().order(order));
  }

  /** {@return how many bytes these are} */
  public int length() {
    return buffer.limit();
  }

  /** {@return the byte order of numbers in here} */
  public ByteOrder order() {
    return buffer.order();
  }

  /** {@return the unsigned byte at {@code offset}} */
  public int u8(int offset) {
    return buffer.get(offset) & 0xff;
  }

  /** {@return the unsigned 16-bit number at {@code offset}} */
  public int u16(int offset) {
    return buffer.getShort(offset) & 0xffff;
  }

  /** {@return the signed 32-bit number at {@code offset}} */
  public int s32(int offset) {
    return buffer.getInt(offset);
  }

  /** {@return the unsigned 32-bit number at {@code offset}} */
  public long u32(int offset) {
    return buffer.getInt(offset) & 0xffff_ffffL;
  }

  /** {@return the signed 64-bit number at {@code offset}} */
  public long s64(int offset) {
    return buffer.getLong(offset);
  }

  /** {@return {@code length} bytes from {@code offset} on} */
  public Bytes slice(int offset, int length) {
    return new Bytes(buffer.slice(offset, length).order(buffer.order()));
  }

  /**
   * {@return the text from {@code offset} to the next NUL, one char a byte (ISO 8859-1), or to the
   * end where no NUL follows}
   */
  public String text(int offset) {
    return text(offset, 1);
  }

  /**
   * {@return the text from {@code offset} to the next NUL of {@code unit} bytes, one char a byte},
   * such as the two bytes of a character in {@code L"text"} under -fshort-wchar
   */
  public String text(int offset, int unit) {
    int end = offset;
    while (end + unit <= length() && !isZero(end, unit)) {
      end += unit;
    }
    int stop = end + unit <= length() ? end : length();
    byte[] chars = new byte[stop - offset];
    buffer.get(offset, chars);
    return new String(chars, StandardCharsets.ISO_8859_1);
  }

  private boolean isZero(int offset, int length) {
    for (int i = 0; i < length; i++) {
      if (buffer.get(offset + i) != 0) {
        return false;
      }
    }
    return true;
  }

  /** {@return a copy of the bytes} */
  public byte[] toArray() {
    byte[] copy = new byte[length()];
    buffer.get(0, copy);
    return copy;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes bytes && buffer.equals(bytes.buffer);
  }

  @Override
  public int hashCode() {
    return buffer.hashCode();
  }

  @Override
  public String toString() {
    return "Bytes[" + length() + "]";
  }
}
