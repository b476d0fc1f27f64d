package io.klpforge.emit.write;

import io.klpforge.diff.elf.SymbolBinding;
import io.klpforge.diff.elf.SymbolPlace;
import io.klpforge.diff.elf.SymbolType;

/**
 * A symbol of an {@link ElfImage}.
 *
 * @param name its name; not written for a SECTION symbol
 * @param type what it stands for
 * @param binding who sees it
 * @param other {@code st_other}
 * @param place where it is defined; a section's index is a place in {@link ElfImage#sections()}
 * @param value bytes from the start of its section
 * @param size bytes it covers
 */
public record ImageSymbol(
    String name,
    SymbolType type,
    SymbolBinding binding,
    int other,
    SymbolPlace place,
    long value,
    long size) {

  /** {@return a symbol that another file must define} */
  public static ImageSymbol undefined(String name, SymbolBinding binding) {
    return new ImageSymbol(name, SymbolType.NOTYPE, binding, 0, SymbolPlace.UNDEFINED, 0, 0);
  }

  /** {@return whether it lies in a section of the image} */
  public boolean isDefined() {
    return place.kind() == SymbolPlace.Kind.SECTION;
  }

  /** {@return this symbol in another place} */
  ImageSymbol withPlace(SymbolPlace other) {
    return new ImageSymbol(name, type, binding, this.other, other, value, size);
  }
}
