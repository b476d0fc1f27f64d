package io.klpforge.diff.layout;

import io.klpforge.diff.elf.SectionId;
import io.klpforge.diff.elf.Symbol;

/** What a relocation refers to, once section symbols are resolved. */
public sealed interface Target {

  /**
   * A place in or beside a piece of the same object.
   *
   * @param piece the piece meant
   * @param addend bytes added to the piece's first; what the relocation writes, so a relative one
   *     includes the distance to the end of its instruction
   * @param offset the place truly meant, bytes from the piece's first; negative where only a loop
   *     that first counts up refers to a piece
   * @param fromSection whether the object gives the place as a distance from the start of a section
   *     with several variables, which tells neither the end of one from the start of the next nor
   *     what lies before it from the end of the one before
   */
  record InPiece(Piece piece, long addend, long offset, boolean fromSection) implements Target {
    /** A place in a piece that the object names. */
    public InPiece(Piece piece, long addend, long offset) {
      this(piece, addend, offset, false);
    }
  }

  /**
   * A text.
   *
   * @param text what it says from the place meant to its NUL, one char a byte
   * @param section the section it is in; several may have one name
   * @param addend bytes added to the address of the text's place meant
   */
  record InString(String text, SectionId section, long addend) implements Target {}

  /**
   * A symbol that the object does not define, or only as another, weak name of a piece, or a plain
   * number.
   *
   * @param symbol the symbol
   * @param addend bytes added
   */
  record External(Symbol symbol, long addend) implements Target {}
}
