package io.klpforge.diff.compare;

import io.klpforge.diff.correlate.Uses;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.special.SpecialTables;
import java.util.Optional;

/** One of the two objects compared: its pieces, the records of its tables, its source lines. */
final class Side {
  private final ObjectLayout layout;
  private final SpecialTables tables;
  private final Uses uses;
  private Optional<LineTable> lines = Optional.empty();

  private Side(ObjectLayout layout) {
    this.layout = layout;
    this.tables = SpecialTables.of(layout);
    this.uses = new Uses(layout, tables);
  }

  static Side of(ObjectFile object) {
    return new Side(ObjectLayout.of(object));
  }

  ObjectLayout layout() {
    return layout;
  }

  SpecialTables tables() {
    return tables;
  }

  /** {@return the source lines, read at the first question} */
  synchronized LineTable lines() {
    if (lines.isEmpty()) {
      lines = Optional.of(LineTable.of(layout.object()));
    }
    return lines.get();
  }

  /** {@return who refers to whom} */
  Uses uses() {
    return uses;
  }
}
