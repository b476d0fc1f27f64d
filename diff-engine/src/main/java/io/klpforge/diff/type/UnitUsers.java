package io.klpforge.diff.type;

import io.klpforge.diff.dwarf.DieCursor;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The users of types in one unit. */
final class UnitUsers {
  private final UnitTypes types;
  private final LayoutReader layouts;
  private final Map<String, Set<TypeLayout>> wanted;
  private final Map<TypeEntry, Set<String>> titles = new HashMap<>();

  UnitUsers(UnitTypes types, ByteOrder order, Map<String, Set<TypeLayout>> wanted) {
    this.types = types;
    this.layouts = new LayoutReader(types, order);
    this.wanted = wanted;
  }

  List<TypeUser> all() {
    if (types.types().values().stream().noneMatch(this::isWanted)) {
      return List.of();
    }
    DieCursor unit = types.unit().entries();
    String source = unit.next() ? unit.name() : "";
    Set<TypeUser> users = new LinkedHashSet<>();
    types.functions().values().stream()
        .filter(function -> function.hasCode)
        .forEach(function -> addFunction(users, function, source));
    types.variables().forEach(variable -> addVariable(users, variable, source));
    types.types().values().stream()
        .filter(type -> type.tag.isComposite())
        .forEach(type -> addFields(users, type));
    return new ArrayList<>(users);
  }

  private static void add(
      Set<TypeUser> users, Set<String> titles, TypeUser.Kind kind, String name, String source) {
    titles.forEach(title -> users.add(new TypeUser(title, kind, name, source)));
  }

  /** A function, and all it was made from and has inlined. */
  private void addFunction(Set<TypeUser> users, FunctionEntry function, String source) {
    Set<FunctionEntry> seen = new LinkedHashSet<>();
    collect(function, seen);
    String name =
        seen.stream().map(one -> one.name).filter(one -> !one.isEmpty()).findFirst().orElse("?");
    Set<String> reached = new TreeSet<>();
    Set<String> own = new TreeSet<>();
    for (FunctionEntry one : seen) {
      for (long type : one.types) {
        reached.addAll(held(layouts.reached(type)));
      }
      one.passing.forEach(type -> own.addAll(held(layouts.held(type))));
    }
    add(users, reached, TypeUser.Kind.FUNCTION, name, source);
    add(users, own, TypeUser.Kind.LOCAL, name, source);
  }

  private void addVariable(Set<TypeUser> users, VariableEntry variable, String source) {
    Set<String> own = held(layouts.held(variable.type()));
    Set<String> reached = held(layouts.reached(variable.type()));
    add(users, own, TypeUser.Kind.VARIABLE, variable.name(), source);
    add(users, reached, TypeUser.Kind.STORED, variable.name(), "");
  }

  /** A list's pointers from one to the next alone store none. */
  private void addFields(Set<TypeUser> users, TypeEntry type) {
    for (TypeEntry.MemberEntry member : type.members) {
      TypeEntry reached = layouts.reached(member.type());
      if (!reached.equals(type) && isWanted(reached)) {
        Set<String> title = Set.of(layouts.title(reached));
        add(users, title, TypeUser.Kind.STORED, layouts.title(type), "");
      }
    }
  }

  private void collect(FunctionEntry function, Set<FunctionEntry> seen) {
    List<FunctionEntry> open = new ArrayList<>(List.of(function));
    while (!open.isEmpty()) {
      FunctionEntry next = open.remove(0);
      if (seen.add(next)) {
        next.origins.stream()
            .filter(types.functions()::containsKey)
            .map(types.functions()::get)
            .forEach(open::add);
      }
    }
  }

  private boolean isWanted(TypeEntry entry) {
    Set<TypeLayout> layouts = wanted.getOrDefault(this.layouts.title(entry), Set.of());
    return !layouts.isEmpty()
        && this.layouts.definition(entry).map(d -> layouts.contains(d.layout())).orElse(false);
  }

  /** {@return the wanted types that a value of a type holds} */
  private Set<String> held(TypeEntry entry) {
    if (!titles.containsKey(entry)) {
      titles.put(entry, Set.of());
      titles.put(entry, found(entry));
    }
    return titles.get(entry);
  }

  private Set<String> found(TypeEntry entry) {
    Set<String> found = new HashSet<>();
    if (isWanted(entry)) {
      found.add(layouts.title(entry));
    }
    if (entry.tag.isComposite()) {
      entry.members.forEach(member -> found.addAll(held(layouts.held(member.type()))));
    }
    return found;
  }
}
