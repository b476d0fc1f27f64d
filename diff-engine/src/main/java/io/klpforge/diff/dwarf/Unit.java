package io.klpforge.diff.dwarf;

import io.klpforge.diff.elf.MalformedElfException;
import java.util.ArrayList;
import java.util.List;

/**
 * A compilation unit of {@code .debug_info}.
 *
 * <p>Source: DWARF 5, section 7.5.1; DWARF 4, section 7.5.1.
 *
 * @param start where its header begins, bytes from the section's beginning; references count from
 *     there
 * @param entries where its first entry begins
 * @param end the first byte behind it
 * @param version 4 or 5
 * @param offsetSize bytes of an offset: 4, or 8 in the 64-bit format
 * @param addressSize bytes of an address
 * @param abbreviations where its shapes are in {@code .debug_abbrev}
 * @param isCompiled whether it is of source; not of types alone
 */
public record Unit(
    int start,
    int entries,
    int end,
    int version,
    int offsetSize,
    int addressSize,
    long abbreviations,
    boolean isCompiled) {
  private static final int OLDEST = 4;
  private static final int NEWEST = 5;
  private static final int DW_UT_COMPILE = 1;
  private static final int DW_UT_TYPE = 2;
  private static final int DW_UT_PARTIAL = 3;

  /** {@return all units of a section, in order} */
  static List<Unit> all(DebugSection info) {
    List<Unit> units = new ArrayList<>();
    DataReader reader = info.reader(0);
    while (!reader.isAtEnd()) {
      Unit unit = read(reader);
      units.add(unit);
      reader.moveTo(unit.end());
    }
    return units;
  }

  private static Unit read(DataReader reader) {
    int start = reader.at();
    DataReader.UnitLength length = reader.unitLength();
    int version = reader.u16();
    if (version < OLDEST || version > NEWEST) {
      throw new MalformedElfException(".debug_info has version " + version + ", not 4 or 5");
    }
    return version == NEWEST ? newer(reader, start, length) : older(reader, start, length);
  }

  private static Unit older(DataReader reader, int start, DataReader.UnitLength length) {
    long abbreviations = reader.number(length.offsetSize());
    int addressSize = reader.u8();
    return of(reader, start, length, OLDEST, addressSize, abbreviations, true);
  }

  private static Unit newer(DataReader reader, int start, DataReader.UnitLength length) {
    int type = reader.u8();
    int addressSize = reader.u8();
    long abbreviations = reader.number(length.offsetSize());
    switch (type) {
      case DW_UT_COMPILE, DW_UT_PARTIAL -> {}
      case DW_UT_TYPE -> reader.skip(Long.BYTES + (long) length.offsetSize());
      default ->
          throw new MalformedElfException(
              ".debug_info has a unit of type " + type + ", as split debugging information has");
    }
    return of(reader, start, length, NEWEST, addressSize, abbreviations, type != DW_UT_TYPE);
  }

  private static Unit of(
      DataReader reader,
      int start,
      DataReader.UnitLength length,
      int version,
      int addressSize,
      long abbreviations,
      boolean isCompiled) {
    if (reader.at() > length.end()) {
      throw reader.damaged("is shorter than its header");
    }
    return new Unit(
        start,
        reader.at(),
        length.end(),
        version,
        length.offsetSize(),
        addressSize,
        abbreviations,
        isCompiled);
  }
}
