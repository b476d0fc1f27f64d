package io.klpforge.diff.dwarf;

import io.klpforge.diff.elf.MalformedElfException;
import java.util.ArrayList;
import java.util.List;

/**
 * Where code lies that is not in one piece.
 *
 * <p>Source: DWARF 5, section 7.25; DWARF 4, section 2.17.3.
 */
final class RangeLists {
  private static final int END_OF_LIST = 0;
  private static final int BASE_ADDRESSX = 1;
  private static final int STARTX_ENDX = 2;
  private static final int STARTX_LENGTH = 3;
  private static final int OFFSET_PAIR = 4;
  private static final int BASE_ADDRESS = 5;
  private static final int START_END = 6;
  private static final int START_LENGTH = 7;

  private final UnitReader unit;
  private final Address unitBase;
  private final long listsBase;

  /** The lists of a unit whose code begins at {@code unitBase}. */
  RangeLists(UnitReader unit, Address unitBase, long listsBase) {
    this.unit = unit;
    this.unitBase = unitBase;
    this.listsBase = listsBase;
  }

  /** {@return the list that an attribute's value means, without empty ranges} */
  List<CodeRange> read(Form form, long value) {
    List<CodeRange> ranges = unit.unit().version() >= 5 ? newer(offset(form, value)) : older(value);
    ranges.removeIf(range -> range.start() == range.end());
    return List.copyOf(ranges);
  }

  private long offset(Form form, long value) {
    if (form != Form.RNGLISTX) {
      return value;
    }
    int size = unit.unit().offsetSize();
    return listsBase + unit.info().rangeLists().reader(listsBase + value * size).number(size);
  }

  private List<CodeRange> newer(long offset) {
    DebugSection section = unit.info().rangeLists();
    DataReader reader = section.reader(offset);
    List<CodeRange> ranges = new ArrayList<>();
    Address base = unitBase;
    int kind = reader.u8();
    while (kind != END_OF_LIST) {
      switch (kind) {
        case BASE_ADDRESSX -> base = unit.indexedAddress(reader.unsigned());
        case BASE_ADDRESS -> base = next(section, reader);
        case STARTX_ENDX ->
            ranges.add(between(indexed(reader), unit.indexedAddress(reader.unsigned())));
        case STARTX_LENGTH -> ranges.add(from(indexed(reader), reader.unsigned()));
        case OFFSET_PAIR -> ranges.add(pair(base, reader.unsigned(), reader.unsigned()));
        case START_END -> ranges.add(between(next(section, reader), next(section, reader)));
        case START_LENGTH -> ranges.add(from(next(section, reader), reader.unsigned()));
        default -> throw new MalformedElfException(".debug_rnglists has an entry of kind " + kind);
      }
      kind = reader.u8();
    }
    return ranges;
  }

  private Address indexed(DataReader reader) {
    return unit.indexedAddress(reader.unsigned());
  }

  private Address next(DebugSection section, DataReader reader) {
    int at = reader.at();
    reader.skip(unit.unit().addressSize());
    return unit.addressAt(section, at);
  }

  private List<CodeRange> older(long offset) {
    DebugSection section = unit.info().ranges();
    DataReader reader = section.reader(offset);
    int size = unit.unit().addressSize();
    long largest = size == Long.BYTES ? -1 : 0xffff_ffffL;
    List<CodeRange> ranges = new ArrayList<>();
    Address base = unitBase;
    while (true) {
      Address start = next(section, reader);
      Address end = next(section, reader);
      boolean relocated = !start.section().equals(CodeRange.LINKED);
      if (start.value() == largest) {
        base = end;
      } else if (start.value() == 0 && end.value() == 0 && !relocated) {
        return ranges;
      } else {
        ranges.add(relocated ? between(start, end) : pair(base, start.value(), end.value()));
      }
    }
  }

  private static CodeRange pair(Address base, long start, long end) {
    return new CodeRange(base.section(), base.value() + start, base.value() + end);
  }

  private static CodeRange from(Address start, long length) {
    return pair(start, 0, length);
  }

  private static CodeRange between(Address start, Address end) {
    return new CodeRange(start.section(), start.value(), end.value());
  }
}
