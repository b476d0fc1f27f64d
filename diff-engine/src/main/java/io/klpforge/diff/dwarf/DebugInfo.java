package io.klpforge.diff.dwarf;

import io.klpforge.diff.elf.MalformedElfException;
import io.klpforge.diff.elf.ObjectFile;
import java.util.List;
import java.util.Optional;

/** The debugging information of one file. */
public final class DebugInfo {
  private final DebugSection info;
  private final DebugSection abbreviations;
  private final DebugSection strings;
  private final DebugSection lineStrings;
  private final DebugSection stringOffsets;
  private final DebugSection addresses;
  private final DebugSection ranges;
  private final DebugSection rangeLists;
  private final DebugSection lines;
  private final List<Unit> units;

  private DebugInfo(ObjectFile file) {
    this.info = DebugSection.of(file, ".debug_info");
    this.abbreviations = DebugSection.of(file, ".debug_abbrev");
    this.strings = DebugSection.of(file, ".debug_str");
    this.lineStrings = DebugSection.of(file, ".debug_line_str");
    this.stringOffsets = DebugSection.of(file, ".debug_str_offsets");
    this.addresses = DebugSection.of(file, ".debug_addr");
    this.ranges = DebugSection.of(file, ".debug_ranges");
    this.rangeLists = DebugSection.of(file, ".debug_rnglists");
    this.lines = DebugSection.of(file, ".debug_line");
    this.units = Unit.all(info);
  }

  /**
   * {@return what a file has}; empty if it was compiled without
   *
   * @throws MalformedElfException if it is damaged, or of a kind that kernels do not have
   */
  public static Optional<DebugInfo> of(ObjectFile file) {
    boolean there = file.section(".debug_info").filter(s -> s.data().length() > 0).isPresent();
    return there ? Optional.of(new DebugInfo(file)) : Optional.empty();
  }

  /** {@return its units that were compiled from source, in order} */
  public List<Unit> units() {
    return units.stream().filter(Unit::isCompiled).toList();
  }

  /** {@return the directory that the compiler of the first unit was called in}; may be empty */
  public String directory() {
    if (units().isEmpty()) {
      return "";
    }
    DieCursor own = read(units().get(0)).entries();
    return own.next() ? own.text(Attribute.COMP_DIR) : "";
  }

  /**
   * {@return a unit, ready to be read}
   *
   * @throws MalformedElfException if its shapes or its first entry are damaged
   */
  public UnitReader read(Unit unit) {
    return new UnitReader(this, unit);
  }

  /**
   * {@return the unit that an entry is in}
   *
   * @throws MalformedElfException if none is
   */
  Unit unitAt(long offset) {
    int low = 0;
    int high = units.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      Unit unit = units.get(middle);
      if (offset < unit.entries()) {
        high = middle - 1;
      } else if (offset >= unit.end()) {
        low = middle + 1;
      } else {
        return unit;
      }
    }
    throw new MalformedElfException(
        ".debug_info has no entry at 0x" + Long.toHexString(offset) + ", to which another refers");
  }

  DebugSection info() {
    return info;
  }

  DebugSection abbreviations() {
    return abbreviations;
  }

  DebugSection strings() {
    return strings;
  }

  DebugSection lineStrings() {
    return lineStrings;
  }

  DebugSection stringOffsets() {
    return stringOffsets;
  }

  DebugSection addresses() {
    return addresses;
  }

  /** DWARF 4's. */
  DebugSection ranges() {
    return ranges;
  }

  /** DWARF 5's. */
  DebugSection rangeLists() {
    return rangeLists;
  }

  DebugSection lines() {
    return lines;
  }
}
