package io.klpforge.diff.dwarf;

import io.klpforge.diff.elf.MalformedElfException;
import java.util.List;

/**
 * Reads the entries of a unit one behind the other; what is asked is of the one it stands at.
 *
 * <p>Nothing is kept: a cursor costs the same whatever the unit's size.
 */
public final class DieCursor {
  private static final int DW_OP_ADDR = 0x03;
  private static final int DW_OP_ADDRX = 0xa1;

  private final UnitReader unit;
  private final DataReader reader;
  private final long[] values = new long[Attribute.NUMBERS];
  private final Form[] forms = new Form[Attribute.NUMBERS];

  /** Of each attribute the entry that had it last, counted from 1. */
  private final int[] seen = new int[Attribute.NUMBERS];

  private int entry;
  private Abbreviation shape;
  private int offset;
  private int depth;
  private int nextDepth;

  DieCursor(UnitReader unit, int from, Abbreviation none) {
    this.unit = unit;
    this.reader = unit.info().info().reader(from);
    this.shape = none;
  }

  /**
   * Goes to the next entry, children before siblings.
   *
   * @return whether there is one
   * @throws MalformedElfException if it is damaged
   */
  public boolean next() {
    int end = unit.unit().end();
    while (reader.at() < end) {
      offset = reader.at();
      long code = reader.unsigned();
      if (code == 0) {
        nextDepth--;
        if (nextDepth <= 0) {
          reader.moveTo(end);
        }
      } else {
        read(unit.abbreviations().get(code));
        return requireInside(end);
      }
    }
    return false;
  }

  private boolean requireInside(int end) {
    if (reader.at() > end) {
      throw reader.damaged("is an entry that ends behind its unit");
    }
    return true;
  }

  private void read(Abbreviation abbreviation) {
    shape = abbreviation;
    depth = nextDepth;
    nextDepth = abbreviation.hasChildren ? depth + 1 : depth;
    entry++;
    for (int i = 0; i < abbreviation.forms.length; i++) {
      Form form = abbreviation.forms[i];
      long value = form == Form.IMPLICIT_CONST ? abbreviation.implicit[i] : value(form);
      int slot = abbreviation.slots[i];
      if (slot >= 0) {
        seen[slot] = entry;
        values[slot] = value;
        forms[slot] = form;
      }
    }
  }

  /** Reads a value: what it is, or where it is for an address, a text in place, or a block. */
  private long value(Form form) {
    int at = reader.at();
    return switch (form) {
      case ADDR -> skipped(at, unit.unit().addressSize());
      case BLOCK1 -> skipped(at, reader.u8());
      case BLOCK2 -> skipped(at, reader.u16());
      case BLOCK4 -> skipped(at, reader.u32());
      case BLOCK, EXPRLOC -> skipped(at, reader.unsigned());
      case DATA16 -> skipped(at, 16);
      case DATA1, FLAG, REF1, STRX1, ADDRX1 -> reader.u8();
      case DATA2, REF2, STRX2, ADDRX2 -> reader.u16();
      case STRX3, ADDRX3 -> reader.u24();
      case DATA4, REF4, STRX4, ADDRX4 -> reader.u32();
      case DATA8, REF8, REF_SIG8 -> reader.s64();
      case STRP, LINE_STRP, SEC_OFFSET, REF_ADDR -> reader.number(unit.unit().offsetSize());
      case SDATA -> reader.signed();
      case UDATA, REF_UDATA, STRX, ADDRX, LOCLISTX, RNGLISTX -> reader.unsigned();
      case FLAG_PRESENT -> 1;
      case STRING -> {
        reader.skipText();
        yield at;
      }
      case IMPLICIT_CONST -> throw new IllegalStateException("has no bytes");
    };
  }

  private long skipped(int at, long length) {
    reader.skip(length);
    return at;
  }

  /**
   * Goes behind all entries below this one, so that {@link #next} goes to its sibling.
   *
   * @throws MalformedElfException if they are damaged
   */
  public void skipChildren() {
    if (!shape.hasChildren || nextDepth <= depth) {
      return;
    }
    if (has(Attribute.SIBLING)) {
      long sibling = reference(Attribute.SIBLING);
      if (sibling < reader.at() || sibling > unit.unit().end()) {
        throw reader.damaged("is an entry whose sibling is not behind it");
      }
      reader.moveTo(sibling);
      nextDepth = depth;
    } else {
      readChildren();
    }
  }

  private void readChildren() {
    int own = depth;
    int end = unit.unit().end();
    while (nextDepth > own && reader.at() < end) {
      long code = reader.unsigned();
      if (code == 0) {
        nextDepth--;
      } else {
        read(unit.abbreviations().get(code));
      }
    }
    requireInside(end);
    depth = own;
  }

  /** {@return what the entry describes} */
  public Tag tag() {
    return shape.tag;
  }

  /** {@return where the entry begins in {@code .debug_info}: its name for references} */
  public int offset() {
    return offset;
  }

  /** {@return how many entries it is below: 0 for the unit's own} */
  public int depth() {
    return depth;
  }

  /** {@return whether the entry has the attribute} */
  public boolean has(Attribute attribute) {
    return seen[attribute.number()] == entry && entry > 0;
  }

  private boolean has(Attribute attribute, Form.Kind kind) {
    return has(attribute) && forms[attribute.number()].kind() == kind;
  }

  /** {@return the attribute's number}, or {@code otherwise} where it is no number or not there */
  public long constant(Attribute attribute, long otherwise) {
    return has(attribute, Form.Kind.CONSTANT) ? values[attribute.number()] : otherwise;
  }

  /** {@return whether the attribute is there and a number} */
  public boolean hasConstant(Attribute attribute) {
    return has(attribute, Form.Kind.CONSTANT);
  }

  /** {@return whether the flag is set} */
  public boolean is(Attribute flag) {
    return constant(flag, 0) != 0;
  }

  /** {@return a place in another section}, or -1 where it is none or not there */
  long sectionOffset(Attribute attribute) {
    return has(attribute, Form.Kind.OFFSET) || has(attribute, Form.Kind.CONSTANT)
        ? values[attribute.number()]
        : -1;
  }

  /**
   * {@return where the entry meant begins in {@code .debug_info}}, or -1 without the attribute
   *
   * @throws MalformedElfException if it is in a type unit, or the attribute is no reference
   */
  public long reference(Attribute attribute) {
    if (!has(attribute)) {
      return -1;
    }
    Form form = forms[attribute.number()];
    if (form.kind() != Form.Kind.REFERENCE) {
      throw reader.damaged("is an entry that refers to a type unit, which we do not read");
    }
    long value = values[attribute.number()];
    return form == Form.REF_ADDR ? value : unit.unit().start() + value;
  }

  /** {@return the attribute's text}, empty without it */
  public String text(Attribute attribute) {
    return has(attribute, Form.Kind.TEXT)
        ? unit.text(forms[attribute.number()], values[attribute.number()])
        : "";
  }

  /** {@return the entry's name}, empty without one */
  public String name() {
    return text(Attribute.NAME);
  }

  /**
   * {@return whether a variable has one place for as long as the kernel runs}, as those outside
   * functions and {@code static} ones inside have. Source: DWARF 5, section 7.7.1
   */
  public boolean isStatic() {
    if (!has(Attribute.LOCATION, Form.Kind.BLOCK)) {
      return false;
    }
    DataReader expression = unit.info().info().reader(values[Attribute.LOCATION.number()]);
    long length =
        forms[Attribute.LOCATION.number()] == Form.BLOCK1 ? expression.u8() : expression.unsigned();
    int operation = length > 0 ? expression.u8() : 0;
    return operation == DW_OP_ADDR || operation == DW_OP_ADDRX;
  }

  /**
   * {@return the instructions it describes}, of {@code DW_AT_low_pc} and {@code DW_AT_high_pc} or
   * of {@code DW_AT_ranges}
   */
  public List<CodeRange> ranges() {
    if (has(Attribute.RANGES)) {
      return unit.rangeLists()
          .read(forms[Attribute.RANGES.number()], values[Attribute.RANGES.number()]);
    }
    if (!has(Attribute.LOW_PC, Form.Kind.ADDRESS) || !has(Attribute.HIGH_PC)) {
      return List.of();
    }
    Address low = address(Attribute.LOW_PC);
    long end =
        has(Attribute.HIGH_PC, Form.Kind.ADDRESS)
            ? address(Attribute.HIGH_PC).value()
            : low.value() + values[Attribute.HIGH_PC.number()];
    return List.of(new CodeRange(low.section(), low.value(), end));
  }

  /** The place of an attribute; section 0, byte 0 where it is none. */
  Address address(Attribute attribute) {
    return has(attribute, Form.Kind.ADDRESS)
        ? unit.address(forms[attribute.number()], values[attribute.number()])
        : Address.NONE;
  }
}
