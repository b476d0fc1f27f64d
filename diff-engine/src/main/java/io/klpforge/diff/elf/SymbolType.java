package io.klpforge.diff.elf;

/** What a symbol stands for: the low four bits of {@code st_info} (gABI, "Symbol Table"). */
public enum SymbolType {
  /** No type given; assembler labels. */
  NOTYPE(0),
  /** Data. */
  OBJECT(1),
  /** Code. */
  FUNC(2),
  /** The beginning of a section. */
  SECTION(3),
  /** The name of the source file; opens a block of local symbols. */
  FILE(4),
  /** Uninitialised common data. */
  COMMON(5),
  /** Thread-local data; no kernel object has any. */
  TLS(6),
  /** An indirect function; no kernel object has any. */
  GNU_IFUNC(10);

  private final int number;

  SymbolType(int number) {
    this.number = number;
  }

  /** {@return the four bits} */
  public int number() {
    return number;
  }

  /**
   * {@return the type with that number}
   *
   * @throws MalformedElfException if there is none
   */
  static SymbolType of(int number) {
    for (SymbolType type : values()) {
      if (type.number == number) {
        return type;
      }
    }
    throw new MalformedElfException("symbol type " + number + " is unknown");
  }
}
