package io.klpforge.diff.special;

import static io.klpforge.diff.built.ObjectBuilder.anObject;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.klpforge.diff.built.ObjectBuilder;
import io.klpforge.diff.built.Reloc;
import io.klpforge.diff.elf.MalformedElfException;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.Target;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SpecialTablesTest {

  /** The records about a function: table and place in it. */
  private static List<String> records(ObjectBuilder object, String function) {
    ObjectLayout layout = object.layout();
    Piece owner =
        layout.pieces().stream()
            .filter(piece -> piece.name().equals(function))
            .findFirst()
            .orElseThrow();
    return SpecialTables.of(layout).about(owner).stream()
        .map(entry -> entry.table().sectionName() + " " + entry.start())
        .toList();
  }

  private static ObjectBuilder twoFunctions() {
    return anObject().function("f", "9090c3").function("g", "9090c3");
  }

  @Test
  void aRecordBelongsToTheFunctionItNamesFirst() {
    ObjectBuilder object =
        twoFunctions()
            .texts("x.c")
            .table("__bug_table", "0000000000000000 0a00 0000".repeat(2))
            .relocation(0, Reloc.PC32, ".text.g", 0)
            .relocation(4, Reloc.PC32, ".rodata.str1.1", 0)
            .relocation(12, Reloc.PC32, ".text.f", 1)
            .relocation(16, Reloc.PC32, ".rodata.str1.1", 0);
    assertEquals(List.of("__bug_table 12"), records(object, "f"));
    assertEquals(List.of("__bug_table 0"), records(object, "g"));
  }

  @Test
  void unwindRecordsGoByTheirAddresses() {
    ObjectBuilder object =
        twoFunctions()
            .table(".orc_unwind_ip", "0000000000000000")
            .relocation(0, Reloc.PC32, ".text.f", 0)
            .relocation(4, Reloc.PC32, ".text.g", 0)
            .table(".orc_unwind", "010101010101 020202020202");
    assertEquals(List.of(".orc_unwind_ip 4", ".orc_unwind 6"), records(object, "g"));
  }

  /** As static_cpu_has() makes them: the second function's jump is replaced by nothing. */
  @Test
  void anEmptyReplacementDoesNotMeanTheNextFunctions() {
    ObjectBuilder object =
        twoFunctions()
            .table(".altinstr_replacement", "909090")
            .table(".altinstructions", "0000000000000000 0000 0300" + "0000000000000000 0000 0303")
            .relocation(0, Reloc.PC32, ".text.f", 0)
            .relocation(4, Reloc.PC32, ".altinstr_replacement", 0)
            .relocation(12, Reloc.PC32, ".text.g", 0)
            .relocation(16, Reloc.PC32, ".altinstr_replacement", 0);
    assertEquals(List.of("f", "f"), meant(object, "f"));
    assertEquals(List.of("g", ""), meant(object, "g"));
  }

  /** The pieces that the records about a function refer to, by name. */
  private static List<String> meant(ObjectBuilder object, String function) {
    ObjectLayout layout = object.layout();
    Piece owner =
        layout.pieces().stream()
            .filter(piece -> piece.name().equals(function))
            .findFirst()
            .orElseThrow();
    return SpecialTables.of(layout).about(owner).stream()
        .flatMap(entry -> entry.sites().stream())
        .map(site -> ((Target.InPiece) site.target()).piece().name())
        .toList();
  }

  @Test
  void anEmptyTableHasNoRecords() {
    assertEquals(List.of(), records(twoFunctions().table(".smp_locks", ""), "f"));
  }

  @Test
  void refusesATableThatIsAboutNoCode() {
    ObjectBuilder object =
        twoFunctions()
            .variable("v", "00")
            .table(".smp_locks", "00000000")
            .relocation(0, Reloc.PC32, "v", 0);
    assertThrows(MalformedElfException.class, () -> records(object, "f"));
  }

  @Test
  void refusesATableWithoutRelocations() {
    assertThrows(
        MalformedElfException.class,
        () -> records(twoFunctions().table(".smp_locks", "00000000"), "f"));
  }

  @Test
  void refusesUnwindAddressesWithoutRecords() {
    ObjectBuilder object =
        twoFunctions().table(".orc_unwind_ip", "00000000").relocation(0, Reloc.PC32, ".text.f", 0);
    assertThrows(MalformedElfException.class, () -> records(object, "f"));
  }

  @Test
  void refusesARelocationThatReachesIntoTheNextRecord() {
    ObjectBuilder object =
        twoFunctions()
            .table(".smp_locks", "0000000000000000")
            .relocation(0, Reloc.R64, ".text.f", 0)
            .relocation(4, Reloc.PC32, ".text.g", 0);
    MalformedElfException refusal =
        assertThrows(MalformedElfException.class, () -> SpecialTables.of(object.layout()));
    assertEquals(
        "a relocation of .smp_locks+0x0 reaches behind the record it is in", refusal.getMessage());
  }
}
