package io.klpforge.emit.inspect;

import io.klpforge.diff.elf.SectionId;

/**
 * A byte of a section.
 *
 * @param offset bytes from the start of the section
 */
record Place(SectionId section, long offset) {
  Place plus(long bytes) {
    return new Place(section, offset + bytes);
  }
}
