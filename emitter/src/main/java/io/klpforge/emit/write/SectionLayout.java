package io.klpforge.emit.write;

import io.klpforge.diff.elf.ElfConstants;
import java.util.ArrayList;
import java.util.List;

/** Where everything lies in the file: header, sections in order, section headers. */
final class SectionLayout {
  /**
   * Only memory needs more than a page: what {@code sh_addralign} asks for is not true of the file.
   */
  private static final long LARGEST_STEP = 4096;

  private final List<Long> offsets = new ArrayList<>();
  private final long headers;

  SectionLayout(List<SectionHeader> sections) {
    long end = ElfConstants.EHDR_SIZE;
    for (SectionHeader section : sections) {
      if (section.type() == ElfConstants.SHT_NULL) {
        offsets.add(0L);
        continue;
      }
      long offset = align(end, section.alignment());
      offsets.add(offset);
      end = offset + section.data().length();
    }
    this.headers = align(end, Long.BYTES);
  }

  private static long align(long offset, long alignment) {
    long step = Math.min(Math.max(alignment, 1), LARGEST_STEP);
    return (offset + step - 1) / step * step;
  }

  long offset(int section) {
    return offsets.get(section);
  }

  /** {@return offset of the section headers, {@code e_shoff}} */
  long headers() {
    return headers;
  }

  long fileSize() {
    return headers + (long) offsets.size() * ElfConstants.SHDR_SIZE;
  }
}
