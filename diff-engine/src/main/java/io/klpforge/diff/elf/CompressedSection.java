package io.klpforge.diff.elf;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks a section whose bytes are compressed in the file, as debug information may be.
 *
 * <p>Source: System V gABI, chapter "Section Compression".
 */
public final class CompressedSection {
  private static final int ELFCOMPRESS_ZLIB = 1;
  private static final int SIZE_OFFSET = 8;

  /** What one byte of DEFLATE can at most become. */
  private static final int MOST_GROWTH = 1032;

  private CompressedSection() {}

  /**
   * {@return the bytes of a section as the compiler made them}
   *
   * @throws MalformedElfException if they cannot be unpacked, because they are damaged or packed
   *     with anything but zlib
   */
  public static Bytes contents(Section section) {
    if (!section.isCompressed()) {
      return section.data();
    }
    Bytes data = section.data();
    if (data.length() < ElfConstants.CHDR_SIZE) {
      throw damaged(section, "is too short for what is compressed");
    }
    if (data.s32(0) != ELFCOMPRESS_ZLIB) {
      throw damaged(section, "is compressed by method " + data.s32(0) + ", not by zlib (1)");
    }
    Bytes packed = data.slice(ElfConstants.CHDR_SIZE, data.length() - ElfConstants.CHDR_SIZE);
    return Bytes.of(unpack(section, packed, size(section, packed)), data.order());
  }

  private static int size(Section section, Bytes packed) {
    long size = section.data().s64(SIZE_OFFSET);
    if (size < 0 || size > (long) MOST_GROWTH * packed.length() || size > Integer.MAX_VALUE - 8) {
      throw damaged(section, "claims to be " + size + " bytes long, which its contents cannot be");
    }
    return (int) size;
  }

  private static byte[] unpack(Section section, Bytes packed, int size) {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(packed.toArray());
      byte[] unpacked = new byte[size];
      if (inflater.inflate(unpacked) != size) {
        throw damaged(section, "is shorter unpacked than it claims");
      }
      return unpacked;
    } catch (DataFormatException e) {
      throw new MalformedElfException(
          "section " + section.name() + " cannot be unpacked: " + e.getMessage(), e);
    } finally {
      inflater.end();
    }
  }

  private static MalformedElfException damaged(Section section, String what) {
    return new MalformedElfException("section " + section.name() + " " + what);
  }
}
