package io.klpforge.diff.type;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Compares the types of one title. */
final class LayoutComparison {
  private LayoutComparison() {}

  /**
   * {@return what changed}; types that both have are the same, the others are paired in their order
   */
  static List<LayoutChange> compare(
      Map<TypeLayout, TypeDefinition> orig, Map<TypeLayout, TypeDefinition> patched) {
    List<TypeDefinition> before = without(orig, patched);
    List<TypeDefinition> after = without(patched, orig);
    List<LayoutChange> changes = new ArrayList<>();
    for (int i = 0; i < Math.min(before.size(), after.size()); i++) {
      LayoutChange change = change(before.get(i), after.get(i));
      if (!change.fields().isEmpty() || change.isResized()) {
        changes.add(change);
      }
    }
    return changes;
  }

  private static List<TypeDefinition> without(
      Map<TypeLayout, TypeDefinition> some, Map<TypeLayout, TypeDefinition> others) {
    return some.values().stream().filter(one -> !others.containsKey(one.layout())).toList();
  }

  private static LayoutChange change(TypeDefinition before, TypeDefinition after) {
    Map<String, Field> old = before.layout().byName();
    Map<String, Field> now = after.layout().byName();
    List<Field> removed = old.values().stream().filter(f -> !now.containsKey(f.name())).toList();
    List<Field> added = now.values().stream().filter(f -> !old.containsKey(f.name())).toList();
    TypeKind kind = before.layout().kind();
    List<FieldChange> changes = new ArrayList<>();
    for (Field field : old.values()) {
      if (now.containsKey(field.name())) {
        addIfMoved(changes, kind, field, now.get(field.name()));
      } else if (!isAmong(field, added)) {
        changes.add(new FieldChange(FieldChange.Kind.REMOVED, field, field));
      }
    }
    added.stream()
        .filter(field -> !isAmong(field, removed))
        .forEach(field -> changes.add(new FieldChange(FieldChange.Kind.ADDED, field, field)));
    return new LayoutChange(before, after, changes);
  }

  /** A field at the very place of one that is gone has another name, and lies where it lay. */
  private static boolean isAmong(Field field, List<Field> others) {
    return others.stream().anyMatch(field::isAt);
  }

  private static void addIfMoved(
      List<FieldChange> changes, TypeKind kind, Field before, Field after) {
    if (kind == TypeKind.ENUM && before.place() != after.place()) {
      changes.add(new FieldChange(FieldChange.Kind.VALUE, before, after));
    } else if (before.size() != after.size()) {
      changes.add(new FieldChange(FieldChange.Kind.RESIZED, before, after));
    } else if (before.place() != after.place()) {
      changes.add(new FieldChange(FieldChange.Kind.MOVED, before, after));
    }
  }
}
