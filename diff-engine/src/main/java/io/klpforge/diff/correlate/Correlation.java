package io.klpforge.diff.correlate;

import io.klpforge.diff.layout.Piece;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Who is whose twin: pieces of the original object and what the patched one made of them. */
public final class Correlation {
  private final Map<Piece, Piece> patchedByOrig = new HashMap<>();
  private final Map<Piece, Piece> origByPatched = new HashMap<>();

  Correlation() {}

  /** {@return the twin in the patched object} */
  public Optional<Piece> patchedTwin(Piece orig) {
    return Optional.ofNullable(patchedByOrig.get(orig));
  }

  /** {@return the twin in the original object} */
  public Optional<Piece> origTwin(Piece patched) {
    return Optional.ofNullable(origByPatched.get(patched));
  }

  /** {@return whether the two are twins} */
  public boolean areTwins(Piece orig, Piece patched) {
    return patched.equals(patchedByOrig.get(orig));
  }

  void pair(Piece orig, Piece patched) {
    patchedByOrig.put(orig, patched);
    origByPatched.put(patched, orig);
  }

  boolean isOpenOrig(Piece orig) {
    return !patchedByOrig.containsKey(orig);
  }

  boolean isOpenPatched(Piece patched) {
    return !origByPatched.containsKey(patched);
  }
}
