package io.klpforge.diff.special;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.layout.Site;
import java.util.List;

/**
 * A record of {@code .altinstructions}.
 *
 * <p>Source: {@code struct alt_instr}, arch/x86/include/asm/alternative.h, Linux 6.1 and 6.12: the
 * code, its replacement, what it depends on, and as the last two bytes their lengths.
 */
final class AlternativeRecord {
  private static final int REFERENCES = 2;

  private AlternativeRecord() {}

  /**
   * {@return the references of a record}: where the replacement is empty, the second one means
   * nothing (in the object it points at the next function's replacement) and is made to mean the
   * code itself, as the kernel copies nothing from there
   */
  static List<Site> meant(Bytes record, List<Site> sites) {
    boolean empty = record.u8(record.length() - 1) == 0;
    if (!empty || sites.size() != REFERENCES) {
      return sites;
    }
    Site code = sites.get(0);
    Site replacement = sites.get(1);
    return List.of(code, replacement.meaning(code.target()));
  }
}
