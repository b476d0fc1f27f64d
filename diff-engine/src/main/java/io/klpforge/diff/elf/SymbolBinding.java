package io.klpforge.diff.elf;

/** Who sees a symbol: the high four bits of {@code st_info} (gABI, "Symbol Table"). */
public enum SymbolBinding {
  /** Only the object itself; {@code static} in C. */
  LOCAL(0),
  /** Every object; one definition only. */
  GLOBAL(1),
  /** Every object; gives way to a global definition. */
  WEAK(2),
  /** One definition in a whole process; no kernel object has any. */
  GNU_UNIQUE(10);

  private final int number;

  SymbolBinding(int number) {
    this.number = number;
  }

  /** {@return the four bits} */
  public int number() {
    return number;
  }

  /**
   * {@return the binding with that number}
   *
   * @throws MalformedElfException if there is none
   */
  static SymbolBinding of(int number) {
    for (SymbolBinding binding : values()) {
      if (binding.number == number) {
        return binding;
      }
    }
    throw new MalformedElfException("symbol binding " + number + " is unknown");
  }
}
