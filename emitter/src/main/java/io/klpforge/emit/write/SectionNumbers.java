package io.klpforge.emit.write;

import io.klpforge.diff.elf.ElfConstants;
import java.util.ArrayList;
import java.util.List;

/** The header number of each section of an image, and of the tables behind them. */
final class SectionNumbers {
  private final List<Integer> numbers = new ArrayList<>();
  private final int symbolTable;
  private final int tables;

  SectionNumbers(List<ImageSection> sections) {
    int next = 1;
    for (ImageSection section : sections) {
      numbers.add(next);
      next += 1 + section.tables().size();
    }
    this.symbolTable = next;
    this.tables = next + 3 < ElfConstants.SHN_LORESERVE ? 3 : 4;
  }

  int of(int place) {
    return numbers.get(place);
  }

  int symbolTable() {
    return symbolTable;
  }

  /**
   * {@return whether there are more sections than 16 bits can number}, so that a table of extended
   * indices stands right behind the symbol table
   */
  boolean areExtended() {
    return tables == 4;
  }

  int symbolNames() {
    return sectionNames() - 1;
  }

  int sectionNames() {
    return count() - 1;
  }

  /** {@return how many sections there are, the null section included} */
  int count() {
    return symbolTable + tables;
  }
}
