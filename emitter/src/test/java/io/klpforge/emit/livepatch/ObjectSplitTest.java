package io.klpforge.emit.livepatch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.check.Severity;
import io.klpforge.diff.elf.SymbolType;
import io.klpforge.diff.select.PatchPlan;
import io.klpforge.diff.select.PlannedSymbol;
import java.util.List;
import org.junit.jupiter.api.Test;

class ObjectSplitTest {
  private static final PlannedSymbol USED = new PlannedSymbol.Exported("helper");

  private static PlannedSymbol.Defined helper(boolean global) {
    return new PlannedSymbol.Defined("helper", SymbolType.FUNC, global, 0, 0, 16, 16);
  }

  private static PatchPlan with(String object, String owner, PlannedSymbol symbol) {
    return ToyPlan.and(ToyPlan.of(object, owner), symbol, true);
  }

  private static List<String> rules(PatchPlan... plans) {
    return ObjectSplit.check(List.of(plans)).stream().map(Finding::rule).toList();
  }

  @Test
  void hasAPartForEachObjectAndVmlinuxFirst() {
    PatchPlan xfs = ToyPlan.of("a.o", "xfs");
    PatchPlan ext4 = ToyPlan.of("b.o", "ext4");
    PatchPlan vmlinux = ToyPlan.of("c.o", "vmlinux");
    PatchPlan more = ToyPlan.at("d.o", 3);
    assertEquals(
        List.of(
            new ObjectSplit.Part("vmlinux", List.of(vmlinux, more)),
            new ObjectSplit.Part("ext4", List.of(ext4)),
            new ObjectSplit.Part("xfs", List.of(xfs))),
        ObjectSplit.of(List.of(xfs, ext4, vmlinux, more)));
  }

  /** A callback's object has it, and no other. */
  @Test
  void leavesOutAnObjectToWhichNothingIsDone() {
    PatchPlan idle = ToyPlan.and(ToyPlan.of("a.o", "vmlinux"), helper(true), false);
    PatchPlan xfs = ToyPlan.of("b.o", "xfs");
    assertEquals(
        List.of(new ObjectSplit.Part("xfs", List.of(xfs))), ObjectSplit.of(List.of(idle, xfs)));
    assertEquals(1, ObjectSplit.of(List.of(idle)).size());
  }

  @Test
  void refusesNewCodeThatTwoObjectsShare() {
    PatchPlan definition = with("a.o", "vmlinux", helper(true));
    Finding finding =
        ObjectSplit.check(List.of(definition, with("b.o", "xfs", USED))).stream()
            .filter(one -> one.severity() == Severity.ERROR)
            .findFirst()
            .orElseThrow();
    assertEquals("split-shared", finding.rule());
    assertEquals("b.o: helper", finding.where());
    assertEquals(
        "it is new in vmlinux, and the module of its own for xfs could not refer to it",
        finding.message());
  }

  @Test
  void takesNewCodeOfTheSameObjectAndWhatTheKernelExports() {
    PatchPlan definition = with("a.o", "xfs", helper(true));
    assertEquals(List.of(), rules(definition, with("b.o", "xfs", USED)));
    PatchPlan local = with("a.o", "vmlinux", helper(false));
    assertFalse(rules(local, with("b.o", "xfs", USED)).contains("split-shared"));
  }

  @Test
  void saysThatSeveralObjectsChangeOverOneByOne() {
    assertEquals(
        List.of("separate-transitions"),
        rules(ToyPlan.of("a.o", "vmlinux"), ToyPlan.of("b.o", "xfs")));
    assertEquals(List.of(), rules(ToyPlan.of("a.o", "vmlinux")));
  }
}
