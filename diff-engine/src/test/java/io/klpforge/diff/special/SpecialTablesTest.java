package io.klpforge.diff.special;

import static io.klpforge.diff.built.ObjectBuilder.anObject;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.klpforge.diff.built.ObjectBuilder;
import io.klpforge.diff.built.Reloc;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.MalformedElfException;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.Target;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class SpecialTablesTest {
  private static final long CODE = ElfConstants.SHF_ALLOC | ElfConstants.SHF_EXECINSTR;

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

  /** As arm64 makes them: the replacement lies behind the function, in its section. */
  @Test
  void aReplacementBehindTheFunctionIsAPieceOfItsOwn() {
    ObjectBuilder object =
        anObject()
            .function("f", "9090c3")
            .section(".text.f", CODE, 0, "cccc 9191 9292")
            .table(".altinstructions", "0000000000000000 0000 0202".repeat(2))
            .relocation(0, Reloc.PC32, ".text.f", 0)
            .relocation(4, Reloc.PC32, ".text.f", 5)
            .relocation(12, Reloc.PC32, ".text.f", 1)
            .relocation(16, Reloc.PC32, ".text.f", 7);
    ObjectLayout layout = object.layout();
    List<TableEntry> records = SpecialTables.of(layout).about(piece(layout, "f"));
    assertEquals(List.of("f+0", "[5,7)+0", "f+1", "[7,9)+0"), targets(records));
  }

  @Test
  void anEmptyTableHasNoRecords() {
    assertEquals(List.of(), records(twoFunctions().table(".smp_locks", ""), "f"));
  }

  /** The sections about a function that cannot be copied. */
  private static Set<String> uncopied(ObjectBuilder object, String function) {
    ObjectLayout layout = object.layout();
    return SpecialTables.of(layout).uncopied(piece(layout, function));
  }

  private static Piece piece(ObjectLayout layout, String name) {
    return layout.pieces().stream()
        .filter(piece -> piece.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /** How many tables are compared as a whole. */
  private static int undivided(ObjectBuilder object) {
    return SpecialTables.of(object.layout()).undivided().size();
  }

  @Test
  void doesNotDivideATableThatIsAboutNoCode() {
    ObjectBuilder object =
        twoFunctions()
            .variable("v", "00")
            .table(".smp_locks", "00000000")
            .relocation(0, Reloc.PC32, "v", 0);
    assertEquals(List.of(), records(object, "f"));
    assertEquals(1, undivided(object));
  }

  @Test
  void doesNotDivideATableWithoutRelocations() {
    assertEquals(1, undivided(twoFunctions().table(".smp_locks", "00000000")));
  }

  @Test
  void doesNotDivideATableWhoseRecordWritesIntoTheNext() {
    ObjectBuilder object =
        twoFunctions()
            .table(".smp_locks", "0000000000000000")
            .relocation(0, Reloc.R64, ".text.f", 0)
            .relocation(4, Reloc.PC32, ".text.g", 0);
    assertEquals(List.of(), records(object, "f"));
    assertEquals(1, undivided(object));
  }

  @Test
  void codeOfATableThatDoesNotDivideCannotBeCarried() {
    ObjectBuilder object =
        twoFunctions()
            .table("__ex_table", "00000000".repeat(7))
            .relocation(0, Reloc.PC32, ".text.f", 0)
            .relocation(4, Reloc.PC32, ".text.f", 1)
            .relocation(12, Reloc.PC32, ".text.f", 2)
            .relocation(20, Reloc.PC32, ".text.f", 0);
    assertEquals(Set.of("__ex_table"), uncopied(object, "f"));
    assertEquals(Set.of(), uncopied(object, "g"));
  }

  @Test
  void codeOfATableThatOnlyVmlinuxHasCannotBeCarried() {
    ObjectBuilder object =
        twoFunctions()
            .table("__rfi_flush_fixup", "00".repeat(8))
            .relocation(0, Reloc.PC64, ".text.g", 1);
    assertEquals(Set.of(), uncopied(object, "f"));
    assertEquals(Set.of("__rfi_flush_fixup"), uncopied(object, "g"));
  }

  @Test
  void whatNeedsNoRecordsHasNone() {
    ObjectBuilder object =
        twoFunctions().table(".ibt_endbr_seal", "00000000").relocation(0, Reloc.PC32, ".text.f", 0);
    assertEquals(List.of(), records(object, "f"));
    assertEquals(Set.of(), uncopied(object, "f"));
    assertEquals(0, undivided(object));
  }

  /** As ppc64 makes them: the end of the first alternative is the begin of the second. */
  @Test
  void aFeatureRecordCountsFromItsOwnFirstByte() {
    ObjectBuilder object =
        anObject()
            .function("f", "90".repeat(8))
            .function("g", "90".repeat(8))
            .table("__ftr_alt_97", "91".repeat(8));
    object.table("__ftr_fixup", "00".repeat(96));
    for (int record = 0; record < 2; record++) {
      String code = record == 0 ? ".text.f" : ".text.g";
      object
          .relocation(record * 48 + 16, Reloc.PC64, code, 16)
          .relocation(record * 48 + 24, Reloc.PC64, code, 24 + 4)
          .relocation(record * 48 + 32, Reloc.PC64, "__ftr_alt_97", 32 + record * 4)
          .relocation(record * 48 + 40, Reloc.PC64, "__ftr_alt_97", 40 + record * 4 + 4);
    }
    ObjectLayout layout = object.layout();
    List<TableEntry> records = SpecialTables.of(layout).about(piece(layout, "f"));
    assertEquals(List.of("f+16", "f+28", "[0,4)+32", "[0,4)+44"), targets(records));
    records = SpecialTables.of(layout).about(piece(layout, "g"));
    assertEquals(List.of("g+16", "g+28", "[4,8)+32", "[4,8)+44"), targets(records));
  }

  private static List<String> targets(List<TableEntry> records) {
    return records.stream()
        .flatMap(record -> record.sites().stream())
        .map(site -> (Target.InPiece) site.target())
        .map(in -> name(in.piece()) + "+" + in.addend())
        .toList();
  }

  private static String name(Piece piece) {
    return piece.name().isEmpty() ? "[" + piece.start() + "," + piece.end() + ")" : piece.name();
  }

  @Test
  void learnsHowATableOfANewKernelDivides() {
    ObjectBuilder object =
        twoFunctions()
            .table("__new_sites", "00000000 0100".repeat(3))
            .relocation(0, Reloc.PC32, ".text.f", 1)
            .relocation(6, Reloc.PC32, ".text.g", 1)
            .relocation(12, Reloc.PC32, ".text.f", 2);
    assertEquals(List.of("UNLISTED 0", "UNLISTED 12"), unlisted(object, "f"));
    assertEquals(List.of("UNLISTED 6"), unlisted(object, "g"));
  }

  private static List<String> unlisted(ObjectBuilder object, String function) {
    ObjectLayout layout = object.layout();
    return SpecialTables.of(layout).about(piece(layout, function)).stream()
        .map(entry -> entry.table() + " " + entry.start())
        .toList();
  }

  /** Two records with a pointer each, or one with two: the wrong guess would tear it. */
  @Test
  void doesNotGuessWhereANewTableDivides() {
    ObjectBuilder object =
        twoFunctions()
            .table("__new_sites", "00".repeat(16))
            .relocation(0, Reloc.R64, ".text.f", 1)
            .relocation(8, Reloc.R64, ".text.g", 1);
    assertEquals(Set.of("__new_sites"), uncopied(object, "f"));
    assertEquals(Set.of("__new_sites"), uncopied(object, "g"));
  }

  @Test
  void theSectionMaySayHowItDivides() {
    ObjectBuilder object =
        twoFunctions()
            .section("__new_sites", ElfConstants.SHF_ALLOC, 8, "00".repeat(16))
            .relocation(0, Reloc.R64, ".text.f", 1)
            .relocation(8, Reloc.R64, ".text.g", 1);
    assertEquals(List.of("UNLISTED 0"), unlisted(object, "f"));
    assertEquals(List.of("UNLISTED 8"), unlisted(object, "g"));
  }

  @Test
  void namedRecordsOfANewTableAreEachOne() {
    ObjectBuilder object =
        twoFunctions()
            .variable("__new_sites", "one", "00".repeat(12))
            .relocation(0, Reloc.R64, ".text.f", 1)
            .variable("__new_sites", "two", "00".repeat(8))
            .relocation(0, Reloc.R64, ".text.g", 1);
    assertEquals(List.of("UNLISTED 0"), unlisted(object, "f"));
    assertEquals(List.of("UNLISTED 0"), unlisted(object, "g"));
  }

  /** As initcalls are: the running kernel's pointer leads to its function, which is patched. */
  @Test
  void pointersToWholeFunctionsAreNoTable() {
    ObjectBuilder object =
        twoFunctions()
            .table("__new_calls", "00".repeat(16))
            .relocation(0, Reloc.R64, ".text.f", 0)
            .relocation(8, Reloc.R64, ".text.g", 0);
    assertEquals(List.of(), unlisted(object, "f"));
    assertEquals(Set.of(), uncopied(object, "f"));
  }

  @Test
  void refusesUnwindAddressesWithoutRecords() {
    ObjectBuilder object =
        twoFunctions().table(".orc_unwind_ip", "00000000").relocation(0, Reloc.PC32, ".text.f", 0);
    assertThrows(MalformedElfException.class, () -> records(object, "f"));
  }
}
