package io.klpforge.diff.select;

import static io.klpforge.diff.built.ObjectBuilder.anObject;
import static io.klpforge.diff.select.ToyKernel.aKernel;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.klpforge.diff.built.Machines;
import io.klpforge.diff.built.ObjectBuilder;
import io.klpforge.diff.built.Reloc;
import io.klpforge.diff.compare.Compared;
import io.klpforge.diff.compare.ObjectDiff;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class AdjacentVariablesTest {
  private static final String SHARED = ".data..read_mostly";
  private static final String FOUR = "01020304";

  /** mov $a,%rax; cmp $address,%rbx. */
  private static final String LOOP = "48c7c000000000 4881fb00000000";

  private static final int START = 3;
  private static final int BOUND = 10;

  private static ObjectBuilder variables(String... names) {
    ObjectBuilder object = anObject().file("a.c");
    for (String name : names) {
      object.variable(SHARED, name, FOUR);
    }
    return object;
  }

  /** f, which refers to two places of the section. */
  private static ObjectBuilder loop(ObjectBuilder object, String last, int start, int bound) {
    return object
        .function("f", LOOP + last)
        .relocation(START, Reloc.R32S, SHARED, start)
        .relocation(BOUND, Reloc.R32S, SHARED, bound);
  }

  private static List<String> findings(ObjectBuilder orig, ObjectBuilder patched) {
    ObjectDiff diff = Compared.diff(orig, patched);
    KernelScope scope =
        aKernel()
            .global("f", LOOP.replace(" ", "").length() / 2 + 1)
            .global("a", FOUR.length() / 2)
            .global("b", FOUR.length() / 2)
            .symbols()
            .scope("vmlinux", diff.orig());
    return Selector.select(diff, "a.o", scope, Set.of()).findings().stream()
        .map(finding -> finding.rule() + " " + finding.where())
        .toList();
  }

  @Test
  void endOfTheKernelsArrayIsTheStartOfANewOne() {
    assertEquals(
        List.of("ambiguous-reference a.o: f+0xa"),
        findings(loop(variables("a"), "90", 0, 4), loop(variables("a", "new"), "c3", 0, 4)));
  }

  @Test
  void eitherReadingIsRightAsLongAsBothStayInTheKernel() {
    ObjectBuilder orig = loop(variables("a", "b"), "90", 0, 4);
    assertEquals(List.of(), findings(orig, loop(variables("a", "b"), "c3", 0, 4)));
  }

  /** Without the variable between them the kernel's two are no longer side by side. */
  @Test
  void theKernelHasAnotherVariableBetween() {
    ObjectBuilder orig = loop(variables("a", "gone", "b"), "90", 0, 4);
    assertEquals(
        List.of("ambiguous-reference a.o: f+0xa"),
        findings(orig, loop(variables("a", "b"), "c3", 0, 4)));
  }

  /** A loop that counts up first begins one element before its array. */
  @Test
  void lastElementOfTheKernelsArrayMayBeWhatPrecedesANewOne() {
    assertEquals(
        List.of("ambiguous-reference a.o: f+0x3"),
        findings(loop(variables("a"), "90", 0, 4), loop(variables("a", "new"), "c3", 3, 5)));
  }

  @Test
  void whoeverRefersToOneOfTwoMeansThatOne() {
    assertEquals(
        List.of(),
        findings(loop(variables("a"), "90", 0, 0), loop(variables("a", "new"), "c3", 4, 4)));
  }

  /** movb $1,new(%rip), which has no register to add. */
  @Test
  void readingAndWritingAreClear() {
    ObjectBuilder orig = loop(variables("a"), "90", 0, 0);
    ObjectBuilder patched =
        variables("a", "new")
            .function("f", LOOP.substring(0, 14) + "c60500000000 01")
            .relocation(START, Reloc.R32S, SHARED, 0)
            .relocation(9, Reloc.PC32, SHARED, 4 - 5);
    assertEquals(List.of(), findings(orig, patched));
  }

  @Test
  void nothingLiesBeforeTheFirst() {
    ObjectBuilder orig = loop(variables("a", "b"), "90", 0, 0);
    assertEquals(List.of(), findings(orig, loop(variables("a", "b"), "c3", -4, 0)));
    assertEquals(
        List.of("ambiguous-reference a.o: f+0x3"),
        findings(orig, loop(variables("a", "b"), "c3", -4, 5)));
  }

  /** ADD of .data's address, from which an instruction may reach what lies at .data+4. */
  @Test
  void anAnchorReachesTheWholeSection() {
    assertEquals(List.of(), findings(anchored("a", "b", "00"), anchored("a", "b", "01")));
    assertEquals(
        List.of("ambiguous-reference a.o: f+0x0"),
        findings(anchored("a", "b", "00"), anchored("a", "new", "01")));
  }

  private static ObjectBuilder anchored(String first, String second, String last) {
    return Machines.aarch64()
        .variable(".data", first, FOUR)
        .variable(".data", second, FOUR)
        .function("f", "21000091" + "00".repeat(10) + last)
        .relocation(0, Machines.AARCH64_ADD, ".data", 0);
  }
}
