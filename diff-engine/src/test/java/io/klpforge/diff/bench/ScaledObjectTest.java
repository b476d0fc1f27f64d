package io.klpforge.diff.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.klpforge.diff.compare.LineNumbers;
import io.klpforge.diff.compare.ObjectComparator;
import io.klpforge.diff.compare.ObjectDiff;
import io.klpforge.diff.compare.Verdict;
import io.klpforge.diff.elf.ElfReader;
import org.junit.jupiter.api.Test;

class ScaledObjectTest {
  @Test
  void pairsAllOfManyStaticsThatWereRenumbered() {
    int functions = 30_000;
    ObjectDiff diff =
        ObjectComparator.compare(
            ElfReader.read(ScaledObject.file(functions, 0)),
            ElfReader.read(ScaledObject.file(functions, 7)),
            LineNumbers.TOLERATED);
    assertEquals(functions, diff.functions(Verdict.SAME).size());
    assertEquals(functions, diff.data(Verdict.SAME).size());
    assertEquals(0, diff.data(Verdict.NEW).size());
  }
}
