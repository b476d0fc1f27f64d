package io.klpforge.diff.dwarf;

import io.klpforge.diff.elf.SectionId;

/**
 * Instructions one behind the other.
 *
 * @param section where they lie; {@link #LINKED} in a linked file
 * @param start the first byte: from the section's beginning, or an address in a linked file
 * @param end the first byte behind them, likewise
 */
public record CodeRange(SectionId section, long start, long end) {
  /** Stands for the section in a linked file, where addresses say all. */
  public static final SectionId LINKED = new SectionId(0);

  /** {@return whether a byte is one of them} */
  public boolean contains(SectionId where, long offset) {
    return section.equals(where) && offset >= start && offset < end;
  }
}
