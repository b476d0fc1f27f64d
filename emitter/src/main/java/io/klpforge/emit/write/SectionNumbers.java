package io.klpforge.emit.write;

import io.klpforge.diff.elf.ElfConstants;
import java.util.ArrayList;
import java.util.List;

/** The header number of each section of an image, and of the tables behind them. */
final class SectionNumbers {
  private final List<Integer> numbers = new ArrayList<>();
  private final int symbolTable;

  SectionNumbers(List<ImageSection> sections) {
    int next = 1;
    for (ImageSection section : sections) {
      numbers.add(next);
      next += 1 + section.tables().size();
    }
    this.symbolTable = next;
    if (count() >= ElfConstants.SHN_LORESERVE) {
      throw new UnwritableElfException(
          count()
              + " sections are more than the 65279 the kernel's loader can number;"
              + " patch fewer functions at once");
    }
  }

  int of(int place) {
    return numbers.get(place);
  }

  int symbolTable() {
    return symbolTable;
  }

  int symbolNames() {
    return symbolTable + 1;
  }

  int sectionNames() {
    return symbolTable + 2;
  }

  /** {@return {@code e_shnum}, the null section included} */
  int count() {
    return symbolTable + 3;
  }
}
