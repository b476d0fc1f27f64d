package io.klpforge.diff.elf;

import java.nio.ByteBuffer;
import net.fornwall.jelf.BackingFile;
import net.fornwall.jelf.ElfException;

/** Lets jelf read a buffer, mapped or in memory. */
final class BufferFile implements BackingFile {
  private final ByteBuffer buffer;

  BufferFile(ByteBuffer buffer) {
    this.buffer = buffer.duplicate();
  }

  @Override
  public void seek(long offset) {
    if (offset < 0 || offset > buffer.limit()) {
      throw new ElfException("offset " + offset + " is outside the file");
    }
    buffer.position((int) offset);
  }

  @Override
  public void skip(int bytes) {
    seek((long) buffer.position() + bytes);
  }

  @Override
  public short readUnsignedByte() {
    if (!buffer.hasRemaining()) {
      throw new ElfException("the file ends too early");
    }
    return (short) (buffer.get() & 0xff);
  }

  @Override
  public int read(byte[] data) {
    if (buffer.remaining() < data.length) {
      throw new ElfException("the file ends too early");
    }
    buffer.get(data);
    return data.length;
  }
}
