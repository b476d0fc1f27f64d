package io.klpforge.emit.write;

import io.klpforge.diff.elf.ElfHeader;
import io.klpforge.diff.elf.ObjectFile;
import java.util.List;

/**
 * What a relocatable file is to hold, without anything that follows from it: no null entries, no
 * symbol or string table, no file offsets, no section header numbers.
 *
 * <p>Numbers inside an image are places in its two lists, from 0 on.
 *
 * @param header kind of file, byte order and flags
 * @param sections in the order they are written
 * @param symbols in any order; local ones are written before the others, as the format demands
 */
public record ElfImage(ElfHeader header, List<ImageSection> sections, List<ImageSymbol> symbols) {

  /** Copies the lists. */
  public ElfImage {
    sections = List.copyOf(sections);
    symbols = List.copyOf(symbols);
  }

  /**
   * {@return what {@code file} holds; relocation sections come right behind what they apply to}
   *
   * @throws UnwritableElfException if it has parts an image has no place for, such as groups
   */
  public static ElfImage of(ObjectFile file) {
    return new ImageReader(file).read();
  }

  /** {@return this image with other sections} */
  public ElfImage withSections(List<ImageSection> others) {
    return new ElfImage(header, others, symbols);
  }

  /** {@return this image with other symbols} */
  public ElfImage withSymbols(List<ImageSymbol> others) {
    return new ElfImage(header, sections, others);
  }
}
