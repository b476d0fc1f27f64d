package io.klpforge.diff.dwarf;

/**
 * The attributes of entries that something here asks for.
 *
 * <p>Source: DWARF 5, section 7.5.4.
 */
public enum Attribute {
  SIBLING(0x01),
  LOCATION(0x02),
  NAME(0x03),
  BYTE_SIZE(0x0b),
  BIT_OFFSET(0x0c),
  BIT_SIZE(0x0d),
  STMT_LIST(0x10),
  LOW_PC(0x11),
  HIGH_PC(0x12),
  COMP_DIR(0x1b),
  CONST_VALUE(0x1c),
  INLINE(0x20),
  PRODUCER(0x25),
  UPPER_BOUND(0x2f),
  ABSTRACT_ORIGIN(0x31),
  COUNT(0x37),
  DATA_MEMBER_LOCATION(0x38),
  DECL_FILE(0x3a),
  DECL_LINE(0x3b),
  DECLARATION(0x3c),
  ENCODING(0x3e),
  EXTERNAL(0x3f),
  SPECIFICATION(0x47),
  TYPE(0x49),
  RANGES(0x55),
  CALL_FILE(0x58),
  CALL_LINE(0x59),
  DATA_BIT_OFFSET(0x6b),
  LINKAGE_NAME(0x6e),
  STR_OFFSETS_BASE(0x72),
  ADDR_BASE(0x73),
  RNGLISTS_BASE(0x74);

  /** More than any attribute's number. */
  static final int NUMBERS = 0x80;

  private static final boolean[] ASKED = new boolean[NUMBERS];

  static {
    for (Attribute attribute : values()) {
      ASKED[attribute.number] = true;
    }
  }

  private final int number;

  Attribute(int number) {
    this.number = number;
  }

  /** {@return its number}, below {@link #NUMBERS} */
  int number() {
    return number;
  }

  /** {@return the number where something asks for the attribute, else -1} */
  static int slot(long number) {
    return number >= 0 && number < NUMBERS && ASKED[(int) number] ? (int) number : -1;
  }
}
