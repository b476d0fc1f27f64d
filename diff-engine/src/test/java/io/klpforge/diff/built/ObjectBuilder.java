package io.klpforge.diff.built;

import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.ElfReader;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.SymbolBinding;
import io.klpforge.diff.elf.SymbolType;
import io.klpforge.diff.layout.ObjectLayout;
import java.io.ByteArrayOutputStream;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Makes an object, for x86-64 if nothing else is said, as gcc's {@code -ffunction-sections
 * -fdata-sections} would.
 *
 * <p>Bytes are written in hexadecimal, spaces ignored. Relocations and symbols speak of the section
 * added last; a relocation to a name that begins with a dot means that section's symbol, one to an
 * unknown name an undefined symbol, one to no name no symbol.
 */
public final class ObjectBuilder {
  static final long CODE_FLAGS = ElfConstants.SHF_ALLOC | ElfConstants.SHF_EXECINSTR;
  static final long DATA_FLAGS = ElfConstants.SHF_ALLOC | ElfConstants.SHF_WRITE;
  static final long STRING_FLAGS =
      ElfConstants.SHF_ALLOC | ElfConstants.SHF_MERGE | ElfConstants.SHF_STRINGS;

  final List<BuiltSection> sections = new ArrayList<>();
  final List<BuiltSymbol> symbols = new ArrayList<>();
  private SymbolBinding binding = SymbolBinding.GLOBAL;
  private BuiltSection current;
  private long base;

  int machine = ElfConstants.EM_X86_64;
  ByteOrder order = ByteOrder.LITTLE_ENDIAN;

  private ObjectBuilder() {}

  /** {@return an object with nothing in it} */
  public static ObjectBuilder anObject() {
    return new ObjectBuilder();
  }

  /** {@return an object for that machine with nothing in it} */
  public static ObjectBuilder anObject(int machine, ByteOrder order) {
    ObjectBuilder builder = new ObjectBuilder();
    builder.machine = machine;
    builder.order = order;
    return builder;
  }

  /** {@return the bytes that {@code hex} says} */
  public static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }

  /** Symbols added from now on are static. */
  public ObjectBuilder statics() {
    binding = SymbolBinding.LOCAL;
    return this;
  }

  /** Symbols added from now on are global. */
  public ObjectBuilder globals() {
    binding = SymbolBinding.GLOBAL;
    return this;
  }

  /** Symbols added from now on are weak. */
  public ObjectBuilder weak() {
    binding = SymbolBinding.WEAK;
    return this;
  }

  /** A function in a section of its own. */
  public ObjectBuilder function(String name, String hex) {
    return function(".text." + name, name, hex);
  }

  /** A function behind what {@code section} holds already. */
  public ObjectBuilder function(String section, String name, String hex) {
    open(section, ElfConstants.SHT_PROGBITS, CODE_FLAGS, 0);
    return append(bytes(hex)).symbol(name, SymbolType.FUNC, 0, bytes(hex).length);
  }

  /** A variable in a section of its own. */
  public ObjectBuilder variable(String name, String hex) {
    return variable(".data." + name, name, hex);
  }

  /** A variable behind what {@code section} holds already. */
  public ObjectBuilder variable(String section, String name, String hex) {
    open(section, ElfConstants.SHT_PROGBITS, DATA_FLAGS, 0);
    return append(bytes(hex)).symbol(name, SymbolType.OBJECT, 0, bytes(hex).length);
  }

  /** A constant in a section of its own. */
  public ObjectBuilder constant(String name, String hex) {
    open(".rodata." + name, ElfConstants.SHT_PROGBITS, ElfConstants.SHF_ALLOC, 0);
    return append(bytes(hex)).symbol(name, SymbolType.OBJECT, 0, bytes(hex).length);
  }

  /** A variable of {@code size} zero bytes, in a section of its own. */
  public ObjectBuilder zeroed(String name, int size) {
    open(".bss." + name, ElfConstants.SHT_NOBITS, DATA_FLAGS, 0);
    base = current.size();
    current.zeros += size;
    return symbol(name, SymbolType.OBJECT, 0, size);
  }

  /** Texts, each with its NUL, in one mergeable section. */
  public ObjectBuilder texts(String... texts) {
    return section(".rodata.str1.1", STRING_FLAGS, 1, hex(texts));
  }

  private static String hex(String... texts) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (String text : texts) {
      all.writeBytes((text + '\0').getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    }
    return HexFormat.of().formatHex(all.toByteArray());
  }

  /** A table the kernel reads, or any other section that takes memory. */
  public ObjectBuilder table(String name, String hex) {
    return section(name, ElfConstants.SHF_ALLOC, 0, hex);
  }

  /** Any section; without symbols. */
  public ObjectBuilder section(String name, long flags, long entrySize, String hex) {
    open(name, ElfConstants.SHT_PROGBITS, flags, entrySize);
    return append(bytes(hex));
  }

  private void open(String name, int type, long flags, long entrySize) {
    current =
        sections.stream()
            .filter(section -> section.name.equals(name))
            .findFirst()
            .orElseGet(() -> add(new BuiltSection(name, type, flags, 1, entrySize, 0, 0)));
  }

  private BuiltSection add(BuiltSection section) {
    sections.add(section);
    return section;
  }

  private ObjectBuilder append(byte[] bytes) {
    base = current.size();
    current.data.writeBytes(bytes);
    return this;
  }

  /** The name of the source file. */
  public ObjectBuilder file(String name) {
    symbols.add(new BuiltSymbol(name, SymbolType.FILE, SymbolBinding.LOCAL, "", 0, 0));
    return this;
  }

  /** A symbol {@code offset} bytes from the start of what was added last. */
  public ObjectBuilder symbol(String name, SymbolType type, long offset, long size) {
    symbols.add(new BuiltSymbol(name, type, binding, current.name, base + offset, size));
    return this;
  }

  /** A relocation {@code offset} bytes from the start of what was added last. */
  public ObjectBuilder relocation(long offset, int type, String symbol, long addend) {
    current.relocations.add(new BuiltSection.Rela(base + offset, type, symbol, addend));
    return this;
  }

  /** The distance of a CALL or JMP at {@code offset} of what was added last. */
  public ObjectBuilder call(long offset, String symbol) {
    return relocation(offset, Reloc.PLT32, symbol, -4);
  }

  /** {@return the bytes of the object} */
  public byte[] file() {
    return new ObjectWriter(this).write();
  }

  /** {@return the object, read} */
  public ObjectFile read() {
    return ElfReader.read(file());
  }

  /** {@return the object, read and cut} */
  public ObjectLayout layout() {
    return ObjectLayout.of(read());
  }
}
