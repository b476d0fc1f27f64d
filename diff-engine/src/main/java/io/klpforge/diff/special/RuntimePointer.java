package io.klpforge.diff.special;

import io.klpforge.diff.layout.Target;
import java.util.List;

/**
 * A constant in code that stands for the value of a variable, which the kernel writes there when it
 * starts: into vmlinux, never into a module. A copy of the code has to read the variable itself.
 *
 * @param offset of the constant's first byte in its function
 * @param variable name of the variable
 */
public record RuntimePointer(int offset, String variable) {

  /** {@return those that records about one function tell of} */
  public static List<RuntimePointer> of(List<TableEntry> records) {
    return records.stream()
        .filter(record -> record.table() == SpecialSection.RUNTIME_POINTER)
        .map(RuntimePointer::of)
        .toList();
  }

  private static RuntimePointer of(TableEntry record) {
    Target.InPiece constant = (Target.InPiece) record.sites().get(0).target();
    String variable = record.name().substring(record.table().sectionName().length());
    return new RuntimePointer((int) constant.offset(), variable);
  }
}
