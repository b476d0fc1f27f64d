package io.klpforge.diff.dwarf;

import io.klpforge.diff.elf.MalformedElfException;
import java.util.Locale;

/**
 * How an attribute's value is written.
 *
 * <p>Source: DWARF 5, section 7.5.6.
 */
enum Form {
  ADDR(0x01, Kind.ADDRESS),
  BLOCK2(0x03, Kind.BLOCK),
  BLOCK4(0x04, Kind.BLOCK),
  DATA2(0x05, Kind.CONSTANT),
  DATA4(0x06, Kind.CONSTANT),
  DATA8(0x07, Kind.CONSTANT),
  STRING(0x08, Kind.TEXT),
  BLOCK(0x09, Kind.BLOCK),
  BLOCK1(0x0a, Kind.BLOCK),
  DATA1(0x0b, Kind.CONSTANT),
  FLAG(0x0c, Kind.CONSTANT),
  SDATA(0x0d, Kind.CONSTANT),
  STRP(0x0e, Kind.TEXT),
  UDATA(0x0f, Kind.CONSTANT),
  REF_ADDR(0x10, Kind.REFERENCE),
  REF1(0x11, Kind.REFERENCE),
  REF2(0x12, Kind.REFERENCE),
  REF4(0x13, Kind.REFERENCE),
  REF8(0x14, Kind.REFERENCE),
  REF_UDATA(0x15, Kind.REFERENCE),
  SEC_OFFSET(0x17, Kind.OFFSET),
  EXPRLOC(0x18, Kind.BLOCK),
  FLAG_PRESENT(0x19, Kind.CONSTANT),
  STRX(0x1a, Kind.TEXT),
  ADDRX(0x1b, Kind.ADDRESS),
  DATA16(0x1e, Kind.BLOCK),
  LINE_STRP(0x1f, Kind.TEXT),
  REF_SIG8(0x20, Kind.SIGNATURE),
  IMPLICIT_CONST(0x21, Kind.CONSTANT),
  LOCLISTX(0x22, Kind.INDEX),
  RNGLISTX(0x23, Kind.INDEX),
  STRX1(0x25, Kind.TEXT),
  STRX2(0x26, Kind.TEXT),
  STRX3(0x27, Kind.TEXT),
  STRX4(0x28, Kind.TEXT),
  ADDRX1(0x29, Kind.ADDRESS),
  ADDRX2(0x2a, Kind.ADDRESS),
  ADDRX3(0x2b, Kind.ADDRESS),
  ADDRX4(0x2c, Kind.ADDRESS);

  /** What a value written so is. */
  enum Kind {
    /** A place in code or data. */
    ADDRESS,
    /** Bytes, such as an expression. */
    BLOCK,
    /** A number. */
    CONSTANT,
    /** Another entry. */
    REFERENCE,
    /** A type of a type unit, which no compiler writes for kernels. */
    SIGNATURE,
    /** A name. */
    TEXT,
    /** A place in another section. */
    OFFSET,
    /** An entry of another section's table. */
    INDEX
  }

  private static final Form[] BY_NUMBER = new Form[0x2d];

  static {
    for (Form form : values()) {
      BY_NUMBER[form.number] = form;
    }
  }

  private final int number;
  private final Kind kind;

  Form(int number, Kind kind) {
    this.number = number;
    this.kind = kind;
  }

  Kind kind() {
    return kind;
  }

  /**
   * {@return the form of that number}
   *
   * @throws MalformedElfException if kernel compilers do not write it
   */
  static Form of(long number) {
    if (number < 0 || number >= BY_NUMBER.length || BY_NUMBER[(int) number] == null) {
      throw new MalformedElfException(
          String.format(Locale.ROOT, ".debug_abbrev has form 0x%x, which we do not know", number));
    }
    return BY_NUMBER[(int) number];
  }
}
