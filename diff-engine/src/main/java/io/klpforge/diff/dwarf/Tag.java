package io.klpforge.diff.dwarf;

/**
 * What an entry describes.
 *
 * <p>Source: DWARF 5, section 7.5.3.
 */
public enum Tag {
  ARRAY_TYPE(0x01),
  ENUMERATION_TYPE(0x04),
  FORMAL_PARAMETER(0x05),
  LEXICAL_BLOCK(0x0b),
  MEMBER(0x0d),
  POINTER_TYPE(0x0f),
  COMPILE_UNIT(0x11),
  STRUCTURE_TYPE(0x13),
  SUBROUTINE_TYPE(0x15),
  TYPEDEF(0x16),
  UNION_TYPE(0x17),
  INLINED_SUBROUTINE(0x1d),
  SUBRANGE_TYPE(0x21),
  BASE_TYPE(0x24),
  CONST_TYPE(0x26),
  ENUMERATOR(0x28),
  SUBPROGRAM(0x2e),
  VARIABLE(0x34),
  VOLATILE_TYPE(0x35),
  RESTRICT_TYPE(0x37),
  PARTIAL_UNIT(0x3c),
  ATOMIC_TYPE(0x47),
  /** Anything that nothing here asks for. */
  OTHER(0);

  private static final Tag[] BY_NUMBER = new Tag[0x48];

  static {
    java.util.Arrays.fill(BY_NUMBER, OTHER);
    for (Tag tag : values()) {
      BY_NUMBER[tag.number] = tag;
    }
  }

  private final int number;

  Tag(int number) {
    this.number = number;
  }

  static Tag of(long number) {
    return number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[(int) number] : OTHER;
  }

  /** {@return whether it is a struct, a union or an enum} */
  public boolean isTagged() {
    return isComposite() || this == ENUMERATION_TYPE;
  }

  /** {@return whether it is a struct or a union} */
  public boolean isComposite() {
    return this == STRUCTURE_TYPE || this == UNION_TYPE;
  }

  /** {@return whether it is the entry of a whole unit} */
  public boolean isUnit() {
    return this == COMPILE_UNIT || this == PARTIAL_UNIT;
  }
}
