package io.klpforge.diff.compare;

import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.special.SpecialTables;

/** One of the two objects compared: its pieces, and the records of its tables. */
record Side(ObjectLayout layout, SpecialTables tables) {
  static Side of(ObjectFile object) {
    ObjectLayout layout = ObjectLayout.of(object);
    return new Side(layout, SpecialTables.of(layout));
  }
}
