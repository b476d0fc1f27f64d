package io.klpforge.diff.type;

import io.klpforge.diff.dwarf.Attribute;
import io.klpforge.diff.dwarf.DieCursor;
import java.util.ArrayList;
import java.util.List;

/** An entry of debugging information that is a function; filled while its variables are read. */
final class FunctionEntry {
  final String name;
  final boolean hasCode;

  /** Types of its result, parameters and variables. */
  final List<Long> types = new ArrayList<>();

  /** Those of what ends with the call. */
  final List<Long> passing = new ArrayList<>();

  /** The entries it was made from, and those of what is inlined into it. */
  final List<Long> origins = new ArrayList<>();

  FunctionEntry(DieCursor cursor) {
    this.name = cursor.name();
    this.hasCode = !cursor.ranges().isEmpty();
    addType(cursor);
    addOrigin(cursor);
  }

  private void addType(DieCursor cursor) {
    if (cursor.has(Attribute.TYPE)) {
      types.add(cursor.reference(Attribute.TYPE));
    }
  }

  void addVariable(DieCursor cursor) {
    addType(cursor);
    if (cursor.has(Attribute.TYPE) && !cursor.isStatic() && !cursor.is(Attribute.EXTERNAL)) {
      passing.add(cursor.reference(Attribute.TYPE));
    }
  }

  void addOrigin(DieCursor cursor) {
    for (Attribute kind : List.of(Attribute.ABSTRACT_ORIGIN, Attribute.SPECIFICATION)) {
      if (cursor.has(kind)) {
        origins.add(cursor.reference(kind));
      }
    }
  }
}
