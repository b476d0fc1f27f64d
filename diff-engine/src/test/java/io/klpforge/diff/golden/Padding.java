package io.klpforge.diff.golden;

import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.elf.SymbolType;
import java.util.List;

/**
 * Bytes of tables and texts that nobody reads, or that may differ in functions that are the same.
 */
final class Padding {
  private static final int BUG_ENTRY = 12;
  private static final int LINE = 8;

  private Padding() {}

  /**
   * {@return whether a byte lies between variables or behind a text's NUL, or in the line number of
   * a warning}: a moved warning is no other warning. Source: {@code struct bug_entry},
   * include/asm-generic/bug.h, Linux 6.1
   */
  static boolean isPadding(ObjectFile file, Section section, int offset) {
    if (section.name().equals("__bug_table")) {
      return offset % BUG_ENTRY == LINE || offset % BUG_ENTRY == LINE + 1;
    }
    if (section.isStrings()) {
      return offset > 0 && section.data().u8(offset) == 0 && section.data().u8(offset - 1) == 0;
    }
    List<Symbol> variables =
        file.symbols().stream()
            .filter(symbol -> symbol.type() == SymbolType.OBJECT && symbol.isIn(section.id()))
            .toList();
    return !variables.isEmpty()
        && variables.stream().noneMatch(one -> one.value() <= offset && offset < one.end());
  }
}
