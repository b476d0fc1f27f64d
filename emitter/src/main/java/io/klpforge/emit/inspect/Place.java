package io.klpforge.emit.inspect;

import io.klpforge.diff.elf.SectionId;

/**
 * A byte of a section.
 *
 * @param offset bytes from the start of the section
 */
public record Place(SectionId section, long offset) {

  /** {@return the place that many bytes further on} */
  public Place plus(long bytes) {
    return new Place(section, offset + bytes);
  }
}
