package io.klpforge.emit.write;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.ElfHeader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes an image: the null section, each section with its relocations behind it, symbol table,
 * symbol names, section names.
 *
 * <p>Source: System V gABI, chapters "ELF Header" and "Sections".
 */
public final class ElfWriter {
  private static final int ELFCLASS64 = 2;
  private static final int EV_CURRENT = 1;
  private static final int OS_ABI_OFFSET = 7;
  private static final int IDENT_SIZE = 16;
  private static final long TABLE_ALIGNMENT = 8;

  private final ElfImage image;
  private final ByteOrder order;
  private final SectionNumbers numbers;
  private final SymbolOrder symbols;
  private final TableEncoder encoder;
  private final StringTable sectionNames = new StringTable();
  private final List<SectionHeader> headers = new ArrayList<>();

  private ElfWriter(ElfImage image) {
    this.image = image;
    this.order = image.header().order();
    this.numbers = new SectionNumbers(image.sections());
    this.symbols = new SymbolOrder(image.symbols());
    this.encoder = new TableEncoder(order, numbers, symbols);
  }

  /**
   * {@return the file; the same bytes for an equal image}
   *
   * <p>Of more than 65,279 sections the numbers are extended ones, which linkers read, but not the
   * kernel's loader.
   */
  public static Bytes write(ElfImage image) {
    return new ElfWriter(image).write();
  }

  /**
   * {@return the file of a module}
   *
   * <p>Source: {@code load_info} and {@code find_sec()}, kernel/module/main.c, Linux 6.1: {@code
   * e_shnum} and {@code st_shndx} are taken as they are.
   *
   * @throws UnwritableElfException if it has more sections than the kernel's loader can number
   */
  public static Bytes writeModule(ElfImage image) {
    ElfWriter writer = new ElfWriter(image);
    if (writer.numbers.areExtended()) {
      throw new UnwritableElfException(
          writer.numbers.count()
              + " sections are more than the 65279 the kernel's loader can number;"
              + " patch fewer functions at once");
    }
    return writer.write();
  }

  private Bytes write() {
    headers.add(
        numbers.areExtended()
            ? SectionHeader.ofNull(numbers.count(), numbers.sectionNames())
            : SectionHeader.ofNull(0, 0));
    for (int i = 0; i < image.sections().size(); i++) {
      addSection(image.sections().get(i), numbers.of(i));
    }
    addTables();
    return assemble(new SectionLayout(headers));
  }

  private void addSection(ImageSection section, int number) {
    int link = section.linkedTo().isPresent() ? numbers.of(section.linkedTo().getAsInt()) : 0;
    headers.add(
        new SectionHeader(
            sectionNames.add(section.name()),
            section.type(),
            section.flags(),
            section.size(),
            link,
            0,
            section.alignment(),
            section.entrySize(),
            section.data()));
    section.tables().forEach(table -> addRelocations(table, number));
  }

  private void addRelocations(RelocationList table, int target) {
    Bytes data = encoder.relocations(table.entries());
    headers.add(
        new SectionHeader(
            sectionNames.add(table.name()),
            ElfConstants.SHT_RELA,
            table.flags(),
            data.length(),
            numbers.symbolTable(),
            target,
            TABLE_ALIGNMENT,
            ElfConstants.RELA_SIZE,
            data));
  }

  private void addTables() {
    StringTable symbolNames = new StringTable();
    Bytes table = encoder.symbols(symbolNames);
    headers.add(
        new SectionHeader(
            sectionNames.add(".symtab"),
            ElfConstants.SHT_SYMTAB,
            0,
            table.length(),
            numbers.symbolNames(),
            symbols.firstGlobal(),
            TABLE_ALIGNMENT,
            ElfConstants.SYM_SIZE,
            table));
    if (numbers.areExtended()) {
      addExtendedIndices();
    }
    addStrings(sectionNames.add(".strtab"), symbolNames);
    addStrings(sectionNames.add(".shstrtab"), sectionNames);
  }

  private void addExtendedIndices() {
    Bytes indices = encoder.extendedIndices();
    headers.add(
        new SectionHeader(
            sectionNames.add(".symtab_shndx"),
            ElfConstants.SHT_SYMTAB_SHNDX,
            0,
            indices.length(),
            numbers.symbolTable(),
            0,
            ElfConstants.SHNDX_SIZE,
            ElfConstants.SHNDX_SIZE,
            indices));
  }

  private void addStrings(int name, StringTable strings) {
    Bytes data = strings.toBytes(order);
    headers.add(
        new SectionHeader(name, ElfConstants.SHT_STRTAB, 0, data.length(), 0, 0, 1, 0, data));
  }

  private Bytes assemble(SectionLayout layout) {
    ByteBuffer out = ByteBuffer.allocate(Math.toIntExact(layout.fileSize())).order(order);
    encode(image.header(), layout.headers(), out);
    for (int i = 0; i < headers.size(); i++) {
      out.put((int) layout.offset(i), headers.get(i).data().toArray());
    }
    out.position((int) layout.headers());
    for (int i = 0; i < headers.size(); i++) {
      headers.get(i).encode(out, layout.offset(i));
    }
    return Bytes.of(out, order);
  }

  private void encode(ElfHeader header, long sectionHeaders, ByteBuffer out) {
    out.put((byte) 0x7f).put((byte) 'E').put((byte) 'L').put((byte) 'F');
    out.put((byte) ELFCLASS64).put((byte) (order == ByteOrder.BIG_ENDIAN ? 2 : 1));
    out.put((byte) EV_CURRENT).put(OS_ABI_OFFSET, (byte) header.osAbi()).position(IDENT_SIZE);
    out.putShort((short) header.type()).putShort((short) header.machine()).putInt(EV_CURRENT);
    out.putLong(0).putLong(0).putLong(sectionHeaders); // e_entry, e_phoff
    out.putInt(header.flags()).putShort((short) ElfConstants.EHDR_SIZE);
    out.putShort((short) 0).putShort((short) 0); // e_phentsize, e_phnum
    boolean extended = numbers.areExtended();
    out.putShort((short) ElfConstants.SHDR_SIZE);
    out.putShort((short) (extended ? 0 : numbers.count()));
    out.putShort((short) (extended ? ElfConstants.SHN_XINDEX : numbers.sectionNames()));
  }
}
