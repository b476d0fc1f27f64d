package io.klpforge.diff.dwarf;

import io.klpforge.diff.elf.SectionId;

/**
 * A place in code or data.
 *
 * @param section where it is; {@link CodeRange#LINKED} in a linked file
 * @param value bytes from the section's beginning, or the address in a linked file
 */
record Address(SectionId section, long value) {
  static final Address NONE = new Address(CodeRange.LINKED, 0);

  Address plus(long bytes) {
    return new Address(section, value + bytes);
  }
}
