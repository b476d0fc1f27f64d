package io.klpforge.diff.type;

import io.klpforge.diff.dwarf.Attribute;
import io.klpforge.diff.dwarf.DieCursor;
import io.klpforge.diff.dwarf.UnitReader;
import io.klpforge.diff.elf.MalformedElfException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The types, functions and variables of one unit; read in one pass. */
final class UnitTypes {
  private final UnitReader unit;
  private final Map<Long, TypeEntry> types = new LinkedHashMap<>();
  private final Map<Long, FunctionEntry> functions = new LinkedHashMap<>();
  private final List<VariableEntry> variables = new ArrayList<>();
  private final Deque<Scope> scopes = new ArrayDeque<>();

  /** What the entries below {@code depth} belong to: a type, a function, or neither. */
  private record Scope(int depth, Optional<TypeEntry> type, Optional<FunctionEntry> function) {}

  private static final Scope OUTSIDE = new Scope(-1, Optional.empty(), Optional.empty());

  private UnitTypes(UnitReader unit) {
    this.unit = unit;
  }

  /**
   * {@return what a unit has}
   *
   * @throws MalformedElfException if it is damaged
   */
  static UnitTypes read(UnitReader unit) {
    UnitTypes types = new UnitTypes(unit);
    DieCursor cursor = unit.entries();
    while (cursor.next()) {
      types.leaveTo(cursor.depth());
      types.enter(cursor);
    }
    return types;
  }

  private void leaveTo(int depth) {
    while (scope().depth() >= depth) {
      scopes.pop();
    }
  }

  private Scope scope() {
    return scopes.isEmpty() ? OUTSIDE : scopes.peek();
  }

  private void enter(DieCursor cursor) {
    switch (cursor.tag()) {
      case STRUCTURE_TYPE, UNION_TYPE, ENUMERATION_TYPE, ARRAY_TYPE -> enterType(cursor);
      case SUBROUTINE_TYPE -> {
        addType(cursor);
        cursor.skipChildren();
      }
      case POINTER_TYPE,
          BASE_TYPE,
          TYPEDEF,
          CONST_TYPE,
          VOLATILE_TYPE,
          RESTRICT_TYPE,
          ATOMIC_TYPE ->
          addType(cursor);
      case MEMBER -> scope().type().ifPresent(type -> type.addMember(cursor));
      case ENUMERATOR -> scope().type().ifPresent(type -> type.addValue(cursor));
      case SUBRANGE_TYPE -> scope().type().ifPresent(type -> type.addDimension(cursor));
      case SUBPROGRAM -> enterFunction(cursor);
      case INLINED_SUBROUTINE -> scope().function().ifPresent(f -> f.addOrigin(cursor));
      case FORMAL_PARAMETER, VARIABLE -> addVariable(cursor);
      default -> {}
    }
  }

  private TypeEntry addType(DieCursor cursor) {
    TypeEntry entry = new TypeEntry(cursor);
    types.put((long) cursor.offset(), entry);
    return entry;
  }

  private void enterType(DieCursor cursor) {
    TypeEntry entry = addType(cursor);
    scopes.push(new Scope(cursor.depth(), Optional.of(entry), Optional.empty()));
  }

  private void enterFunction(DieCursor cursor) {
    FunctionEntry entry = new FunctionEntry(cursor);
    functions.put((long) cursor.offset(), entry);
    scopes.push(new Scope(cursor.depth(), Optional.empty(), Optional.of(entry)));
  }

  private void addVariable(DieCursor cursor) {
    boolean typed = cursor.has(Attribute.TYPE) && !cursor.is(Attribute.DECLARATION);
    if (scope().function().isPresent()) {
      scope().function().get().addVariable(cursor);
    }
    if (typed && (scope().function().isEmpty() || cursor.isStatic())) {
      variables.add(new VariableEntry(cursor.name(), cursor.reference(Attribute.TYPE)));
    }
  }

  UnitReader unit() {
    return unit;
  }

  Map<Long, TypeEntry> types() {
    return types;
  }

  Map<Long, FunctionEntry> functions() {
    return functions;
  }

  List<VariableEntry> variables() {
    return variables;
  }

  /**
   * {@return the type whose entry begins at {@code offset}}
   *
   * @throws MalformedElfException if there is none in this unit
   */
  TypeEntry type(long offset) {
    TypeEntry found = types.get(offset);
    if (found == null) {
      throw new MalformedElfException(
          ".debug_info+0x"
              + Long.toHexString(offset)
              + " is meant as a type, but is none of this unit, as after link-time optimization");
    }
    return found;
  }
}
