package io.klpforge.diff.dwarf;

import io.klpforge.diff.elf.MalformedElfException;

/** One unit with what its entries refer to in other sections; for one thread. */
public final class UnitReader {
  private static final Abbreviation NONE =
      new Abbreviation(Tag.OTHER, false, new Form[0], new int[0], new long[0]);

  private final DebugInfo info;
  private final Unit unit;
  private final Abbreviations abbreviations;
  private final long stringOffsetsBase;
  private final long addressBase;
  private final RangeLists rangeLists;
  private final LineFiles files;

  UnitReader(DebugInfo info, Unit unit) {
    this.info = info;
    this.unit = unit;
    this.abbreviations = new Abbreviations(info.abbreviations().data(), unit.abbreviations());
    DieCursor own = entries();
    boolean there = own.next();
    this.stringOffsetsBase = there ? Math.max(0, own.sectionOffset(Attribute.STR_OFFSETS_BASE)) : 0;
    this.addressBase = there ? Math.max(0, own.sectionOffset(Attribute.ADDR_BASE)) : 0;
    this.rangeLists =
        new RangeLists(
            this,
            own.address(Attribute.LOW_PC),
            Math.max(0, own.sectionOffset(Attribute.RNGLISTS_BASE)));
    this.files = new LineFiles(info, own.sectionOffset(Attribute.STMT_LIST));
  }

  /** {@return a cursor before the unit's own entry} */
  public DieCursor entries() {
    return new DieCursor(this, unit.entries(), NONE);
  }

  /**
   * {@return a cursor at one entry of this unit}
   *
   * @param offset where it begins in {@code .debug_info}
   * @throws MalformedElfException if there is none
   */
  public DieCursor entry(long offset) {
    if (offset < unit.entries() || offset >= unit.end()) {
      throw new MalformedElfException(
          ".debug_info has no entry at 0x"
              + Long.toHexString(offset)
              + " of the unit at 0x"
              + Integer.toHexString(unit.start())
              + ", to which another refers");
    }
    DieCursor cursor = new DieCursor(this, (int) offset, NONE);
    if (!cursor.next()) {
      throw new MalformedElfException(
          ".debug_info+0x" + Long.toHexString(offset) + " is no entry, but another refers to it");
    }
    return cursor;
  }

  /** {@return whether an entry is in this unit, not another} */
  public boolean has(long offset) {
    return offset >= unit.entries() && offset < unit.end();
  }

  /** {@return its place in the section} */
  public Unit unit() {
    return unit;
  }

  /** {@return the file it is of} */
  public DebugInfo info() {
    return info;
  }

  /** {@return the source files that its entries count} */
  public LineFiles files() {
    return files;
  }

  Abbreviations abbreviations() {
    return abbreviations;
  }

  RangeLists rangeLists() {
    return rangeLists;
  }

  String text(Form form, long value) {
    return switch (form) {
      case STRING -> info.info().text(value);
      case STRP -> info.strings().text(value);
      case LINE_STRP -> info.lineStrings().text(value);
      case STRX, STRX1, STRX2, STRX3, STRX4 -> info.strings().text(stringOffset(value));
      default -> throw new IllegalStateException(form + " is no text");
    };
  }

  private long stringOffset(long index) {
    int size = unit.offsetSize();
    return info.stringOffsets().reader(stringOffsetsBase + index * size).number(size);
  }

  Address address(Form form, long value) {
    return form == Form.ADDR ? addressAt(info.info(), value) : indexedAddress(value);
  }

  /** {@return the entry of {@code .debug_addr} with that index} */
  Address indexedAddress(long index) {
    return addressAt(info.addresses(), addressBase + index * unit.addressSize());
  }

  /** {@return the place that stands at {@code offset} of a section} */
  Address addressAt(DebugSection section, long offset) {
    long value = section.reader(offset).number(unit.addressSize());
    return new Address(section.section((int) offset), value);
  }
}
