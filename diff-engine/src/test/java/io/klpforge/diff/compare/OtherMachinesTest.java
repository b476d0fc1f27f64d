package io.klpforge.diff.compare;

import static io.klpforge.diff.built.Machines.aarch64;
import static io.klpforge.diff.built.Machines.ppc64le;
import static io.klpforge.diff.built.Machines.s390x;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.klpforge.diff.built.Machines;
import io.klpforge.diff.built.ObjectBuilder;
import io.klpforge.diff.elf.SymbolType;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OtherMachinesTest {
  private static final String NOP = "1f2003d5";
  private static final String RET = "c0035fd6";

  private static List<String> tolerated(ObjectBuilder orig, ObjectBuilder patched) {
    return Compared.changes(
        ObjectComparator.compare(orig.read(), patched.read(), LineNumbers.TOLERATED));
  }

  @Test
  void seesTheRegisterBesideARelocation() {
    assertEquals(List.of("CHANGED f"), Compared.changes(adrp("01000090"), adrp("02000090")));
    assertEquals(List.of(), Compared.changes(adrp("01000090"), adrp("01ffff90")));
  }

  private static ObjectBuilder adrp(String instruction) {
    return aarch64().function("f", instruction).relocation(0, Machines.AARCH64_ADRP, "v", 0);
  }

  @Test
  void mappingSymbolsNameNothing() {
    ObjectBuilder plain = aarch64().function("f", RET + "00000000");
    ObjectBuilder mapped =
        aarch64()
            .statics()
            .section(".text.f", 6, 0, "")
            .symbol("$x", SymbolType.NOTYPE, 0, 0)
            .symbol("$d.1", SymbolType.NOTYPE, 4, 0)
            .globals()
            .function("f", RET + "00000000");
    assertEquals(List.of(), Compared.changes(plain, mapped));
    assertEquals(1, mapped.layout().pieces().size());
  }

  @Test
  void assemblyWithoutTypesIsCompared() {
    assertEquals(List.of("CHANGED entry"), Compared.changes(assembly(NOP), assembly(RET)));
    assertEquals(List.of(), Compared.changes(assembly(NOP), assembly(NOP)));
  }

  private static ObjectBuilder assembly(String instruction) {
    return aarch64()
        .function(".text", "f", RET)
        .section(".text", 6, 0, instruction + RET)
        .symbol("entry", SymbolType.NOTYPE, 0, 0)
        .symbol(".Lloop", SymbolType.NOTYPE, 4, 0)
        .function(".text", "g", RET);
  }

  @Test
  void labelsInsideAFunctionDoNotCutIt() {
    ObjectBuilder object =
        aarch64().function("f", NOP + RET).symbol("inner", SymbolType.NOTYPE, 4, 0);
    assertEquals(1, object.layout().pieces().size());
    assertEquals(8, object.layout().pieces().get(0).size());
  }

  @Test
  void roomBeforeAFunctionIsNoChange() {
    ObjectBuilder roomy =
        aarch64().section(".text.f", 6, 0, NOP + NOP).function(".text.f", "f", RET);
    assertEquals(List.of(), Compared.changes(aarch64().function("f", RET), roomy));
    assertEquals(8, roomy.layout().pieces().get(0).room());
  }

  @Test
  void comparesTocEntriesByWhatTheyHold() {
    ObjectBuilder second = withToc(0, 38, "v", "").relocation(8, Machines.PPC64_ADDR64, "w", 0);
    ObjectBuilder first = withToc(8, 38, "w", "").relocation(8, Machines.PPC64_ADDR64, "v", 0);
    ObjectBuilder other = withToc(8, 38, "v", "").relocation(8, Machines.PPC64_ADDR64, "w", 0);
    assertEquals(List.of(), Compared.changes(second, first));
    assertEquals(List.of("CHANGED f"), Compared.changes(second, other));
  }

  @Test
  void comparesTocConstants() {
    ObjectBuilder one = withToc(0, 0, "", "0100000000000000");
    assertEquals(
        List.of("CHANGED f"), Compared.changes(one, withToc(0, 0, "", "0200000000000000")));
    assertEquals(List.of(), Compared.changes(one, withToc(0, 0, "", "0100000000000000")));
  }

  /** f loads from the entry at {@code entry}; the first entry refers to {@code symbol}. */
  private static ObjectBuilder withToc(int entry, int type, String symbol, String constant) {
    ObjectBuilder object =
        ppc64le()
            .function("f", "0000223d 000009e9")
            .relocation(0, Machines.PPC64_TOC16_HA, ".toc", entry)
            .relocation(4, Machines.PPC64_TOC16_LO_DS, ".toc", entry);
    object.section(".toc", 3, 0, constant.isEmpty() ? "00".repeat(16) : constant);
    return symbol.isEmpty() ? object : object.relocation(0, type, symbol, 0);
  }

  @Test
  void readsTextsBehindTheBiasOfS390() {
    assertEquals(List.of(), Compared.changes(text("one", "two"), text("two", "one")));
    assertEquals(List.of("CHANGED f"), Compared.changes(text("one", "two"), text("six", "ten")));
  }

  /** LARL of "one", where it is there, else of the first. */
  private static ObjectBuilder text(String first, String second) {
    int place = second.equals("one") ? 4 : 0;
    return s390x()
        .texts(first, second)
        .function("f", "c02000000000")
        .relocation(2, Machines.S390_PC32DBL, ".rodata.str1.1", place + 2);
  }

  @Test
  void linesPassedToKnownFunctionsAreNoChangeOnAnyMachine() {
    assertEquals(List.of(), tolerated(mightSleep("a73904d2"), mightSleep("a73904d3")));
    assertEquals(List.of("CHANGED f"), tolerated(mightSleep("a74904d2"), mightSleep("a74904d3")));
    assertEquals(
        List.of("CHANGED f"), Compared.changes(mightSleep("a73904d2"), mightSleep("a73904d3")));
  }

  private static ObjectBuilder mightSleep(String load) {
    return s390x()
        .function("f", load + "c0e500000000")
        .relocation(6, Machines.S390_PLT32DBL, "__might_sleep", 2);
  }

  @Test
  void linesOfBugsAreNoChangeInEitherByteOrder() {
    assertEquals(List.of(), tolerated(bug("0457", "0001"), bug("0458", "0001")));
    assertEquals(List.of("CHANGED f"), tolerated(bug("0457", "0001"), bug("0457", "0002")));
  }

  private static ObjectBuilder bug(String line, String flags) {
    return s390x()
        .texts("a.c")
        .function("f", "0000")
        .table("__bug_table", "00000000 00000000" + line + flags)
        .relocation(0, Machines.S390_PC32, ".text.f", 0)
        .relocation(4, Machines.S390_PC32, ".rodata.str1.1", 0);
  }

  @Test
  void lineOfADebugMessageIsTheWordsFirstBits() {
    assertEquals(List.of(), tolerated(debug("12345 3f1"), debug("99999 3f1")));
    assertEquals(List.of("CHANGED f"), tolerated(debug("12344 3f1"), debug("12345 7f1")));
  }

  /** 18 bits of line come first: five digits, of the last two bits are the next field's. */
  private static ObjectBuilder debug(String word) {
    String first = word.substring(0, 4) + ((char) (word.charAt(4) & ~3) == '0' ? "0" : "4");
    return s390x()
        .statics()
        .variable("__dyndbg", "descriptor.1", "00".repeat(32) + first + word.substring(6))
        .globals()
        .function("f", "c02000000000")
        .relocation(2, Machines.S390_PC32DBL, "descriptor.1", 2);
  }
}
