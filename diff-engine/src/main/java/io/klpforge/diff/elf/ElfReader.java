package io.klpforge.diff.elf;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import net.fornwall.jelf.ElfException;
import net.fornwall.jelf.ElfFile;

/**
 * Reads ELF files; the only user of jelf.
 *
 * <p>jelf gives the file's header. Everything else is decoded here in bulk: jelf reads each section
 * into memory at the first question for its header, and takes 70 microseconds for a symbol's name.
 */
public final class ElfReader {
  private static final int ELFCLASS64 = 2;

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
    try {
      return new Parser(file).parse();
    } catch (ElfException
        | IndexOutOfBoundsException
        | NegativeArraySizeException
        | ArithmeticException
        | IllegalArgumentException e) {
      throw new MalformedElfException("truncated or damaged: " + e.getMessage(), e);
    }
  }

  /** One file being read. */
  private static final class Parser {
    private final ElfFile elf;
    private final Bytes file;
    private final List<Section> sections = new ArrayList<>();

    Parser(ByteBuffer buffer) {
      requireElf(buffer);
      this.elf = ElfFile.from(new BufferFile(buffer));
      ByteOrder order =
          elf.ei_data == ElfFile.DATA_MSB ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
      this.file = Bytes.of(buffer, order);
    }

    private static void requireElf(ByteBuffer buffer) {
      if (buffer.limit() < ElfConstants.EHDR_SIZE
          || Integer.reverseBytes(buffer.duplicate().order(ByteOrder.LITTLE_ENDIAN).getInt(0))
              != 0x7f454c46) {
        throw new MalformedElfException("not an ELF file");
      }
      if (buffer.get(4) != ELFCLASS64) {
        throw new MalformedElfException("not a 64-bit ELF file");
      }
    }

    ObjectFile parse() {
      readSections();
      List<Symbol> symbols = readSymbols();
      ElfHeader header =
          new ElfHeader(
              elf.e_type, elf.e_machine & 0xffff, elf.e_flags, elf.ei_osabi, file.order());
      RelocationTable relocations = new RelocationTable(sections, symbols.size());
      return new ObjectFile(header, sections, symbols, relocations);
    }

    private void readSections() {
      int count = sectionCount();
      SectionHeaders headers = new SectionHeaders(file, elf.e_shoff, count);
      Bytes names = count == 0 ? Bytes.EMPTY : headers.contents(nameTableIndex(headers));
      for (int i = 0; i < count; i++) {
        sections.add(headers.section(i, names));
      }
    }

    private int sectionCount() {
      if (elf.e_shoff == 0) {
        return 0;
      }
      if (elf.e_shentsize != ElfConstants.SHDR_SIZE) {
        throw new MalformedElfException("section headers are not 64 bytes long");
      }
      int count = elf.e_shnum & 0xffff;
      return count == 0 ? new SectionHeaders(file, elf.e_shoff, 1).countInFirst() : count;
    }

    private int nameTableIndex(SectionHeaders headers) {
      int index = elf.e_shstrndx & 0xffff;
      return index == ElfConstants.SHN_XINDEX ? headers.linkOfFirst() : index;
    }

    private List<Symbol> readSymbols() {
      Optional<Section> table = ofType(ElfConstants.SHT_SYMTAB);
      if (table.isEmpty()) {
        return List.of();
      }
      Bytes extended = ofType(ElfConstants.SHT_SYMTAB_SHNDX).map(Section::data).orElse(Bytes.EMPTY);
      Bytes names = sections.get(table.get().link()).data();
      return new SymbolTable(table.get().data(), names, extended, sections).decode();
    }

    private Optional<Section> ofType(int type) {
      return sections.stream().filter(section -> section.type() == type).findFirst();
    }
  }
}
