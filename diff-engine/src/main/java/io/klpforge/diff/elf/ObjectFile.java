package io.klpforge.diff.elf;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A whole 64-bit ELF file as immutable values: an object, a kernel module, or a vmlinux.
 *
 * <p>Ids of one file mean nothing in another. Lookups by id throw {@link IndexOutOfBoundsException}
 * for an id of another file; the reader has checked every id inside.
 */
public final class ObjectFile {
  private final ElfHeader header;
  private final List<Section> sections;
  private final List<Symbol> symbols;
  private final RelocationTable relocations;
  private final Map<String, Section> firstByName = new HashMap<>();

  /** A file of these parts, in file order; lists are copied. */
  ObjectFile(
      ElfHeader header, List<Section> sections, List<Symbol> symbols, RelocationTable relocations) {
    this.header = header;
    this.sections = List.copyOf(sections);
    this.symbols = List.copyOf(symbols);
    this.relocations = relocations;
    sections.forEach(section -> firstByName.putIfAbsent(section.name(), section));
  }

  /** {@return a file of that kind with nothing in it} */
  public static ObjectFile empty(ElfHeader header) {
    return new ObjectFile(header, List.of(), List.of(), new RelocationTable(List.of(), 0));
  }

  /** {@return what kind of file this is} */
  public ElfHeader header() {
    return header;
  }

  /** {@return all sections in file order, the null section first} */
  public List<Section> sections() {
    return sections;
  }

  /** {@return all symbols in file order, the null symbol first; empty without a symbol table} */
  public List<Symbol> symbols() {
    return symbols;
  }

  /** {@return the section of that id} */
  public Section section(SectionId id) {
    return sections.get(id.index());
  }

  /** {@return the first section of that name} */
  public Optional<Section> section(String name) {
    return Optional.ofNullable(firstByName.get(name));
  }

  /** {@return the symbol of that id} */
  public Symbol symbol(SymbolId id) {
    return symbols.get(id.index());
  }

  /**
   * {@return the relocations that apply to {@code section}, in file order; decoded at each call}
   *
   * @throws MalformedElfException if an entry names a symbol that is not there
   */
  public List<Relocation> relocations(SectionId section) {
    return relocations.of(section);
  }

  /**
   * {@return the entries of one {@code SHT_RELA} section, in file order; decoded at each call}
   *
   * @throws MalformedElfException if an entry names a symbol that is not there
   */
  public List<Relocation> entries(SectionId relocationSection) {
    return relocations.entries(section(relocationSection));
  }
}
