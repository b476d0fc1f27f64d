package io.klpforge.diff.layout;

import static io.klpforge.diff.built.ObjectBuilder.anObject;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.klpforge.diff.built.Machines;
import io.klpforge.diff.built.ObjectBuilder;
import io.klpforge.diff.built.Reloc;
import io.klpforge.diff.elf.ElfConstants;
import java.util.List;
import org.junit.jupiter.api.Test;

final class DivisionsTest {
  private static final String FIVE_BYTES = "9090909090";

  private static List<String> constants(ObjectBuilder object) {
    ObjectLayout layout = object.layout();
    return layout.pieces().stream()
        .filter(piece -> layout.section(piece).name().equals(".rodata"))
        .map(piece -> piece.start() + "-" + piece.end())
        .toList();
  }

  private static ObjectBuilder rodata(int size) {
    return anObject()
        .function("f", FIVE_BYTES)
        .function("g", FIVE_BYTES)
        .section(".rodata", ElfConstants.SHF_ALLOC, 0, "00".repeat(size));
  }

  private static ObjectBuilder pointers(
      ObjectBuilder object, int from, int count, int step, String function, int into) {
    for (int i = 0; i < count; i++) {
      object.relocation(from + (long) step * i, Reloc.R64, ".text." + function, into);
    }
    return object;
  }

  @Test
  void jumpTablesOfTwoFunctionsDivide() {
    ObjectBuilder object = pointers(rodata(96), 8, 4, 8, "f", 1);
    assertEquals(
        List.of("0-8", "8-40", "40-72", "72-96"), constants(pointers(object, 40, 4, 8, "g", 2)));
  }

  @Test
  void pointersToTheStartsOfFunctionsAreNoJumpTable() {
    assertEquals(List.of("0-96"), constants(pointers(rodata(96), 8, 4, 8, "f", 0)));
  }

  /** Any code may reach what lies behind a table, from an address before it. */
  @Test
  void jumpTablesDivideNothingWhereGccHasSectionAnchors() {
    ObjectBuilder object =
        Machines.aarch64()
            .function("f", FIVE_BYTES)
            .section(".rodata", ElfConstants.SHF_ALLOC, 0, "00".repeat(64));
    for (int i = 0; i < 4; i++) {
      object.relocation(8 + 8L * i, Machines.AARCH64_ABS64, ".text.f", 1);
    }
    assertEquals(List.of("0-64"), constants(object));
  }

  /** Records of a pointer and a number may be one array. */
  @Test
  void pointersWithGapsAreNoJumpTable() {
    assertEquals(List.of("0-96"), constants(pointers(rodata(96), 0, 5, 16, "f", 1)));
  }

  @Test
  void aReferenceAloneDividesNothing() {
    ObjectBuilder object =
        rodata(16)
            .function("h", "48c7c700000000 48c7c700000000")
            .relocation(3, Reloc.R32S, ".rodata", 0)
            .relocation(10, Reloc.R32S, ".rodata", 8);
    assertEquals(List.of("0-16"), constants(object));
  }

  @Test
  void whatKasanGuardsDivides() {
    ObjectBuilder object =
        rodata(128)
            .variable(".data..LASAN0", "table", "00".repeat(128))
            .relocation(0, Reloc.R64, ".rodata", 0)
            .relocation(24, Reloc.R64, ".rodata", 3)
            .relocation(64, Reloc.R64, ".rodata", 64);
    assertEquals(List.of("0-64", "64-128"), constants(object));
  }
}
