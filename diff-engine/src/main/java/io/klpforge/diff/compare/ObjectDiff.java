package io.klpforge.diff.compare;

import io.klpforge.diff.correlate.Correlation;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.special.SpecialTables;
import java.util.List;
import java.util.Optional;

/**
 * Two objects compared.
 *
 * @param orig the original one
 * @param patched the patched one
 * @param correlation twins
 * @param origTables records of the original one
 * @param patchedTables records of the patched one
 * @param functions every function of either, in the order of the patched object, removed ones last
 * @param data every variable of either that is known by name, likewise
 */
public record ObjectDiff(
    ObjectLayout orig,
    ObjectLayout patched,
    Correlation correlation,
    SpecialTables origTables,
    SpecialTables patchedTables,
    List<PieceDiff> functions,
    List<PieceDiff> data) {

  /** Copies the lists. */
  public ObjectDiff {
    functions = List.copyOf(functions);
    data = List.copyOf(data);
  }

  /** {@return what happened to a function or variable of the patched object} */
  public Optional<PieceDiff> of(Piece piece) {
    List<PieceDiff> list = piece.isFunction() ? functions : data;
    return list.stream().filter(diff -> diff.piece().equals(piece)).findFirst();
  }

  /** {@return the functions with that verdict} */
  public List<PieceDiff> functions(Verdict verdict) {
    return functions.stream().filter(diff -> diff.verdict() == verdict).toList();
  }

  /** {@return the variables with that verdict} */
  public List<PieceDiff> data(Verdict verdict) {
    return data.stream().filter(diff -> diff.verdict() == verdict).toList();
  }
}
