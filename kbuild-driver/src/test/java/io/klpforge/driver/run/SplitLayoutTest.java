package io.klpforge.driver.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.klpforge.diff.check.Finding;
import io.klpforge.diff.dwarf.SourceLine;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.ElfHeader;
import io.klpforge.diff.select.PatchPlan;
import io.klpforge.diff.type.ChangedLayout;
import io.klpforge.diff.type.Field;
import io.klpforge.diff.type.FieldChange;
import io.klpforge.diff.type.LayoutChange;
import io.klpforge.diff.type.TypeDefinition;
import io.klpforge.diff.type.TypeKind;
import io.klpforge.diff.type.TypeLayout;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A structure that changes must not be shared by modules that change over one by one. */
class SplitLayoutTest {
  private static final List<String> OBJECTS = List.of("kernel/a.o", "fs/xfs/b.o");

  private static TypeDefinition shape(long size, List<Field> fields) {
    return new TypeDefinition(
        new TypeLayout(TypeKind.STRUCT, "shape", size, fields), new SourceLine("shape.h", 3));
  }

  /** Accepted, so that nothing else forbids it. */
  private static LayoutStage layouts() {
    Field old = new Field("old", 0, 32, "int");
    Field fresh = new Field("fresh", 32, 32, "int");
    LayoutChange change =
        new LayoutChange(
            shape(4, List.of(old)),
            shape(8, List.of(old, fresh)),
            List.of(new FieldChange(FieldChange.Kind.ADDED, fresh, fresh)));
    return new LayoutStage(
        List.of(new ChangedLayout(change, OBJECTS, List.of(), Optional.empty(), true)), List.of());
  }

  private static ObjectReport report(String object, String owner) {
    ElfHeader header =
        new ElfHeader(ElfConstants.ET_REL, ElfConstants.EM_X86_64, 0, 0, ByteOrder.LITTLE_ENDIAN);
    PatchPlan plan =
        new PatchPlan(
            object, owner, header, List.of(), List.of(), List.of(), List.of(), List.of(),
            List.of());
    return new ObjectReport(
        object,
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        Optional.of(plan),
        Optional.empty(),
        List.of());
  }

  @Test
  void isRefusedWhereTwoObjectsKnowIt() {
    List<Finding> findings =
        layouts().split(List.of(report(OBJECTS.get(0), "vmlinux"), report(OBJECTS.get(1), "xfs")));
    assertEquals(List.of("split-layout"), findings.stream().map(Finding::rule).toList());
    assertEquals("struct shape", findings.get(0).where());
  }

  @Test
  void isTakenWhereOneObjectKnowsIt() {
    assertEquals(
        List.of(),
        layouts().split(List.of(report(OBJECTS.get(0), "xfs"), report(OBJECTS.get(1), "xfs"))));
    assertEquals(
        List.of(),
        layouts().split(List.of(report(OBJECTS.get(0), "vmlinux"), report("fs/xfs/c.o", "xfs"))));
  }
}
