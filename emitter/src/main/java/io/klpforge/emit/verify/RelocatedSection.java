package io.klpforge.emit.verify;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.Section;
import java.util.List;

/**
 * A section as it is in memory once the module is relocated.
 *
 * @param section as it is in the file
 * @param address of its first byte
 * @param bytes with all relocations applied whose symbols are known
 * @param sites of those relocations, by offset
 */
record RelocatedSection(Section section, long address, Bytes bytes, List<RelocatedSite> sites) {

  /** Copies the list. */
  RelocatedSection {
    sites = List.copyOf(sites);
  }

  /** {@return the sites that begin at {@code from} or behind, and before {@code to}} */
  List<RelocatedSite> sites(long from, long to) {
    return sites.subList(firstFrom(from), firstFrom(to));
  }

  /** {@return the place in the list of the first site at {@code offset} or behind} */
  private int firstFrom(long offset) {
    int low = 0;
    int high = sites.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sites.get(middle).offset() < offset) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
