package io.klpforge.diff.reproduce;

import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.Site;
import io.klpforge.diff.layout.Target;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Constants without a name, compared by content wherever an operand points at one.
 *
 * <p>Our object has them side by side in a section of their own; the shipped one, compiled without
 * a section for each variable, has them between the named ones. So each is compared alone: from
 * where it is referred to up to where the next one is.
 */
final class UnnamedData {
  private record Part(Piece piece, long from, long address) {}

  private final ObjectLayout layout;
  private final PieceReader reader;
  private final Map<Piece, NavigableSet<Long>> starts = new HashMap<>();
  private final Map<Part, Comparison> known = new HashMap<>();

  UnnamedData(ObjectLayout layout, PieceReader reader) {
    this.layout = layout;
    this.reader = reader;
    for (Piece piece : layout.pieces()) {
      layout.sites(piece).forEach(this::note);
    }
  }

  private void note(Site site) {
    if (site.target() instanceof Target.InPiece in && in.piece().symbol().isEmpty()) {
      starts.computeIfAbsent(in.piece(), key -> new TreeSet<>()).add(in.offset());
    }
  }

  /** {@return what comes of comparing the constant that an operand points at} */
  Comparison compare(Pointed pointed) {
    Piece piece = pointed.target();
    long from = Math.max(0, Math.min(pointed.offset(), piece.size()));
    Part part = new Part(piece, from, pointed.address());
    Comparison comparison = known.get(part);
    if (comparison == null) {
      comparison = reader.compare(piece, from, end(piece, from), pointed.address() + from);
      known.put(part, comparison);
    }
    return comparison;
  }

  /** Up to the next constant, without the zeros that pad this one. */
  private long end(Piece piece, long from) {
    Long next = starts.getOrDefault(piece, new TreeSet<>()).higher(from);
    long end = next == null ? piece.size() : Math.min(next, piece.size());
    long most = layout.section(piece).alignment() - 1;
    long padded = end;
    while (end > from + 1 && padded - end < most && isZero(piece, end - 1)) {
      end--;
    }
    return behindReference(piece, end);
  }

  /** A reference that is cut is looked at whole. */
  private long behindReference(Piece piece, long end) {
    return layout.sites(piece).stream()
        .filter(site -> site.offset() < end && end < site.offset() + site.field().width())
        .mapToLong(site -> site.offset() + site.field().width())
        .max()
        .orElse(end);
  }

  private boolean isZero(Piece piece, long at) {
    if (layout.bytes(piece).length() == 0 || layout.bytes(piece).u8((int) at) != 0) {
      return false;
    }
    return layout.sites(piece).stream()
        .noneMatch(site -> at >= site.offset() && at < site.offset() + site.field().width());
  }
}
