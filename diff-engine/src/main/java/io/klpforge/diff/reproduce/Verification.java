package io.klpforge.diff.reproduce;

import io.klpforge.diff.elf.SymbolBinding;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.SectionRole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** With everything placed: does each operand point where its piece is? */
record Verification(
    ObjectLayout orig,
    ShippedSymbols shipped,
    PieceReader reader,
    UnnamedData unnamed,
    Map<Piece, List<ShippedSymbol>> candidates,
    Map<Piece, ShippedSymbol> places,
    Map<Piece, Comparison> comparisons) {

  /** {@return what became of each named piece, in the object's order} */
  List<PieceMatch> matches() {
    List<PieceMatch> matches = new ArrayList<>();
    candidates.forEach((piece, symbols) -> matches.add(match(piece, symbols)));
    return matches;
  }

  private PieceMatch match(Piece piece, List<ShippedSymbol> symbols) {
    ShippedSymbol place = places.get(piece);
    if (place == null) {
      return absent(piece, symbols);
    }
    if (Namesakes.isOverridden(piece, place)) {
      return without(piece, Standing.OVERRIDDEN, Optional.empty());
    }
    Optional<Mismatch> mismatch = mismatch(comparisons.get(piece));
    if (mismatch.isPresent() && isOtherWeak(piece, place)) {
      return without(piece, Standing.OVERRIDDEN, Optional.empty());
    }
    return new PieceMatch(
        piece,
        mismatch.isPresent() ? Standing.DIFFERS : Standing.IDENTICAL,
        OptionalLong.of(Namesakes.address(piece, place)),
        mismatch);
  }

  /**
   * Of two weak definitions the linker takes the first: both {@code arch_perf_update_userpage} are
   * weak, because a header declares it so. The one linked is another object's if it lies among
   * functions that are not this object's; an object's functions lie together.
   */
  private boolean isOtherWeak(Piece piece, ShippedSymbol place) {
    boolean weak = piece.symbol().orElseThrow().binding() == SymbolBinding.WEAK;
    if (!weak || !piece.isFunction()) {
      return false;
    }
    Set<Long> own =
        places.entrySet().stream()
            .filter(other -> other.getKey().isFunction() && !other.getKey().equals(piece))
            .map(other -> other.getValue().address())
            .collect(Collectors.toSet());
    return !own.isEmpty() && shipped.besides(place.address()).stream().noneMatch(own::contains);
  }

  private PieceMatch absent(Piece piece, List<ShippedSymbol> symbols) {
    String section = orig.section(piece).name();
    if (symbols.isEmpty() && (section.startsWith(".exit") || section.startsWith(".discard"))) {
      return without(piece, Standing.DISCARDED, Optional.empty());
    }
    String what =
        symbols.isEmpty()
            ? "the running kernel has none of this name and source file"
            : "the running kernel has " + symbols.size() + " of this name, and nothing tells which";
    return without(piece, Standing.DIFFERS, Optional.of(Mismatch.notFound(what)));
  }

  private static PieceMatch without(Piece piece, Standing standing, Optional<Mismatch> mismatch) {
    return new PieceMatch(piece, standing, OptionalLong.empty(), mismatch);
  }

  private Optional<Mismatch> mismatch(Comparison comparison) {
    if (comparison.mismatch().isPresent()) {
      return comparison.mismatch();
    }
    return comparison.pointed().stream().map(this::mismatch).flatMap(Optional::stream).findFirst();
  }

  private Optional<Mismatch> mismatch(Pointed pointed) {
    Piece target = pointed.target();
    if (!pointed.sure() && isBesideTarget(pointed)) {
      return Optional.empty();
    }
    if (!candidates.containsKey(target)) {
      return target.role() == SectionRole.TABLE ? Optional.empty() : unnamedMismatch(pointed);
    }
    return isAt(target, pointed.address())
        ? Optional.empty()
        : Optional.of(reader.elsewhere(pointed));
  }

  private boolean isAt(Piece piece, long address) {
    ShippedSymbol place = places.get(piece);
    return place != null && Namesakes.address(piece, place) == address;
  }

  /** An unsure reference may mean the variable before or behind the one it seems to mean. */
  private boolean isBesideTarget(Pointed pointed) {
    Piece target = pointed.target();
    return Stream.of(orig.before(target), orig.behind(target))
        .flatMap(Optional::stream)
        .anyMatch(other -> isAt(other, pointed.address() + other.start() - target.start()));
  }

  private Optional<Mismatch> unnamedMismatch(Pointed pointed) {
    Comparison content = unnamed.compare(pointed);
    boolean same =
        content.mismatch().isEmpty()
            && content.pointed().stream()
                .filter(inner -> candidates.containsKey(inner.target()))
                .allMatch(inner -> mismatch(inner).isEmpty());
    return same
        ? Optional.empty()
        : Optional.of(
            Mismatch.operand(
                pointed.place(), "refers to unnamed data, the running kernel's to other"));
  }
}
