package io.klpforge.diff.type;

import io.klpforge.diff.dwarf.Attribute;
import io.klpforge.diff.dwarf.DieCursor;
import io.klpforge.diff.dwarf.Tag;
import java.util.ArrayList;
import java.util.List;

/** An entry of debugging information that is a type; filled while its members are read. */
final class TypeEntry {
  private static final long NO_TYPE = -1;
  private static final long UNKNOWN = -1;

  final Tag tag;
  final String name;
  final boolean isDeclaration;
  final long type;
  final long declaredFile;
  final int declaredLine;
  final List<MemberEntry> members = new ArrayList<>();
  private final long ownSize;
  private long count = 1;

  /**
   * A member or value.
   *
   * @param place bits from the beginning where it is known without the type's size, or the value
   * @param bits 0 if it is no bit field
   * @param fromEnd of a bit field in DWARF 4's older form bits from its most significant end to
   *     that of the {@code storage} around it, else -1
   * @param storage bytes of the number that a bit field lies in; 0 if that is its type's
   */
  record MemberEntry(String name, long type, long place, long bits, long fromEnd, long storage) {}

  TypeEntry(DieCursor cursor) {
    this.tag = cursor.tag();
    this.name = cursor.name();
    this.isDeclaration = cursor.is(Attribute.DECLARATION);
    this.type = cursor.reference(Attribute.TYPE);
    this.ownSize = cursor.constant(Attribute.BYTE_SIZE, UNKNOWN);
    this.declaredFile = cursor.constant(Attribute.DECL_FILE, -1);
    this.declaredLine = (int) cursor.constant(Attribute.DECL_LINE, 0);
  }

  void addMember(DieCursor cursor) {
    boolean counted = cursor.hasConstant(Attribute.DATA_BIT_OFFSET);
    long place =
        counted
            ? cursor.constant(Attribute.DATA_BIT_OFFSET, 0)
            : Byte.SIZE * cursor.constant(Attribute.DATA_MEMBER_LOCATION, 0);
    members.add(
        new MemberEntry(
            cursor.name(),
            cursor.reference(Attribute.TYPE),
            place,
            cursor.constant(Attribute.BIT_SIZE, 0),
            counted ? -1 : cursor.constant(Attribute.BIT_OFFSET, -1),
            cursor.constant(Attribute.BYTE_SIZE, 0)));
  }

  void addValue(DieCursor cursor) {
    long value = cursor.constant(Attribute.CONST_VALUE, 0);
    members.add(new MemberEntry(cursor.name(), NO_TYPE, value, 0, -1, 0));
  }

  /** A dimension of an array; without a length it has no elements that count. */
  void addDimension(DieCursor cursor) {
    long last = cursor.constant(Attribute.UPPER_BOUND, -1);
    count *= Math.max(0, cursor.constant(Attribute.COUNT, last + 1));
  }

  /** {@return bytes as the entry says}, -1 where it does not */
  long ownSize() {
    return ownSize;
  }

  /** {@return how many elements an array has in all} */
  long count() {
    return count;
  }

  /** {@return whether it only gives another type a name or a quality} */
  boolean isSynonym() {
    return switch (tag) {
      case TYPEDEF, CONST_TYPE, VOLATILE_TYPE, RESTRICT_TYPE, ATOMIC_TYPE -> true;
      default -> false;
    };
  }

  /** {@return whether a value of it holds values of its {@link #type}} */
  boolean holdsItsType() {
    return isSynonym() || tag == Tag.ARRAY_TYPE;
  }
}
