package io.klpforge.emit.livepatch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.select.PatchPlan;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanCheckTest {
  @Test
  void acceptsEqualNamesInDifferentObjects() {
    assertEquals(
        List.of(),
        PlanCheck.check(List.of(ToyPlan.of("a.o", "xfs"), ToyPlan.of("b.o", "vmlinux"))));
  }

  @Test
  void findsWhatTwoObjectsDoToOneFunction() {
    List<Finding> findings =
        PlanCheck.check(List.of(ToyPlan.of("a.o", "xfs"), ToyPlan.of("b.o", "xfs")));
    assertEquals(
        List.of("duplicate-function", "duplicate-callback"),
        findings.stream().map(Finding::rule).toList());
    assertEquals("b.o: show", findings.get(0).where());
    assertEquals("xfs already has a pre_patch callback, from a.o", findings.get(1).message());
  }

  @Test
  void takesPositionZeroForTheFirst() {
    PatchPlan unique = ToyPlan.at("a.o", 0);
    assertEquals(List.of(), PlanCheck.check(List.of(unique, ToyPlan.at("b.o", 2))));
    assertEquals(1, PlanCheck.check(List.of(unique, ToyPlan.at("b.o", 1))).size());
  }

  @Test
  void findsNamesTheKernelCannotRead() {
    List<Finding> findings =
        PlanCheck.check(
            List.of(
                ToyPlan.of("a.o", "m".repeat(55)),
                ToyPlan.of("b.o", "m".repeat(56)),
                ToyPlan.of("c.o", "m.n"),
                ToyPlan.with("d.o", "m", new byte[32], "a,b")));
    assertEquals(
        List.of("b.o: " + "m".repeat(56), "c.o: m.n", "d.o: a,b"),
        findings.stream().map(Finding::where).toList());
  }
}
