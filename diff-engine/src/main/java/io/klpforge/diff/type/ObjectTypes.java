package io.klpforge.diff.type;

import io.klpforge.diff.dwarf.DebugInfo;
import io.klpforge.diff.elf.ObjectFile;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The types that one object's functions use; a title may stand for several where functions have
 * types of their own.
 */
public final class ObjectTypes {
  private final Map<String, Map<TypeLayout, TypeDefinition>> byTitle = new LinkedHashMap<>();

  private ObjectTypes() {}

  /**
   * {@return the types of an object}; empty if it was compiled without debugging information
   *
   * @throws io.klpforge.diff.elf.MalformedElfException if that is damaged, or of a kind that
   *     kernels do not have
   */
  public static Optional<ObjectTypes> of(ObjectFile object) {
    return DebugInfo.of(object).map(info -> of(object, info));
  }

  private static ObjectTypes of(ObjectFile object, DebugInfo info) {
    ObjectTypes types = new ObjectTypes();
    info.units().stream()
        .map(unit -> UnitTypes.read(info.read(unit)))
        .flatMap(unit -> new LayoutReader(unit, object.header().order()).all().stream())
        .forEach(types::add);
    return types;
  }

  private void add(TypeDefinition definition) {
    byTitle
        .computeIfAbsent(definition.layout().title(), title -> new LinkedHashMap<>())
        .putIfAbsent(definition.layout(), definition);
  }

  /** {@return every type that {@code patched} has in another layout, by title} */
  public List<LayoutChange> changes(ObjectTypes patched) {
    return byTitle.entrySet().stream()
        .flatMap(
            entry ->
                LayoutComparison.compare(
                    entry.getValue(), patched.byTitle.getOrDefault(entry.getKey(), Map.of()))
                    .stream())
        .sorted(Comparator.comparing(LayoutChange::title))
        .toList();
  }
}
