package io.klpforge.diff.reproduce;

import static io.klpforge.diff.built.ObjectBuilder.anObject;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.klpforge.diff.built.ObjectBuilder;
import io.klpforge.diff.built.Reloc;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.insn.Disassembler;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ReproducerTest {
  private static final String CALL = "e800000000 c3";
  private static final String ADDRESS = "48c7c000000000 c3";
  private static final String RETURN = "c3";
  private static final String POINTER = "0000000000000000";

  private static Reproduction compare(ObjectBuilder ours, ObjectBuilder module) {
    ObjectFile file = module.read();
    return Reproducer.reproduce(ours.layout(), ShippedImage.ofModule(file, file));
  }

  /** One line for each function and variable that is not the same. */
  private static List<String> others(Reproduction reproduction) {
    List<PieceMatch> all = new ArrayList<>(reproduction.functions());
    all.addAll(reproduction.variables());
    return all.stream()
        .filter(match -> match.standing() != Standing.IDENTICAL)
        .map(
            match ->
                match.piece().name()
                    + match.mismatch().map(m -> "+" + m.offset() + ": " + m.what()).orElse(": ")
                    + (match.differs() ? "" : match.standing()))
        .toList();
  }

  private static Symbol symbol(Reproduction reproduction, String name) {
    return reproduction.orig().object().symbols().stream()
        .filter(symbol -> symbol.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static ObjectBuilder ours() {
    return anObject().file("a.c");
  }

  @Test
  void readsOperandsThatTheLinkerFinished() {
    ObjectBuilder ours =
        ours()
            .function("f", CALL)
            .call(1, "g")
            .function("h", ADDRESS)
            .relocation(3, Reloc.R32S, "v", 4)
            .variable("v", "0100000002000000")
            .variable("p", POINTER)
            .relocation(0, Reloc.R64, "f", 0);
    ObjectBuilder linked =
        anObject()
            .function(".text", "g", RETURN)
            .function(".text", "f", "e8faffffff c3")
            .function(".text", "h", "48c7c004000082 c3")
            .variable(".data", "v", "0100000002000000")
            .variable(".data", "p", "01000081ffffffff");
    LinkedKernel kernel =
        LinkedKernel.of(linked).at(".text", 0xffffffff_81000000L).at(".data", 0xffffffff_82000000L);
    assertEquals(List.of(), others(Reproducer.reproduce(ours.layout(), kernel.image())));
    LinkedKernel moved =
        LinkedKernel.of(linked).at(".text", 0xffffffff_81000000L).at(".data", 0xffffffff_82000010L);
    assertEquals(
        List.of("h+3: refers to v, the running kernel's refers to 0xffffffff82000004"),
        others(Reproducer.reproduce(ours.layout(), moved.image())));
  }

  @Test
  void aCallOfAnotherFunctionIsADifference() {
    ObjectBuilder ours = ours().function("f", CALL).call(1, "kfree");
    assertEquals(
        List.of(), others(compare(ours, anObject().function(".text", "f", CALL).call(1, "kfree"))));
    ObjectBuilder other = anObject().function(".text", "f", CALL).call(1, "kvfree");
    assertEquals(
        List.of("f+1: calls kfree, the running kernel's calls kvfree"),
        others(compare(ours, other)));
  }

  @Test
  void anotherAddendIsADifference() {
    ObjectBuilder ours =
        ours().function("f", ADDRESS).relocation(3, Reloc.R32S, "v", 4).variable("v", POINTER);
    ObjectBuilder module =
        anObject()
            .variable(".data", "v", POINTER)
            .function(".text", "f", ADDRESS)
            .relocation(3, Reloc.R32S, "v", 0);
    assertEquals(1, compare(ours, module).differing().size());
  }

  @Test
  void otherBytesAndOtherSizesAreDifferences() {
    ObjectBuilder ours = ours().function("f", "31c0 c3").function("g", "9090 c3");
    ObjectBuilder module =
        anObject().function(".text", "f", "31c9 c3").function(".text", "g", "c3");
    assertEquals(
        List.of(
            "f+1: other instructions or constants", "g+0: is 3 bytes long, the running kernel's 1"),
        others(compare(ours, module)));
  }

  @Test
  void theFirstDifferenceIsTold() {
    ObjectBuilder ours = ours().function("f", "90" + CALL).call(2, "kfree");
    assertEquals(
        List.of("f+1: is 7 bytes long, the running kernel's 9"),
        others(compare(ours, anObject().function(".text", "f", "90c3 90909090909090"))));
    assertEquals(
        List.of("f+2: is 7 bytes long, the running kernel's 8"),
        others(compare(ours, anObject().function(".text", "f", "90" + CALL + "90").call(2, "g"))));
    assertEquals(
        List.of("f+2: calls kfree, the running kernel's calls g"),
        others(compare(ours, anObject().function(".text", "f", "90e800000000 90").call(2, "g"))));
  }

  @Test
  void aReferenceThatOnlyTheShippedOneHasIsADifference() {
    ObjectBuilder ours = ours().function("f", CALL);
    ObjectBuilder module = anObject().function(".text", "f", CALL).call(1, "kfree");
    assertEquals(
        List.of("f+1: refers to less than the running kernel's"), others(compare(ours, module)));
  }

  @Test
  void textsAreComparedByWhatTheySay() {
    ObjectBuilder ours =
        ours()
            .texts("first", "second")
            .function("f", ADDRESS)
            .relocation(3, 11, ".rodata.str1.1", 6);
    ObjectBuilder merged =
        anObject()
            .texts("a second")
            .function(".text", "f", ADDRESS)
            .relocation(3, Reloc.R32S, ".rodata.str1.1", 2);
    assertEquals(List.of(), others(compare(ours, merged)));
    ObjectBuilder other =
        anObject()
            .texts("seconds")
            .function(".text", "f", ADDRESS)
            .relocation(3, Reloc.R32S, ".rodata.str1.1", 0);
    assertEquals(
        List.of("f+3: refers to \"second\", the running kernel's refers to \"seconds\""),
        others(compare(ours, other)));
  }

  /** As in drivers/base: nineteen type_show, many of them in a core.c. */
  @Test
  void ofSeveralStaticsItIsTheOneThatOperandsPointAt() {
    ObjectBuilder ours =
        anObject()
            .file("core.c")
            .statics()
            .function("type_show", "31c0 c3")
            .globals()
            .variable("dev_attr", POINTER)
            .relocation(0, Reloc.R64, "type_show", 0);
    ObjectBuilder module =
        anObject()
            .file("core.c")
            .statics()
            .function(".text", "type_show", "31c0 c3")
            .file("core.c")
            .function(".text", "type_show", "31c0 c3")
            .globals()
            .variable(".data", "dev_attr", POINTER)
            .relocation(0, Reloc.R64, ".text", 3);
    Reproduction reproduction = compare(ours, module);
    assertEquals(List.of(), others(reproduction));
    assertEquals(3, reproduction.shipped(symbol(reproduction, "type_show")).orElseThrow().value());
  }

  @Test
  void withoutAnyEvidenceNothingIsGuessed() {
    ObjectBuilder ours = anObject().file("core.c").statics().function("init", RETURN);
    ObjectBuilder module =
        anObject()
            .file("core.c")
            .statics()
            .function(".text", "init", RETURN)
            .file("core.c")
            .function(".text", "init", RETURN);
    Reproduction reproduction = compare(ours, module);
    assertEquals(
        List.of("init+0: the running kernel has 2 of this name, and nothing tells which"),
        others(reproduction));
    assertTrue(reproduction.shipped(symbol(reproduction, "init")).isEmpty());
  }

  @Test
  void whatNoOperandReachesIsInTheBlockOfTheOthers() {
    ObjectBuilder ours =
        anObject().file("core.c").statics().function("a", "9090 c3").function("b", RETURN);
    ObjectBuilder module =
        anObject()
            .file("core.c")
            .statics()
            .function(".text", "b", RETURN)
            .file("core.c")
            .function(".text", "a", "9090 c3")
            .function(".text", "b", RETURN);
    Reproduction reproduction = compare(ours, module);
    assertEquals(List.of(), others(reproduction));
    assertEquals(4, reproduction.shipped(symbol(reproduction, "b")).orElseThrow().value());
  }

  @Test
  void overriddenAndDiscardedFunctionsAreNoDifferences() {
    ObjectBuilder ours =
        ours()
            .weak()
            .function("arch_setup", "31c0 c3")
            .statics()
            .function(".exit.text", "leave", RETURN)
            .globals()
            .function("f", CALL)
            .call(1, "arch_setup");
    ObjectBuilder module =
        anObject()
            .function(".text", "arch_setup", RETURN)
            .function(".text", "f", CALL)
            .call(1, "arch_setup");
    assertEquals(
        List.of("arch_setup: OVERRIDDEN", "leave: DISCARDED"), others(compare(ours, module)));
  }

  /** Two weak functions, and what lies before and behind the one that was linked. */
  private static List<String> weak(String before, String behind) {
    ObjectBuilder ours =
        ours()
            .weak()
            .function("arch_update", RETURN)
            .globals()
            .function("f", "9090 c3")
            .function("g", "9190 c3");
    ObjectBuilder module = anObject().function(".text", before, "9090 c3");
    module.weak().function(".text", "arch_update", "31c0 c3").globals();
    module.function(".text", behind, behind.equals("g") ? "9190 c3" : "9290 c3");
    if (!before.equals("f")) {
      module.function(".text", "f", "9090 c3");
    }
    return others(compare(ours, module)).stream().filter(s -> s.startsWith("arch")).toList();
  }

  @Test
  void ofTwoWeakFunctionsTheOtherObjectsMayBeLinked() {
    assertEquals(List.of("arch_update: OVERRIDDEN"), weak("x", "y"));
    assertEquals(List.of("arch_update+0: is 1 bytes long, the running kernel's 3"), weak("f", "y"));
    assertEquals(List.of("arch_update+0: is 1 bytes long, the running kernel's 3"), weak("x", "g"));
  }

  @Test
  void aFunctionThatIsNotThereIsADifference() {
    ObjectBuilder ours = ours().statics().function("f.constprop.0", RETURN);
    ObjectBuilder module = anObject().file("a.c").statics().function(".text", "f.isra.0", RETURN);
    assertEquals(
        List.of("f.constprop.0+0: the running kernel has none of this name and source file"),
        others(compare(ours, module)));
  }

  @Test
  void aJumpToAFunctionCloseByMayBeShorter() {
    assumeTrue(Disassembler.isInstalled(), "libcapstone4 is not installed");
    ObjectBuilder ours =
        ours()
            .statics()
            .function("hash", "9c c3")
            .globals()
            .function("hash_obj", "7401 f4 e900000000")
            .call(4, "hash");
    ObjectBuilder module = anObject().file("a.c").statics().function(".text", "hash", "9c c3");
    module.globals().function(".text", "hash_obj", "7401 f4 ebf9");
    assertEquals(List.of(), others(compare(ours, module)));
    ObjectBuilder astray = anObject().file("a.c").statics().function(".text", "hash", "9c c3");
    astray.globals().function(".text", "hash_obj", "7401 f4 ebfa");
    assertEquals(
        List.of("hash_obj+4: calls hash, the running kernel's calls hash+0x1 (a.c)"),
        others(compare(ours, astray)));
  }

  @Test
  void theBuildMayTurnTheFtraceEntryIntoNothing() {
    ObjectBuilder ours = ours().function("f", "e800000000 31c0 c3").call(1, "__fentry__");
    ObjectBuilder nop = anObject().function(".text", "f", "0f1f440000 31c0 c3");
    assertEquals(List.of(), others(compare(ours, nop)));
    ObjectBuilder other = anObject().function(".text", "f", "0f1f440001 31c0 c3");
    assertEquals(1, compare(ours, other).differing().size());
  }

  private static ObjectBuilder branch(ObjectBuilder object, String code, String key) {
    return object
        .variable("one", POINTER)
        .variable("two", POINTER)
        .function("f", code + "c3")
        .table("__jump_table", "00000000 00000000" + POINTER)
        .relocation(0, Reloc.PC32, "f", 0)
        .relocation(4, Reloc.PC32, "f", 2)
        .relocation(8, 24, key, 0);
  }

  @Test
  void aStaticBranchMustHaveTheSameKey() {
    ObjectBuilder ours = branch(ours(), "eb00", "one");
    assertEquals(List.of(), others(compare(ours, branch(anObject(), "6690", "one"))));
    assertEquals(
        List.of("f+0: refers to one, the running kernel's refers to two"),
        others(compare(ours, branch(anObject(), "6690", "two"))));
    assertEquals(1, compare(ours, branch(anObject(), "3190", "one")).differing().size());
  }

  @Test
  void aRecordThatOnlyTheShippedFunctionHasIsADifference() {
    ObjectBuilder ours = branch(ours(), "eb00", "one").function("g", "6690 c3");
    ObjectBuilder module = branch(anObject(), "6690", "one").function("g", "6690 c3");
    assertEquals(List.of(), others(compare(ours, module)));
    ObjectBuilder more =
        anObject()
            .variable("one", POINTER)
            .variable("two", POINTER)
            .function("f", "6690 c3")
            .function("g", "6690 c3")
            .table("__jump_table", ("00000000 00000000" + POINTER).repeat(2));
    for (long record = 0; record < 2; record++) {
      String code = record == 0 ? "f" : "g";
      more.relocation(16 * record, Reloc.PC32, code, 0)
          .relocation(16 * record + 4, Reloc.PC32, code, 2)
          .relocation(16 * record + 8, 24, "one", 0);
    }
    assertEquals(
        List.of("g+0: has no record in __jump_table, there it has one"),
        others(compare(ours, more)));
  }

  private static ObjectBuilder constants(ObjectBuilder object, String hex) {
    return object
        .section(".rodata.cst4", ElfConstants.SHF_ALLOC | ElfConstants.SHF_MERGE, 4, hex)
        .function("f", ADDRESS)
        .relocation(3, Reloc.R32S, ".rodata.cst4", 4);
  }

  @Test
  void constantsWithoutANameAreComparedByContent() {
    ObjectBuilder ours = constants(ours(), "01000000 02000000");
    assertEquals(List.of(), others(compare(ours, constants(anObject(), "09000000 02000000"))));
    assertEquals(
        List.of("f+3: refers to unnamed data, the running kernel's to other"),
        others(compare(ours, constants(anObject(), "01000000 03000000"))));
  }

  private static ObjectBuilder pointers(ObjectBuilder object, String first) {
    return object
        .section(".rodata", ElfConstants.SHF_ALLOC, 0, POINTER)
        .relocation(0, Reloc.R64, first, 0)
        .function("f", ADDRESS)
        .relocation(3, Reloc.R32S, ".rodata", 0)
        .function("g", ADDRESS)
        .relocation(3, Reloc.R32S, ".rodata", 4);
  }

  @Test
  void aReferenceIsNeverCutInTwo() {
    assertEquals(List.of(), others(compare(pointers(ours(), "x"), pointers(anObject(), "x"))));
    assertEquals(
        List.of("f+3: refers to unnamed data, the running kernel's to other"),
        others(compare(pointers(ours(), "x"), pointers(anObject(), "y"))));
  }

  /** Two variables side by side in one section, and a function that refers to where they meet. */
  private static ObjectBuilder sideBySide() {
    return ours()
        .statics()
        .variable(".data", "a", POINTER)
        .variable(".data", "b", "0100000000000000")
        .globals()
        .function("f", ADDRESS)
        .relocation(3, Reloc.R32S, ".data", 8);
  }

  /** The same two apart, each in a section of its own. */
  private static ObjectBuilder apart(String meant, long addend) {
    return anObject()
        .file("a.c")
        .statics()
        .variable(".data.a", "a", POINTER)
        .variable(".data.b", "b", "0100000000000000")
        .globals()
        .function(".text", "f", ADDRESS)
        .relocation(3, Reloc.R32S, meant, addend);
  }

  @Test
  void theEndOfOneVariableMayBeTheStartOfTheNext() {
    assertEquals(List.of(), others(compare(sideBySide(), apart(".data.a", 8))));
    assertEquals(List.of(), others(compare(sideBySide(), apart(".data.b", 0))));
    assertEquals(
        List.of("f+3: refers to b, the running kernel's refers to a (a.c)"),
        others(compare(sideBySide(), apart(".data.a", 0))));
  }

  /** What may mean a variable's end does not show where the next one is. */
  @Test
  void onlySureOperandsAreEvidence() {
    ObjectBuilder module =
        apart(".data.c", 0).file("a.c").statics().variable(".data.c", "b", "0100000000000000");
    Reproduction reproduction = compare(sideBySide(), module);
    assertEquals(0x0, reproduction.shipped(symbol(reproduction, "b")).orElseThrow().value());
    assertEquals(
        List.of("f+3: refers to b, the running kernel's refers to b (a.c)"), others(reproduction));
  }

  /** As {@code __key.42} of act_vlan without lockdep, alone in its section. */
  @Test
  void aVariableMayHaveNoBytes() {
    ObjectBuilder ours =
        ours().zeroed("key", 0).function("f", ADDRESS).relocation(3, Reloc.R32S, "key", 0);
    ObjectBuilder module =
        anObject()
            .zeroed("key", 0)
            .function(".text", "f", ADDRESS)
            .relocation(3, Reloc.R32S, "key", 0);
    assertEquals(List.of(), others(compare(ours, module)));
    ObjectBuilder other =
        anObject()
            .zeroed("key", 0)
            .variable(".data", "v", POINTER)
            .function(".text", "f", ADDRESS)
            .relocation(3, Reloc.R32S, "v", 0);
    assertEquals(1, compare(ours, other).differing().size());
  }

  @Test
  void variablesAreComparedByTheirInitialContents() {
    ObjectBuilder ours = ours().variable("v", "01000000").zeroed("z", 4);
    ObjectBuilder module = anObject().variable("v", "02000000").zeroed("z", 4);
    assertEquals(List.of("v+0: other instructions or constants"), others(compare(ours, module)));
  }
}
