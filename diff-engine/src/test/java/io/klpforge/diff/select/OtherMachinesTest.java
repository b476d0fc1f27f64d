package io.klpforge.diff.select;

import static io.klpforge.diff.built.Machines.aarch64;
import static io.klpforge.diff.built.Machines.loongarch64;
import static io.klpforge.diff.built.Machines.ppc64le;
import static io.klpforge.diff.built.Machines.s390x;
import static io.klpforge.diff.select.ToyKernel.aKernel;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.klpforge.diff.built.Machines;
import io.klpforge.diff.built.ObjectBuilder;
import io.klpforge.diff.check.Finding;
import io.klpforge.diff.compare.Compared;
import io.klpforge.diff.compare.ObjectDiff;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class OtherMachinesTest {
  private static final String CALL_AND_NOP = "01000048 00000060";
  private static final String CALL = "01000048 2000804e";
  private static final String JUMP = "00000048";

  private static Selection select(ToyKernel kernel, ObjectBuilder orig, ObjectBuilder patched) {
    ObjectDiff diff = Compared.diff(orig, patched);
    return Selector.select(diff, "a.o", kernel.symbols().scope("vmlinux", diff.orig()), Set.of());
  }

  private static List<String> relocations(Selection selection) {
    return Planned.lines(selection.plan()).stream()
        .filter(line -> line.startsWith("  0x"))
        .map(String::strip)
        .toList();
  }

  private static List<String> rules(Selection selection) {
    return selection.findings().stream().map(Finding::rule).toList();
  }

  @Test
  void addressesOfChangedFunctionsAreTheKernelsAndCallsAreNot() {
    Selection selection =
        select(aKernel().global("f", 16).global("g", 4), user("000080d2"), user("010080d2"));
    assertEquals(List.of(), rules(selection));
    assertEquals(
        List.of(
            "0x0 type 275 klp:vmlinux.g,0+0",
            "0x4 type 277 klp:vmlinux.g,0+0",
            "0x8 type 283 g(FUNC in .text.g #1 at 0 size 4)+0"),
        relocations(selection));
  }

  private static ObjectBuilder user(String instruction) {
    return aarch64()
        .function("f", "01000090 21000091 00000094" + instruction)
        .relocation(0, Machines.AARCH64_ADRP, "g", 0)
        .relocation(4, Machines.AARCH64_ADD, "g", 0)
        .relocation(8, Machines.AARCH64_CALL, "g", 0)
        .function("g", instruction);
  }

  @Test
  void pointersInNewTablesAreTheKernels() {
    ObjectBuilder orig = aarch64().function("g", "000080d2");
    ObjectBuilder patched =
        aarch64()
            .function("g", "010080d2")
            .variable("table", "0000000000000000")
            .relocation(0, Machines.AARCH64_ABS64, ".text.g", 0);
    assertEquals(
        List.of("0x0 type 257 klp:vmlinux.g,0+0"),
        relocations(select(aKernel().global("g", 4), orig, patched)));
  }

  @Test
  void carriesTheRoomBeforeAFunction() {
    Selection selection = select(aKernel().global("f", 4), roomy("000080d2"), roomy("010080d2"));
    assertEquals(
        List.of("patch f,0 by f(FUNC in .text.f #0 at 8 size 4)"),
        Planned.lines(selection.plan()).stream().filter(s -> s.startsWith("patch")).toList());
    assertEquals(12, selection.plan().sections().get(0).size());
    assertEquals(
        List.of("0x0 type 257 f(FUNC in .text.f #0 at 8 size 4)-8"), relocations(selection));
  }

  /** Linkers refuse to mix sections of one name with and without an order. */
  @Test
  void keepsEachFunctionsRecordsOrderedByTheFunction() {
    Selection selection =
        select(aKernel().global("f", 4).global("g", 4), ordered("000080d2"), ordered("010080d2"));
    assertEquals(
        List.of(
            ".text.f -",
            ".text.g -",
            "__patchable_function_entries 0",
            "__patchable_function_entries 1"),
        selection.plan().sections().stream()
            .map(s -> s.name() + " " + (s.linkedTo().isPresent() ? s.linkedTo().getAsInt() : "-"))
            .toList());
    assertEquals(0x83, selection.plan().sections().get(2).flags());
  }

  private static ObjectBuilder ordered(String instruction) {
    return aarch64()
        .function("f", instruction)
        .function("g", instruction)
        .section("__patchable_function_entries", 0x83, 0, "00".repeat(16))
        .relocation(0, Machines.AARCH64_ABS64, ".text.f", 0)
        .relocation(8, Machines.AARCH64_ABS64, ".text.g", 0);
  }

  private static ObjectBuilder roomy(String instruction) {
    return aarch64()
        .section(".text.f", 6, 0, "1f2003d51f2003d5")
        .function(".text.f", "f", instruction)
        .table("__patchable_function_entries", "0000000000000000")
        .relocation(0, Machines.AARCH64_ABS64, ".text.f", 0);
  }

  @Test
  void aPowerPcCallWithoutRoomForTheTocTakesItsTargetAlong() {
    ToyKernel kernel = aKernel().global("f", 8).global("g", 4);
    assertEquals(
        List.of("0x0 type 10 g(FUNC in .text.g #1 at 0 size 4)+0"),
        relocations(select(kernel, caller("00000060", ""), caller(CALL, "g"))));
    assertEquals(
        List.of("0x0 type 10 klp:vmlinux.g,0+0"),
        relocations(select(kernel, caller("00000060", ""), caller(CALL_AND_NOP, "g"))));
  }

  private static ObjectBuilder caller(String code, String callee) {
    ObjectBuilder object = ppc64le().function("f", code);
    if (!callee.isEmpty()) {
      object.relocation(0, Machines.PPC64_REL24, callee, 0);
    }
    return object.function("g", "2000804e");
  }

  @Test
  void refusesSiblingCallsToOtherFilesAllAtOnce() {
    ToyKernel kernel =
        aKernel().global("f", 4).export("one", "vmlinux", "").export("two", "vmlinux", "");
    ObjectBuilder patched =
        ppc64le()
            .function("f", JUMP + JUMP)
            .relocation(0, Machines.PPC64_REL24, "one", 0)
            .relocation(4, Machines.PPC64_REL24, "two", 0);
    Selection selection = select(kernel, ppc64le().function("f", "00000060"), patched);
    assertEquals(List.of("sibling-call", "sibling-call"), rules(selection));
    assertEquals("a.o: f+0x4", selection.findings().get(1).where());
  }

  @Test
  void leavesOutMarksAndLetsTheLoaderFindTheToc() {
    ObjectBuilder patched =
        ppc64le()
            .function("f", "00004c3c 00004238")
            .relocation(0, 252, ".TOC.", 0)
            .relocation(0, Machines.PPC64_ENTRY, "", 0);
    Selection selection =
        select(aKernel().global("f", 4), ppc64le().function("f", "00000060"), patched);
    assertEquals(List.of(), rules(selection));
    assertEquals(List.of("0x0 type 252 import:.TOC.+0"), relocations(selection));
  }

  @Test
  void carriesTheTocEntriesInUse() {
    ObjectBuilder patched =
        ppc64le()
            .function("f", "0000223d 000009e9")
            .relocation(0, Machines.PPC64_TOC16_HA, ".toc", 8)
            .relocation(4, Machines.PPC64_TOC16_LO_DS, ".toc", 8)
            .section(".toc", 3, 0, "00".repeat(16))
            .relocation(0, Machines.PPC64_ADDR64, "unneeded", 0)
            .relocation(8, Machines.PPC64_ADDR64, "v", 0);
    ToyKernel kernel = aKernel().global("f", 8).export("v", "vmlinux", "");
    Selection selection = select(kernel, ppc64le().function("f", "00000060 00000060"), patched);
    assertEquals(List.of(), rules(selection));
    assertEquals(
        List.of(
            "0x0 type 50 .toc(SECTION in .toc #1 at 0 size 0)+0",
            "0x4 type 64 .toc(SECTION in .toc #1 at 0 size 0)+0",
            "0x0 type 38 import:v+0"),
        relocations(selection));
  }

  /** Only damage makes one; it must not be followed for ever. */
  @Test
  void aTocEntryMayNameItself() {
    ObjectBuilder patched =
        ppc64le()
            .function("f", "00000060 0000223d")
            .relocation(4, Machines.PPC64_TOC16_HA, ".toc", 0)
            .section(".toc", 3, 0, "00".repeat(8))
            .relocation(0, Machines.PPC64_ADDR64, ".toc", 0);
    Selection selection =
        select(aKernel().global("f", 8), ppc64le().function("f", "00000060 00000060"), patched);
    assertEquals(List.of(), rules(selection));
  }

  @Test
  void saysWhichCodeReadsAnUnknownAddressFromTheToc() {
    ObjectBuilder patched =
        ppc64le()
            .function("f", "00000060 0000223d")
            .relocation(4, Machines.PPC64_TOC16_HA, ".toc", 0)
            .section(".toc", 3, 0, "00".repeat(8))
            .relocation(0, Machines.PPC64_ADDR64, "nowhere", 0);
    Selection selection =
        select(aKernel().global("f", 8), ppc64le().function("f", "00000060 00000060"), patched);
    assertEquals(List.of("unknown-symbol"), rules(selection));
    assertEquals("a.o: f+0x4", selection.findings().get(0).where());
  }

  @Test
  void refusesDistancesThatDoNotReachTheKernel() {
    ToyKernel kernel = aKernel().global("f", 4).export("v", "vmlinux", "");
    ObjectBuilder toc =
        ppc64le().function("f", "0000223d").relocation(0, Machines.PPC64_TOC16_HA, "v", 0);
    assertEquals(
        List.of("out-of-reach"), rules(select(kernel, ppc64le().function("f", "00000060"), toc)));
    ObjectBuilder pcala =
        loongarch64()
            .function("f", "0400001a")
            .relocation(0, Machines.LOONGARCH_PCALA_HI20, "v", 0);
    assertEquals(
        List.of("out-of-reach"),
        rules(select(kernel, loongarch64().function("f", "00004003"), pcala)));
  }

  @Test
  void anAddressOnS390IsNeverThatOfAStub() {
    ObjectBuilder patched =
        s390x()
            .function("f", "c02000000000 c0e500000000")
            .relocation(2, Machines.S390_PLT32DBL, "g", 2)
            .relocation(8, Machines.S390_PLT32DBL, "g", 2)
            .function("g", "07fe");
    ObjectBuilder orig = s390x().function("f", "07fe").function("g", "07fe");
    assertEquals(
        List.of("0x2 type 19 klp:vmlinux.g,0+2", "0x8 type 20 klp:vmlinux.g,0+2"),
        relocations(select(aKernel().global("f", 2).global("g", 2), orig, patched)));
  }
}
