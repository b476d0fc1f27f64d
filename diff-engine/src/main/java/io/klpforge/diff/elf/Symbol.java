package io.klpforge.diff.elf;

/**
 * An entry of the symbol table.
 *
 * @param id its place in the table
 * @param name from the string table; a SECTION symbol without one has its section's name
 * @param type what it stands for
 * @param binding who sees it
 * @param other {@code st_other}: visibility, and on ppc64 the local entry point
 * @param place where it is defined
 * @param value in a relocatable object bytes from the start of its section, else an address
 * @param size bytes it covers; 0 if unknown
 */
public record Symbol(
    SymbolId id,
    String name,
    SymbolType type,
    SymbolBinding binding,
    int other,
    SymbolPlace place,
    long value,
    long size) {

  /** {@return whether it lies in a section of the same file} */
  public boolean isDefined() {
    return place.kind() == SymbolPlace.Kind.SECTION;
  }

  /** {@return whether another file must define it; false for the null symbol} */
  public boolean isUndefined() {
    return place.kind() == SymbolPlace.Kind.UNDEFINED && id.index() != 0;
  }

  /** {@return whether it lies in {@code section}} */
  public boolean isIn(SectionId section) {
    return isDefined() && place.section().equals(section);
  }

  /** {@return whether only its own object sees it} */
  public boolean isLocal() {
    return binding == SymbolBinding.LOCAL;
  }

  /** {@return whether it stands for code} */
  public boolean isFunction() {
    return type == SymbolType.FUNC;
  }

  /** {@return whether it stands for data} */
  public boolean isObject() {
    return type == SymbolType.OBJECT;
  }

  /** {@return the first byte behind it, in the terms of {@code value}} */
  public long end() {
    return value + size;
  }
}
