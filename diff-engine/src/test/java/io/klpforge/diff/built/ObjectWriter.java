package io.klpforge.diff.built;

import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.SymbolBinding;
import io.klpforge.diff.elf.SymbolType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Lays an {@link ObjectBuilder}'s parts out as a file: header, section bytes, section headers. */
final class ObjectWriter {
  private final int machine;
  private final ByteOrder order;
  private final List<BuiltSection> sections;
  private final List<BuiltSymbol> symbols = new ArrayList<>();
  private final ByteArrayOutputStream names = new ByteArrayOutputStream();

  ObjectWriter(ObjectBuilder builder) {
    this.machine = builder.machine;
    this.order = builder.order;
    this.sections = new ArrayList<>(builder.sections);
    symbols.add(
        new BuiltSymbol("", SymbolType.NOTYPE, SymbolBinding.LOCAL, "", 0, 0)); // the null symbol
    symbols.addAll(builder.symbols);
    names.write(0);
  }

  byte[] write() {
    int own = sections.size();
    int symbolTable = own + 1;
    for (int i = 0; i < own; i++) {
      if (!sections.get(i).relocations.isEmpty()) {
        sections.add(relocations(sections.get(i), i + 1, symbolTable));
      }
    }
    sections.add(own, symbolTable(own));
    sections.add(own + 1, nameTable());
    return file();
  }

  private BuiltSection relocations(BuiltSection target, int index, int symbolTable) {
    BuiltSection table =
        new BuiltSection(
            ".rela" + target.name,
            ElfConstants.SHT_RELA,
            ElfConstants.SHF_INFO_LINK,
            8,
            ElfConstants.RELA_SIZE,
            symbolTable,
            index);
    for (BuiltSection.Rela rela : target.relocations) {
      long info = ((long) symbol(rela.symbol()) << 32) | rela.type();
      table.data.writeBytes(
          new Fields(order).u64(rela.offset()).u64(info).u64(rela.addend()).array());
    }
    return table;
  }

  private int symbol(String name) {
    if (name.isEmpty()) {
      return 0;
    }
    for (int i = 1; i < symbols.size(); i++) {
      boolean section = symbols.get(i).type() == SymbolType.SECTION;
      String known = section ? symbols.get(i).section() : symbols.get(i).name();
      if (known.equals(name)) {
        return i;
      }
    }
    boolean section = sections.stream().anyMatch(one -> one.name.equals(name));
    symbols.add(
        section
            ? new BuiltSymbol("", SymbolType.SECTION, SymbolBinding.LOCAL, name, 0, 0)
            : new BuiltSymbol(name, SymbolType.NOTYPE, SymbolBinding.GLOBAL, "", 0, 0));
    return symbols.size() - 1;
  }

  private BuiltSection symbolTable(int own) {
    BuiltSection table =
        new BuiltSection(
            ".symtab", ElfConstants.SHT_SYMTAB, 0, 8, ElfConstants.SYM_SIZE, own + 2, 1);
    symbols.forEach(symbol -> table.data.writeBytes(entry(symbol)));
    return table;
  }

  private byte[] entry(BuiltSymbol symbol) {
    int info = symbol.binding().number() << 4 | symbol.type().number();
    Fields entry = new Fields(order).u32(name(symbol.name())).u8(info).u8(0).u16(place(symbol));
    return entry.u64(symbol.value()).u64(symbol.size()).array();
  }

  private int place(BuiltSymbol symbol) {
    if (symbol.type() == SymbolType.FILE) {
      return ElfConstants.SHN_ABS;
    }
    for (int i = 0; i < sections.size(); i++) {
      if (sections.get(i).name.equals(symbol.section())) {
        return i + 1;
      }
    }
    return ElfConstants.SHN_UNDEF;
  }

  private int name(String name) {
    if (name.isEmpty()) {
      return 0;
    }
    int at = names.size();
    names.writeBytes((name + '\0').getBytes(StandardCharsets.UTF_8));
    return at;
  }

  private BuiltSection nameTable() {
    return new BuiltSection(".strtab", ElfConstants.SHT_STRTAB, 0, 1, 0, 0, 0);
  }

  private byte[] file() {
    List<Integer> sectionNames = sections.stream().map(section -> name(section.name)).toList();
    int nameTable = 0;
    for (int i = 0; i < sections.size(); i++) {
      if (sections.get(i).name.equals(".strtab")) {
        sections.get(i).data.writeBytes(names.toByteArray());
        nameTable = i + 1;
      }
    }
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    ByteArrayOutputStream headers = new ByteArrayOutputStream();
    headers.writeBytes(new byte[ElfConstants.SHDR_SIZE]);
    for (int i = 0; i < sections.size(); i++) {
      headers.writeBytes(
          header(sections.get(i), sectionNames.get(i), ElfConstants.EHDR_SIZE + body.size()));
      body.writeBytes(sections.get(i).data.toByteArray());
    }
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.writeBytes(elfHeader(ElfConstants.EHDR_SIZE + body.size(), nameTable));
    file.writeBytes(body.toByteArray());
    file.writeBytes(headers.toByteArray());
    return file.toByteArray();
  }

  private byte[] elfHeader(long sectionHeaders, int nameTable) {
    Fields header = ident();
    header.u16(ElfConstants.ET_REL).u16(machine).u32(1).u64(0).u64(0);
    header.u64(sectionHeaders).u32(0).u16(ElfConstants.EHDR_SIZE).u16(0).u16(0);
    header.u16(ElfConstants.SHDR_SIZE).u16(sections.size() + 1).u16(nameTable);
    return header.array();
  }

  private Fields ident() {
    int data = order.equals(ByteOrder.BIG_ENDIAN) ? 2 : 1;
    Fields header = new Fields(order).u8(0x7f).u8('E').u8('L').u8('F');
    return header.u8(2).u8(data).u8(1).u8(0).u64(0);
  }

  private byte[] header(BuiltSection section, int name, long offset) {
    Fields header = new Fields(order).u32(name).u32(section.type).u64(section.flags).u64(0);
    header.u64(offset).u64(section.size()).u32(section.link).u32(section.info);
    return header.u64(section.alignment).u64(section.entrySize).array();
  }
}
