package io.klpforge.diff.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import net.fornwall.jelf.ElfException;
import net.fornwall.jelf.ElfFile;

/**
 * Reads ELF files; the only user of jelf.
 *
 * <p>jelf gives the file's header, but for the counts in it. Everything else is decoded here in
 * bulk: jelf reads each section into memory at the first question for its header, and takes 70
 * microseconds for a symbol's name.
 *
 * <p>Whatever the bytes are, they end in an {@link ObjectFile} or in a {@link
 * MalformedElfException}; what is read takes memory in proportion to the file.
 */
public final class ElfReader {
  private static final int MAGIC = 0x7f454c46;
  private static final int EI_CLASS = 4;
  private static final int ELFCLASS64 = 2;
  private static final int E_PHNUM = 56;
  private static final int E_SHENTSIZE = 58;
  private static final int E_SHNUM = 60;
  private static final int E_SHSTRNDX = 62;

  private ElfReader() {}

  /**
   * Reads a file. The file is mapped, not copied: of a vmlinux of half a gigabyte only what is
   * looked at takes memory. It must not be changed while the result is in use.
   *
   * @throws IOException if the file cannot be read
   * @throws MalformedElfException if it is not a well-formed 64-bit ELF file
   */
  public static ObjectFile read(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      if (channel.size() > Integer.MAX_VALUE) {
        throw new MalformedElfException("larger than 2 GiB");
      }
      return read(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size()));
    }
  }

  /**
   * Reads a file that is in memory.
   *
   * @throws MalformedElfException if it is not a well-formed 64-bit ELF file
   */
  public static ObjectFile read(byte[] file) {
    return read(ByteBuffer.wrap(file));
  }

  private static ObjectFile read(ByteBuffer file) {
    requireElf(file);
    FileHeader header = header(file);
    return new ObjectParser(header, Bytes.of(file, header.kind().order())).parse();
  }

  private static void requireElf(ByteBuffer file) {
    if (!file.hasRemaining()) {
      throw new MalformedElfException("the file is empty");
    }
    if (file.limit() < Integer.BYTES
        || file.duplicate().order(ByteOrder.BIG_ENDIAN).getInt(0) != MAGIC) {
      throw new MalformedElfException("not an ELF file");
    }
    if (file.limit() < ElfConstants.EHDR_SIZE) {
      throw new MalformedElfException("truncated: the file ends inside the ELF header");
    }
    if (file.get(EI_CLASS) != ELFCLASS64) {
      throw new MalformedElfException("not a 64-bit ELF file");
    }
  }

  private static FileHeader header(ByteBuffer file) {
    try {
      ElfFile elf = ElfFile.from(new BufferFile(withoutCounts(file)));
      ByteOrder order =
          elf.ei_data == ElfFile.DATA_MSB ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
      ElfHeader kind =
          new ElfHeader(
              elf.e_type & 0xffff, elf.e_machine & 0xffff, elf.e_flags, elf.ei_osabi & 0xff, order);
      Bytes header = Bytes.of(file, order);
      return new FileHeader(
          kind, elf.e_shoff, header.u16(E_SHENTSIZE), header.u16(E_SHNUM), header.u16(E_SHSTRNDX));
    } catch (ElfException e) {
      throw new MalformedElfException("the ELF header is damaged: " + e.getMessage(), e);
    }
  }

  /** jelf takes the counts for signed numbers, and fails where there are 32,768 sections. */
  private static ByteBuffer withoutCounts(ByteBuffer file) {
    byte[] header = new byte[ElfConstants.EHDR_SIZE];
    file.get(0, header);
    for (int field : new int[] {E_PHNUM, E_SHNUM, E_SHSTRNDX}) {
      header[field] = 0;
      header[field + 1] = 0;
    }
    return ByteBuffer.wrap(header);
  }
}
