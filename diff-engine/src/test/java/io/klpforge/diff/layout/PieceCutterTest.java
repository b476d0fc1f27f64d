package io.klpforge.diff.layout;

import static io.klpforge.diff.built.ObjectBuilder.anObject;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.klpforge.diff.built.ObjectBuilder;
import io.klpforge.diff.built.Reloc;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.MalformedElfException;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.elf.SymbolType;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class PieceCutterTest {

  /** Name, start and end of each piece. */
  private static List<String> pieces(ObjectBuilder object) {
    return object.layout().pieces().stream()
        .map(piece -> piece.name() + " " + piece.start() + "-" + piece.end())
        .toList();
  }

  @Test
  void cutsFunctionsOutOfASharedSection() {
    ObjectBuilder object =
        anObject().function(".sched.text", "a", "90c3").function(".sched.text", "b", "9090c3");
    assertEquals(List.of("a 0-2", "b 2-5"), pieces(object));
  }

  @Test
  void paddingBetweenFunctionsBelongsToNothing() {
    ObjectBuilder object =
        anObject()
            .function(".text", "a", "c3cccccc")
            .symbol("b", SymbolType.FUNC, 3, 1)
            .function(".text", "c", "c3");
    assertEquals(List.of("a 0-4", "c 4-5"), pieces(object));
    ObjectBuilder padded =
        anObject()
            .section(".text", 6, 0, "c3 cccccc c3")
            .symbol("a", SymbolType.FUNC, 0, 1)
            .symbol("b", SymbolType.FUNC, 4, 1);
    assertEquals(List.of("a 0-1", "b 4-5"), pieces(padded));
  }

  @Test
  void givesAFunctionWithoutSizeAllUpToTheNext() {
    ObjectBuilder object =
        anObject()
            .section(".text", 6, 0, "9090c3 90c3")
            .symbol("a", SymbolType.FUNC, 0, 0)
            .symbol("b", SymbolType.FUNC, 3, 0);
    assertEquals(List.of("a 0-3", "b 3-5"), pieces(object));
  }

  @Test
  void anAliasIsTheSamePieceUnderItsMostPublicName() {
    ObjectBuilder object =
        anObject()
            .statics()
            .function("__do_sys_x", "c3")
            .globals()
            .symbol("sys_x", SymbolType.FUNC, 0, 1)
            .weak()
            .symbol("weak_x", SymbolType.FUNC, 0, 1);
    assertEquals(List.of("sys_x 0-1"), pieces(object));
  }

  @Test
  void aPrefixBelongsToTheFunctionBehindIt() {
    ObjectBuilder object =
        anObject()
            .section(".text.f", 6, 0, "90909090 c3")
            .symbol("__pfx_f", SymbolType.FUNC, 0, 4)
            .symbol("f", SymbolType.FUNC, 4, 1);
    assertEquals(List.of("f 0-5"), pieces(object));
    ObjectBuilder checked =
        anObject()
            .section(".text.f", 6, 0, "b800000000 c3")
            .symbol("__cfi_f", SymbolType.FUNC, 0, 5)
            .symbol("f", SymbolType.FUNC, 5, 1);
    assertEquals(List.of("f 0-6"), pieces(checked));
  }

  /** As clang lays out init code with kCFI: a type and room, then room alone behind filling. */
  @Test
  void recordsTellWhereTheRoomOfAFunctionBeginsAndATypeMayLieBeforeIt() {
    ObjectBuilder object =
        anObject()
            .section(".init.text", 6, 0, "b800000000 90909090 c3 66909090 90909090 c3")
            .symbol("__cfi_f", SymbolType.FUNC, 0, 5)
            .symbol("f", SymbolType.FUNC, 9, 1)
            .symbol("g", SymbolType.FUNC, 18, 1)
            .table("__patchable_function_entries", "0000000000000000 0000000000000000")
            .relocation(0, Reloc.R64, ".init.text", 5)
            .relocation(8, Reloc.R64, ".init.text", 14);
    ObjectLayout layout = object.layout();
    assertEquals(List.of("f 0-10", "g 18-19", " 0-16"), pieces(object));
    List<Piece> functions = layout.pieces().subList(0, 2);
    assertEquals(List.of(0L, 4L), functions.stream().map(Piece::room).toList());
    assertEquals(
        List.of(Optional.of("__cfi_f"), Optional.empty()),
        functions.stream().map(piece -> layout.type(piece).map(Symbol::name)).toList());
    assertEquals(
        List.of("f", "g"),
        layout.sites(layout.pieces().get(2)).stream()
            .map(site -> ((Target.InPiece) site.target()).piece().name())
            .toList());
  }

  @Test
  void aVariableWithoutSizeIsAnEmptyPiece() {
    assertEquals(List.of("__key.1 0-0"), pieces(anObject().statics().zeroed("__key.1", 0)));
  }

  @Test
  void dataBetweenVariablesIsAPieceWithoutAName() {
    ObjectBuilder object =
        anObject()
            .section(".data", 3, 0, "01 0203 04")
            .symbol("a", SymbolType.OBJECT, 0, 1)
            .symbol("b", SymbolType.OBJECT, 3, 1);
    assertEquals(List.of("a 0-1", " 1-3", "b 3-4"), pieces(object));
  }

  @Test
  void cutsMergeableConstantsAtTheirSize() {
    long flags = ElfConstants.SHF_ALLOC | ElfConstants.SHF_MERGE;
    ObjectBuilder object = anObject().section(".rodata.cst4", flags, 4, "01000000 02000000");
    assertEquals(List.of(" 0-4", " 4-8"), pieces(object));
  }

  @Test
  void cutsReplacementsWhereTheTableNamesThem() {
    ObjectBuilder object =
        anObject()
            .function("f", "90909090")
            .section(".altinstr_replacement", 6, 0, "909090 9090")
            .table(".altinstructions", "000000000000000000000000 000000000000000000000000")
            .relocation(0, Reloc.PC32, ".text.f", 0)
            .relocation(4, Reloc.PC32, ".altinstr_replacement", 0)
            .relocation(12, Reloc.PC32, ".text.f", 2)
            .relocation(16, Reloc.PC32, ".altinstr_replacement", 3);
    assertEquals(List.of("f 0-4", " 0-3", " 3-5", " 0-24"), pieces(object));
  }

  @Test
  void refusesASymbolThatReachesOutsideItsSection() {
    ObjectBuilder object = anObject().function("f", "c3").symbol("g", SymbolType.FUNC, 0, 2);
    MalformedElfException refusal = assertThrows(MalformedElfException.class, object::layout);
    assertEquals("symbol g reaches outside its section .text.f", refusal.getMessage());
  }

  @Test
  void whatTheKernelNeverLoadsHasNoPieces() {
    ObjectBuilder object =
        anObject()
            .section(".discard.addressable", 2, 0, "00")
            .section(".modinfo", 2, 0, "00")
            .section(".comment", 0, 0, "00")
            .section(".note.gnu.property", 2, 0, "00");
    assertEquals(List.of(), pieces(object));
  }
}
