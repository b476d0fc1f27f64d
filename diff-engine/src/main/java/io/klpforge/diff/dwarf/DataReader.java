package io.klpforge.diff.dwarf;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.MalformedElfException;
import java.util.Locale;

/** Reads a section's numbers one behind the other. */
final class DataReader {
  private static final int LONG_FORMAT = -1;

  private final Bytes data;
  private final String section;
  private int at;

  /** Reads {@code data}, which errors call {@code section}, from {@code at} on. */
  DataReader(Bytes data, String section, long at) {
    this.data = data;
    this.section = section;
    moveTo(at);
  }

  int at() {
    return at;
  }

  boolean isAtEnd() {
    return at >= data.length();
  }

  /** Goes on at {@code offset}, which may be the section's end. */
  void moveTo(long offset) {
    if (offset < 0 || offset > data.length()) {
      throw damaged("leads to 0x" + Long.toHexString(offset) + ", outside");
    }
    at = (int) offset;
  }

  void skip(long length) {
    if (length < 0 || length > data.length() - at) {
      throw damaged("has " + length + " bytes that do not fit there");
    }
    at += (int) length;
  }

  int u8() {
    require(1);
    return data.u8(at++);
  }

  int u16() {
    require(2);
    at += 2;
    return data.u16(at - 2);
  }

  int u24() {
    require(3);
    at += 3;
    int first = data.u16(at - 3);
    boolean little = data.order() == java.nio.ByteOrder.LITTLE_ENDIAN;
    return little ? first | data.u8(at - 1) << 16 : first << 8 | data.u8(at - 1);
  }

  long u32() {
    require(4);
    at += 4;
    return data.u32(at - 4);
  }

  long s64() {
    require(8);
    at += 8;
    return data.s64(at - 8);
  }

  /** A number of 1, 2, 4 or 8 bytes, unsigned but for those of 8. */
  long number(int size) {
    return switch (size) {
      case 1 -> u8();
      case 2 -> u16();
      case 4 -> u32();
      case 8 -> s64();
      default -> throw damaged("has numbers of " + size + " bytes");
    };
  }

  /** ULEB128: seven bits a byte, the lowest first; bits above the 64th are dropped. */
  long unsigned() {
    long value = 0;
    int shift = 0;
    int piece;
    do {
      piece = u8();
      value |= shift < Long.SIZE ? (long) (piece & 0x7f) << shift : 0;
      shift += 7;
    } while (piece >= 0x80);
    return value;
  }

  /** SLEB128. */
  long signed() {
    int first = at;
    long value = unsigned();
    int bits = 7 * (at - first);
    return bits < Long.SIZE ? value << (Long.SIZE - bits) >> (Long.SIZE - bits) : value;
  }

  /** The text up to the next NUL; the reader goes on behind it. */
  String text() {
    String text = data.text(at);
    skip(text.length() + 1L);
    return text;
  }

  void skipText() {
    while (u8() != 0) {}
  }

  /** Where a unit ends, and how many bytes its offsets have, from its first field. */
  record UnitLength(int end, int offsetSize) {}

  /** Reads {@code unit_length}: four bytes, or twelve in the 64-bit format. */
  UnitLength unitLength() {
    int first = at;
    long length = u32();
    boolean isLong = (int) length == LONG_FORMAT;
    long bytes = isLong ? s64() : length;
    if (bytes < 0 || bytes > data.length() - at) {
      at = first;
      throw damaged("is a unit of " + bytes + " bytes, which do not fit there");
    }
    return new UnitLength(at + (int) bytes, isLong ? 8 : 4);
  }

  private void require(int length) {
    if (length > data.length() - at) {
      throw damaged("ends inside a number");
    }
  }

  MalformedElfException damaged(String what) {
    return new MalformedElfException(
        String.format(Locale.ROOT, "%s+0x%x: it %s", section, at, what));
  }
}
