package io.klpforge.diff.correlate;

import io.klpforge.diff.layout.Piece;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Who is whose twin: pieces of the original object and what the patched one made of them. */
public final class Correlation {
  private final Map<Piece, Piece> patchedByOrig = new HashMap<>();
  private final Map<Piece, Piece> origByPatched = new HashMap<>();
  private final Map<Piece, Doubt> doubts = new HashMap<>();

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

  /** {@return why a patched variable without a twin may yet be one of the original's} */
  public Optional<Doubt> doubt(Piece patched) {
    return Optional.ofNullable(doubts.get(patched));
  }

  void doubt(Piece patched, Doubt doubt) {
    doubts.put(patched, doubt);
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

  boolean areOpen(Piece orig, Piece patched) {
    return isOpenOrig(orig) && isOpenPatched(patched);
  }

  /** {@return how many pairs there are} */
  int size() {
    return patchedByOrig.size();
  }
}
