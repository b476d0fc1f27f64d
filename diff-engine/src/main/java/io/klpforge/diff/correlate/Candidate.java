package io.klpforge.diff.correlate;

import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.SectionRole;
import io.klpforge.diff.layout.SourceFiles.SourceFile;
import java.util.Optional;

/**
 * A function or variable that may have a twin.
 *
 * @param piece itself
 * @param file whose scope it is in, if it is static and the object is made of several files
 * @param base its name without what the compiler adds; of a static variable as it was declared
 */
record Candidate(Piece piece, Optional<SourceFile> file, String base) {

  /** What twins have in common whatever the compiler does. */
  record Likeness(SectionRole role, Optional<SourceFile> file, String base) {}

  static Candidate of(Piece piece, Optional<SourceFile> file) {
    boolean variable = piece.isLocal() && !piece.isFunction();
    String name = piece.name();
    return new Candidate(piece, file, variable ? SymbolName.declared(name) : SymbolName.base(name));
  }

  String name() {
    return piece.name();
  }

  boolean isFunction() {
    return piece.isFunction();
  }

  Likeness likeness() {
    return new Likeness(piece.role(), file, base);
  }
}
