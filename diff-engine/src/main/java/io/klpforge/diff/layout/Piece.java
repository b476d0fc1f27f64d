package io.klpforge.diff.layout;

import io.klpforge.diff.elf.SectionId;
import io.klpforge.diff.elf.Symbol;
import java.util.Optional;

/**
 * A run of bytes of one section that stays together: a function, a variable, or what lies between.
 *
 * @param section where it lies
 * @param role that section's role
 * @param start first byte, from the start of the section
 * @param end first byte behind it
 * @param room bytes directly before {@code start} that hold instructions that do nothing and are
 *     there for it alone: carried with it, never compared
 * @param symbol the symbol that names it; of several at one place the most public one
 */
public record Piece(
    SectionId section, SectionRole role, long start, long end, long room, Optional<Symbol> symbol) {

  /** Pieces are keys of many maps; two of one object never begin at one place. */
  @Override
  public int hashCode() {
    return 31 * section.index() + Long.hashCode(start);
  }

  /** {@return bytes} */
  public long size() {
    return end - start;
  }

  /** {@return bytes from its first to where its symbol points: those of a prefix, or 0} */
  public long entry() {
    return symbol.map(Symbol::value).orElse(start) - start;
  }

  /** {@return its symbol's name, or the empty text} */
  public String name() {
    return symbol.map(Symbol::name).orElse("");
  }

  /** {@return whether it is a named function} */
  public boolean isFunction() {
    return role == SectionRole.CODE && symbol.isPresent();
  }

  /** {@return whether only its own object sees its name} */
  public boolean isLocal() {
    return symbol.map(Symbol::isLocal).orElse(true);
  }
}
