package io.klpforge.emit.verify;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.ElfHeader;
import io.klpforge.diff.elf.SectionId;
import io.klpforge.diff.elf.SymbolBinding;
import io.klpforge.diff.elf.SymbolPlace;
import io.klpforge.diff.elf.SymbolType;
import io.klpforge.emit.write.ElfImage;
import io.klpforge.emit.write.ElfWriter;
import io.klpforge.emit.write.ImageRelocation;
import io.klpforge.emit.write.ImageSection;
import io.klpforge.emit.write.ImageSymbol;
import io.klpforge.emit.write.RelocationList;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;

/** Builds x86-64 files from sections, symbols and relocations, each numbered from 0 on. */
final class ToyModule {
  static final int PLT32 = 4;
  static final int ABS64 = 1;
  static final int ABS32S = 11;
  private static final long KLP_FLAGS =
      ElfConstants.SHF_ALLOC | ElfConstants.SHF_INFO_LINK | ElfConstants.SHF_RELA_LIVEPATCH;

  private static final Charset UTF = StandardCharsets.ISO_8859_1;
  private static final String MODINFO =
      "livepatch=Y\0license=GPL\0name=fix\0vermagic=" + ToyKernel.VERMAGIC + "\0";

  private final List<ImageSection> sections = new ArrayList<>();
  private final List<ImageSymbol> symbols = new ArrayList<>();
  private ToyMachine machine = ToyMachine.X86;

  /** Sections of the toy livepatches, in their order. */
  static final int TEXT = 0;

  static final int DATA = 2;
  static final int DESCRIPTION = 4;
  static final int VERSIONS = 5;

  /** Symbols of the toy livepatches, in their order. */
  static final int REPLACEMENT = 1;

  static final int DATA_START = 2;
  static final int NAMES_START = 3;

  /**
   * {@return a livepatch of {@code show}, the second, whose replacement calls {@code only} and
   * {@code printk}}
   */
  static ToyModule livepatch() {
    return livepatch("show", 2);
  }

  /** {@return the same for another function} */
  static ToyModule livepatch(String oldName, int position) {
    return livepatch("", oldName, position, ".klp.sym.vmlinux.only,0");
  }

  /**
   * {@return the same for a function of a module, or of vmlinux if {@code object} is empty}
   *
   * @param reference the livepatch symbol that the replacement calls
   */
  static ToyModule livepatch(String object, String oldName, int position, String reference) {
    ToyModule file = new ToyModule();
    int text = file.code(".text", HexCode.CALLS);
    int names = file.data(".rodata", 0, (oldName + "\0" + object + "\0").getBytes(UTF));
    byte[] structures = new byte[0x100];
    ByteBuffer.wrap(structures).order(ByteOrder.LITTLE_ENDIAN).putLong(0x80 + 16, position);
    int data = file.data(".data", ElfConstants.SHF_WRITE, structures);
    int module =
        file.data(
            ".gnu.linkonce.this_module", ElfConstants.SHF_WRITE, new byte[ToyKernel.MODULE_SIZE]);
    file.data(".modinfo", 0, modinfo());
    file.data("__versions", 0, versions());
    int init = file.symbol("init_module", SymbolType.FUNC, text, 0, 12);
    int replacement = file.symbol("new_show", SymbolType.FUNC, text, 12, 11);
    int dataStart = file.symbol("", SymbolType.SECTION, data, 0, 0);
    int nameStart = file.symbol("", SymbolType.SECTION, names, 0, 0);
    file.symbol("patch", SymbolType.OBJECT, data, 0, 0x20);
    file.symbol("objs", SymbolType.OBJECT, data, 0x20, 0x60);
    file.symbol("funcs", SymbolType.OBJECT, data, 0x80, 0x40);
    int thisModule = file.symbol("__this_module", SymbolType.OBJECT, module, 0, 8);
    int enable = file.undefined("klp_enable_patch");
    int printk = file.undefined("printk");
    int klp = file.livepatchSymbol(reference);
    file.relocate(text, relocation(3, ABS32S, dataStart, 0));
    file.relocate(text, relocation(8, PLT32, enable, -4));
    file.relocate(text, relocation(18, PLT32, printk, -4));
    String section = object.isEmpty() ? "vmlinux" : object;
    file.klp(text, ".klp.rela." + section + "..text", relocation(13, PLT32, klp, -4));
    file.relocate(data, relocation(0, ABS64, thisModule, 0));
    file.relocate(data, relocation(8, ABS64, dataStart, 0x20));
    if (!object.isEmpty()) {
      file.relocate(data, relocation(0x20, ABS64, nameStart, oldName.length() + 1));
    }
    file.relocate(data, relocation(0x28, ABS64, dataStart, 0x80));
    file.relocate(data, relocation(0x80, ABS64, nameStart, 0));
    file.relocate(data, relocation(0x88, ABS64, replacement, 0));
    file.relocate(module, relocation(64, ABS64, init, 0));
    return file;
  }

  static byte[] modinfo() {
    return MODINFO.getBytes(UTF);
  }

  static byte[] versions() {
    ByteBuffer table = ByteBuffer.allocate(3 * 64).order(ByteOrder.LITTLE_ENDIAN);
    List<String> names = List.of("module_layout", "klp_enable_patch", "printk");
    for (int i = 0; i < names.size(); i++) {
      table.putLong(i * 64, i + 1L);
      table.put(i * 64 + 8, names.get(i).getBytes(UTF));
    }
    return table.array();
  }

  static ImageRelocation relocation(long offset, int type, int symbol, long addend) {
    return new ImageRelocation(offset, type, symbol, addend);
  }

  /** Makes it one of another machine: its relocations and the order of its numbers. */
  ToyModule machine(ToyMachine other) {
    machine = other;
    return this;
  }

  /** Changes a byte of a section. */
  ToyModule poke(int section, int offset, int value) {
    byte[] bytes = sections.get(section).data().toArray();
    bytes[offset] = (byte) value;
    sections.set(section, sections.get(section).withData(little(bytes)));
    return this;
  }

  /** Gives a section another name. */
  ToyModule rename(int section, String name) {
    return with(section, name, sections.get(section).data());
  }

  /** Gives a section other bytes, and so many. */
  ToyModule replace(int section, byte[] bytes) {
    return with(section, sections.get(section).name(), little(bytes));
  }

  private ToyModule with(int section, String name, Bytes data) {
    ImageSection old = sections.get(section);
    sections.set(
        section,
        new ImageSection(
            name,
            old.type(),
            old.flags(),
            old.alignment(),
            old.entrySize(),
            data.length(),
            data,
            old.linkedTo(),
            old.tables()));
    return this;
  }

  private static Bytes little(byte[] bytes) {
    return Bytes.of(bytes, ByteOrder.LITTLE_ENDIAN);
  }

  int code(String name, byte[] bytes) {
    return data(name, ElfConstants.SHF_EXECINSTR, bytes);
  }

  int data(String name, long flags, byte[] bytes) {
    sections.add(
        new ImageSection(
            name,
            ElfConstants.SHT_PROGBITS,
            flags | ElfConstants.SHF_ALLOC,
            8,
            0,
            bytes.length,
            little(bytes),
            OptionalInt.empty(),
            List.of()));
    return sections.size() - 1;
  }

  int symbol(String name, SymbolType type, int section, long value, long size) {
    SymbolPlace place = SymbolPlace.in(new SectionId(section));
    SymbolBinding binding = type == SymbolType.SECTION ? SymbolBinding.LOCAL : SymbolBinding.GLOBAL;
    return add(new ImageSymbol(name, type, binding, 0, place, value, size));
  }

  int undefined(String name) {
    return add(ImageSymbol.undefined(name, SymbolBinding.GLOBAL));
  }

  int weak(String name) {
    return add(ImageSymbol.undefined(name, SymbolBinding.WEAK));
  }

  int livepatchSymbol(String name) {
    return add(
        new ImageSymbol(
            name, SymbolType.NOTYPE, SymbolBinding.GLOBAL, 0, SymbolPlace.LIVEPATCH, 0, 0));
  }

  private int add(ImageSymbol symbol) {
    symbols.add(symbol);
    return symbols.size() - 1;
  }

  ToyModule relocate(int section, ImageRelocation entry) {
    ImageSection old = sections.get(section);
    List<RelocationList> tables = new ArrayList<>(old.tables());
    if (tables.isEmpty()) {
      tables.add(RelocationList.ordinary(old.name(), List.of()));
    }
    List<ImageRelocation> entries = new ArrayList<>(tables.get(0).entries());
    entries.add(entry);
    tables.set(0, tables.get(0).withEntries(entries));
    sections.set(section, old.withTables(tables));
    return this;
  }

  /** Takes the ordinary relocations at a place away. */
  ToyModule without(int section, long offset) {
    ImageSection old = sections.get(section);
    List<RelocationList> tables = new ArrayList<>(old.tables());
    List<ImageRelocation> entries = new ArrayList<>(tables.get(0).entries());
    entries.removeIf(entry -> entry.offset() == offset);
    tables.set(0, tables.get(0).withEntries(entries));
    sections.set(section, old.withTables(tables));
    return this;
  }

  void klp(int section, String name, ImageRelocation entry) {
    ImageSection old = sections.get(section);
    List<RelocationList> tables = new ArrayList<>(old.tables());
    tables.add(new RelocationList(name, KLP_FLAGS, List.of(entry)));
    sections.set(section, old.withTables(tables));
  }

  ElfImage image() {
    ElfHeader header = new ElfHeader(ElfConstants.ET_REL, machine.number(), 0, 0, machine.order());
    return new ElfImage(header, sections.stream().map(machine::section).toList(), symbols);
  }

  Bytes bytes() {
    return ElfWriter.write(image());
  }

  /** Code of the toy livepatch. */
  static final class HexCode {
    /** {@code mov $patch,%rdi; jmp klp_enable_patch; call only; call printk; ret}. */
    static final byte[] CALLS =
        HexFormat.of().parseHex("48c7c700000000e900000000e800000000e800000000c3");

    private HexCode() {}
  }
}
