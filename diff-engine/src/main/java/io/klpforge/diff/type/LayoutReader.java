package io.klpforge.diff.type;

import io.klpforge.diff.dwarf.SourceLine;
import io.klpforge.diff.dwarf.Tag;
import io.klpforge.diff.elf.MalformedElfException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes layouts of the types of one unit. */
final class LayoutReader {
  /** C types nest less deep; those that hold themselves are damaged. */
  private static final int DEEPEST = 200;

  /** The kernel's largest structure has some hundred members, its largest enum some thousand. */
  private static final int MOST_MEMBERS = 1_000_000;

  private final UnitTypes types;
  private final boolean littleEndian;
  private final Map<TypeEntry, String> typedefs = new HashMap<>();
  private int members;

  LayoutReader(UnitTypes types, ByteOrder order) {
    this.types = types;
    this.littleEndian = order == ByteOrder.LITTLE_ENDIAN;
    types.types().values().stream()
        .filter(entry -> entry.tag == Tag.TYPEDEF && entry.type >= 0)
        .forEach(entry -> typedefs.putIfAbsent(types.type(entry.type), entry.name));
  }

  /** {@return every type with a name that is defined, in the order of the entries} */
  List<TypeDefinition> all() {
    return types.types().values().stream().flatMap(entry -> definition(entry).stream()).toList();
  }

  /** {@return a type with a name that is defined; empty for any other entry} */
  Optional<TypeDefinition> definition(TypeEntry entry) {
    String name = name(entry);
    if (name.isEmpty() || entry.isDeclaration) {
      return Optional.empty();
    }
    List<Field> fields = new ArrayList<>();
    members = 0;
    addFields(fields, entry, "", 0, 0);
    TypeLayout layout =
        new TypeLayout(TypeKind.of(entry.tag), name, Math.max(0, entry.ownSize()), fields);
    SourceLine declared =
        new SourceLine(types.unit().files().name(entry.declaredFile), entry.declaredLine);
    return Optional.of(new TypeDefinition(layout, declared));
  }

  /** {@return the title of a structure, union or enum}; empty for a nameless or another type */
  String title(TypeEntry entry) {
    String name = name(entry);
    return name.isEmpty() ? "" : TypeKind.of(entry.tag).keyword() + " " + name;
  }

  private String name(TypeEntry entry) {
    if (!entry.tag.isTagged()) {
      return "";
    }
    if (!entry.name.isEmpty()) {
      return entry.name;
    }
    boolean values = entry.tag == Tag.ENUMERATION_TYPE && !entry.members.isEmpty();
    return typedefs.getOrDefault(entry, values ? "{" + entry.members.get(0).name() + "}" : "");
  }

  /** Adds the members of a type that lies {@code base} bits inside the one that is read. */
  private void addFields(List<Field> fields, TypeEntry of, String prefix, long base, int depth) {
    requireEnd(depth);
    for (TypeEntry.MemberEntry member : of.members) {
      if (++members > MOST_MEMBERS) {
        throw new MalformedElfException(".debug_info has a type of endlessly many members");
      }
      if (of.tag == Tag.ENUMERATION_TYPE) {
        fields.add(new Field(member.name(), member.place(), 0, ""));
      } else {
        addField(fields, member, prefix, base, depth);
      }
    }
  }

  private void addField(
      List<Field> fields, TypeEntry.MemberEntry member, String prefix, long base, int depth) {
    TypeEntry held = held(member.type());
    String name = prefix + member.name();
    long place = base + place(member);
    if (held.tag.isComposite() && title(held).isEmpty()) {
      String inner = member.name().isEmpty() ? prefix : name + ".";
      addFields(fields, held, inner, place, depth + 1);
    }
    if (!member.name().isEmpty()) {
      long size = member.bits() > 0 ? member.bits() : Byte.SIZE * size(member.type(), 0);
      fields.add(new Field(name, place, size, title(held)));
    }
  }

  private long place(TypeEntry.MemberEntry member) {
    if (member.fromEnd() < 0) {
      return member.place();
    }
    long storage = member.storage() > 0 ? member.storage() : size(member.type(), 0);
    long fromStart =
        littleEndian ? Byte.SIZE * storage - member.fromEnd() - member.bits() : member.fromEnd();
    return member.place() + fromStart;
  }

  /** {@return bytes of a value} */
  private long size(long offset, int depth) {
    requireEnd(depth);
    TypeEntry entry = types.type(offset);
    if (entry.tag == Tag.ARRAY_TYPE && entry.type >= 0) {
      return entry.count() * size(entry.type, depth + 1);
    }
    if (entry.ownSize() >= 0) {
      return entry.ownSize();
    }
    if (entry.tag == Tag.POINTER_TYPE) {
      return types.unit().unit().addressSize();
    }
    return entry.isSynonym() && entry.type >= 0 ? size(entry.type, depth + 1) : 0;
  }

  /** {@return the type itself, behind typedefs, qualifiers and arrays} */
  TypeEntry held(long offset) {
    TypeEntry entry = types.type(offset);
    for (int depth = 0; entry.holdsItsType() && entry.type >= 0; depth++) {
      requireEnd(depth);
      entry = types.type(entry.type);
    }
    return entry;
  }

  /** {@return the type that a variable leads to}, through pointers as well */
  TypeEntry reached(long offset) {
    TypeEntry entry = held(offset);
    for (int depth = 0; entry.tag == Tag.POINTER_TYPE && entry.type >= 0; depth++) {
      requireEnd(depth);
      entry = held(entry.type);
    }
    return entry;
  }

  private static void requireEnd(int depth) {
    if (depth > DEEPEST) {
      throw new MalformedElfException(".debug_info has a type that is made of itself");
    }
  }
}
