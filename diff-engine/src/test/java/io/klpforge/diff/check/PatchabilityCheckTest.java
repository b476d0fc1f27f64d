package io.klpforge.diff.check;

import static io.klpforge.diff.built.Machines.aarch64;
import static io.klpforge.diff.built.Machines.ppc64le;
import static io.klpforge.diff.built.Machines.s390x;
import static io.klpforge.diff.built.ObjectBuilder.anObject;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.klpforge.diff.built.Machines;
import io.klpforge.diff.built.ObjectBuilder;
import io.klpforge.diff.built.Reloc;
import io.klpforge.diff.compare.Compared;
import io.klpforge.diff.compare.ObjectDiff;
import io.klpforge.diff.compare.Verdict;
import io.klpforge.diff.elf.ElfConstants;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PatchabilityCheckTest {
  private static final String ENTRY = "e800000000";

  /** "rule where" of each finding. */
  private static List<String> findings(ObjectBuilder orig, ObjectBuilder patched) {
    return PatchabilityCheck.all(Compared.diff(orig, patched), "a.o").stream()
        .map(finding -> finding.rule() + " " + finding.where())
        .toList();
  }

  private static ObjectBuilder traced(String code) {
    return anObject().function("f", ENTRY + code).call(1, "__fentry__");
  }

  @Test
  void initCodeIsLeftOutAndSaidSoIfAsked() {
    ObjectBuilder orig = withInit("c3");
    ObjectBuilder patched = withInit("90");
    assertEquals(List.of("init-code a.o: start"), findings(orig, patched));
    ObjectDiff without = Compared.diff(orig, patched).leavingOutInit();
    assertEquals(
        List.of("left-out-init WARNING"),
        PatchabilityCheck.all(without, "a.o").stream()
            .map(finding -> finding.rule() + " " + finding.severity())
            .toList());
    assertEquals(
        List.of("f"),
        without.functions(Verdict.CHANGED).stream().map(d -> d.piece().name()).toList());
  }

  /** An ordinary function and one of the init section, both with that code. */
  private static ObjectBuilder withInit(String code) {
    return traced(code).function(".init.text", "start", code);
  }

  @Test
  void aTracedFunctionMayChange() {
    assertEquals(List.of(), findings(traced("c3"), traced("90")));
  }

  @Test
  void aFunctionRecordedInATableMayChange() {
    assertEquals(List.of(), findings(recorded("90"), recorded("c3")));
  }

  private static ObjectBuilder recorded(String code) {
    return anObject()
        .function("f", code)
        .table("__mcount_loc", "0000000000000000")
        .relocation(0, Reloc.R64, ".text.f", 0);
  }

  @Test
  void everyMachineHasItsOwnEntries() {
    assertEquals(List.of(), findings(hotpatched("07fe"), hotpatched("07f0")));
    assertEquals(List.of(), findings(profiled("00000060"), profiled("2000804e")));
    assertEquals(List.of(), findings(patchable(aarch64(), "00"), patchable(aarch64(), "01")));
  }

  @Test
  void roomBeforeAnX86FunctionIsNoEntry() {
    assertEquals(
        List.of("no-ftrace-entry a.o: f"),
        findings(patchable(anObject(), "00"), patchable(anObject(), "01")));
  }

  @Test
  void anInstructionThatOnlyLooksLikeAnEntryIsNone() {
    assertEquals(
        List.of("no-ftrace-entry a.o: f"),
        findings(
            s390x().function("f", "c00400000001 07fe"),
            s390x().function("f", "c00400000001 07f0")));
  }

  private static ObjectBuilder hotpatched(String code) {
    return s390x().function("f", "c00400000000" + code);
  }

  private static ObjectBuilder profiled(String code) {
    return ppc64le()
        .function("f", "a602087c 01000048" + code)
        .relocation(4, Machines.PPC64_REL24, "_mcount", 0);
  }

  private static ObjectBuilder patchable(ObjectBuilder object, String code) {
    int absolute = object.layout().architecture().relocations().find(1).isPresent() ? 1 : 257;
    return object
        .function("f", "1f2003d5 1f2003d5 000080" + code)
        .table("__patchable_function_entries", "0000000000000000")
        .relocation(0, absolute, ".text.f", 0);
  }

  @Test
  void aFunctionWithoutAnEntryMayNotChange() {
    assertEquals(
        List.of("no-ftrace-entry a.o: f"),
        findings(anObject().function("f", "c3"), anObject().function("f", "90")));
  }

  /** What counts is the running function, not the one that replaces it. */
  @Test
  void anEntryInTheReplacementAloneIsNotEnough() {
    assertEquals(
        List.of("no-ftrace-entry a.o: f"),
        findings(anObject().function("f", ENTRY + "c3"), traced("90")));
  }

  @Test
  void aNewFunctionNeedsNoEntry() {
    assertEquals(List.of(), findings(anObject(), anObject().function("f", "c3")));
  }

  @Test
  void initCodeMayNotChange() {
    assertEquals(
        List.of("init-code a.o: f"),
        findings(
            anObject().function(".init.text", "f", "c3"),
            anObject().function(".init.text", "f", "90")));
  }

  @Test
  void initDataMayNotChange() {
    assertEquals(
        List.of("init-code a.o: v"),
        findings(
            anObject().variable(".init.data", "v", "01"),
            anObject().variable(".init.data", "v", "02")));
  }

  @Test
  void initialContentsMayNotChange() {
    assertEquals(
        List.of("changed-data a.o: v"),
        findings(anObject().variable("v", "01"), anObject().variable("v", "02")));
  }

  @Test
  void whatToDoDependsOnWhereTheVariableIs() {
    String early = ".data..ro_after_init";
    assertTrue(
        remedy(anObject().variable("v", "01"), anObject().variable("v", "02"))
            .contains("assign what changes of v in a KLP_PRE_PATCH_CALLBACK"));
    assertTrue(
        remedy(anObject().constant("v", "01"), anObject().constant("v", "02"))
            .contains("read-only memory: add a copy of the new v"));
    assertTrue(
        remedy(anObject().variable(early, "v", "01"), anObject().variable(early, "v", "02"))
            .contains("read-only memory"));
    assertTrue(
        remedy(anObject().variable("v", "01"), anObject().variable("v", "0102"))
            .contains("put what is new into a new static variable"));
  }

  private static String remedy(ObjectBuilder orig, ObjectBuilder patched) {
    return PatchabilityCheck.all(Compared.diff(orig, patched), "a.o").get(0).remedy();
  }

  @Test
  void newVariablesAreNoChange() {
    assertEquals(List.of(), findings(anObject(), anObject().variable("v", "01")));
  }

  @Test
  void collectedSectionsMayNotGrow() {
    assertEquals(
        List.of("collected-section a.o: __param"),
        findings(anObject(), anObject().section("__param", 2, 8, "0000000000000000")));
    assertEquals(
        List.of("collected-section a.o: __param"),
        findings(anObject().section("__param", 2, 8, "0000000000000000"), anObject()));
  }

  @Test
  void collectedSectionsMayNotChangeWhatTheySay() {
    assertEquals(
        List.of("collected-section a.o: .initcall6.init"),
        findings(initcall("first"), initcall("second")));
  }

  private static ObjectBuilder initcall(String function) {
    return anObject()
        .statics()
        .function(".init.text", "first", "c3")
        .function(".init.text", "second", "c3")
        .section(".initcall6.init", 2, 0, "00000000")
        .relocation(0, Reloc.PC32, function, 0);
  }

  @Test
  void whatTheLinkerChoosesAmongObjectsMayNotChange() {
    long flags = ElfConstants.SHF_ALLOC | ElfConstants.SHF_EXECINSTR | ElfConstants.SHF_GROUP;
    assertEquals(
        List.of("group-section a.o: f"),
        findings(
            anObject()
                .section(".text.f", flags, 0, "")
                .function("f", ENTRY + "c3")
                .call(1, "__fentry__"),
            anObject()
                .section(".text.f", flags, 0, "")
                .function("f", ENTRY + "90")
                .call(1, "__fentry__")));
  }

  @Test
  void aNewExportIsAWarning() {
    ObjectBuilder orig = anObject().function("f", "c3");
    ObjectBuilder patched =
        anObject().function("f", "c3").section("___ksymtab+f", 2, 0, "000000000000000000000000");
    assertEquals(List.of("new-export a.o: f"), findings(orig, patched));
    assertTrue(
        PatchabilityCheck.all(Compared.diff(orig, patched), "a.o").stream()
            .allMatch(finding -> finding.severity() == Severity.WARNING));
  }

  @Test
  void everyFindingSaysWhatIsTheMatterAndWhatToDo() {
    Finding finding =
        PatchabilityCheck.all(
                Compared.diff(anObject().function("f", "c3"), anObject().function("f", "90")),
                "a.o")
            .get(0);
    assertEquals(
        "a.o: f: error: it changes, but the running kernel's has no ftrace entry by which to"
            + " replace it\n    it is notrace, assembly, or compiled without -pg; change its"
            + " callers instead  [no-ftrace-entry]",
        finding.text());
  }
}
