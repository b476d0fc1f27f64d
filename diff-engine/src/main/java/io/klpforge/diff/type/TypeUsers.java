package io.klpforge.diff.type;

import io.klpforge.diff.dwarf.Attribute;
import io.klpforge.diff.dwarf.DebugInfo;
import io.klpforge.diff.dwarf.DieCursor;
import io.klpforge.diff.dwarf.Tag;
import io.klpforge.diff.dwarf.Unit;
import io.klpforge.diff.dwarf.UnitReader;
import io.klpforge.diff.elf.CompressedSection;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Section;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Finds what in a linked kernel or module has to do with types: functions with a parameter, a
 * variable or a result of the type, of one that it lies in, or that leads to one of these through
 * pointers, be it in a function that is inlined; and variables.
 *
 * <p>What a function reaches through members alone ({@code a->b->c} has no variable for {@code b})
 * or by a cast is not seen: debugging information does not tell of it.
 */
public final class TypeUsers {
  private final Map<String, Set<TypeLayout>> wanted;
  private final Set<String> names;
  private final boolean anyByValue;

  /** Looks for types that have exactly these layouts: others of the same name are others. */
  public TypeUsers(List<TypeLayout> types) {
    this.wanted =
        types.stream()
            .collect(Collectors.groupingBy(TypeLayout::title, TreeMap::new, Collectors.toSet()));
    this.anyByValue = types.stream().anyMatch(type -> type.name().startsWith("{"));
    this.names = types.stream().map(TypeLayout::name).collect(Collectors.toSet());
  }

  /**
   * {@return the users in a file, in the order of its units}
   *
   * @throws io.klpforge.diff.elf.MalformedElfException if its debugging information is damaged, or
   *     of a kind we do not read
   */
  public List<TypeUser> in(ObjectFile file, DebugInfo info) {
    ByteOrder order = file.header().order();
    return info.units().parallelStream()
        .flatMap(unit -> in(info, unit, order).stream())
        .distinct()
        .toList();
  }

  /**
   * {@return whether a file's debugging information may name one of the types}: a look at its names
   * alone, which takes a hundredth of the time
   */
  public boolean mayBeIn(ObjectFile file) {
    Optional<Section> strings = file.section(".debug_str");
    if (anyByValue || strings.isEmpty() || names.stream().anyMatch(TypeUsers::isShort)) {
      return true;
    }
    byte[] bytes = CompressedSection.contents(strings.get()).toArray();
    String texts = new String(bytes, StandardCharsets.ISO_8859_1);
    return names.stream().anyMatch(name -> texts.contains(name + '\0'));
  }

  /** Compilers write a text that is no longer than an offset where it is used. */
  private static boolean isShort(String name) {
    return name.length() < Integer.BYTES;
  }

  private List<TypeUser> in(DebugInfo info, Unit unit, ByteOrder order) {
    UnitReader reader = info.read(unit);
    return names(reader) ? new UnitUsers(UnitTypes.read(reader), order, wanted).all() : List.of();
  }

  /** {@return whether a unit may define one of the types}: a look at the outermost entries. */
  private boolean names(UnitReader unit) {
    DieCursor cursor = unit.entries();
    cursor.next();
    while (cursor.next()) {
      boolean names = cursor.tag().isTagged() || cursor.tag() == Tag.TYPEDEF;
      if (names && !cursor.is(Attribute.DECLARATION) && isWanted(cursor)) {
        return true;
      }
      cursor.skipChildren();
    }
    return false;
  }

  /** A nameless enum is known by its first value. */
  private boolean isWanted(DieCursor cursor) {
    String name = cursor.name();
    return names.contains(name) || (name.isEmpty() && anyByValue && cursor.tag().isTagged());
  }
}
