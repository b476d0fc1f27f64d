package io.klpforge.diff.select;

import io.klpforge.diff.compare.ObjectDiff;
import io.klpforge.diff.correlate.KnownByContent;
import io.klpforge.diff.elf.SectionId;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.SectionRole;
import io.klpforge.diff.layout.Site;
import io.klpforge.diff.layout.Target;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Variables that lie side by side in one section, and code that may mean either by one address.
 *
 * <p>An assembler gives a place as a distance from the section's start: the end of {@code a}, which
 * a loop compares with, is then the start of {@code b}, and the place one element before {@code b},
 * from which a loop counts up, is the last element of {@code a}. As long as the running kernel has
 * both as they lie here, either reading gives the same address. When the livepatch brings one of
 * them, or brings both (each has a section of its own), only the right reading does.
 *
 * <p>Where gcc has section anchors, an address may be the base from which code reaches any variable
 * of a section that holds variables because of their kind, so all of them must stay.
 *
 * <p>A piece that refers to just one of the two means that one. What the compiler keeps for itself
 * it does not walk through: macros' variables, and constants without a name, which divide only
 * where that is certain.
 */
final class AdjacentVariables {
  /** Where compilers put variables that are not told their section. */
  private static final Set<String> ANCHORED =
      Set.of(".data", ".bss", ".rodata", ".sdata", ".sbss", ".data.rel.ro", ".data.rel.ro.local");

  private final ObjectDiff diff;
  private final ObjectLayout layout;
  private final Set<Piece> carried;
  private final Map<SectionId, List<Piece>> reachable = new HashMap<>();

  /**
   * A reference that can be read in two ways.
   *
   * @param one the variable that begins or ends there
   * @param other the one next to it; empty if nothing is
   */
  record Unclear(Site site, Piece one, Optional<Piece> other) {}

  /**
   * Of one object.
   *
   * @param carried what the livepatch brings
   */
  AdjacentVariables(ObjectDiff diff, Set<Piece> carried) {
    this.diff = diff;
    this.layout = diff.patched();
    this.carried = carried;
  }

  /** {@return the first reference of a piece that can be read in two ways} */
  Optional<Unclear> unclear(Piece from) {
    Set<Piece> meant = new HashSet<>();
    for (Site site : layout.sites(from)) {
      if (site.target() instanceof Target.InPiece in && in.offset() >= 0) {
        meant.add(in.piece());
      }
    }
    return layout.sites(from).stream()
        .filter(site -> !isAccess(from, site))
        .flatMap(site -> unclear(site, meant).stream())
        .findFirst();
  }

  private boolean isAccess(Piece from, Site site) {
    return from.role() == SectionRole.CODE
        && layout.architecture().isAccess(layout.bytes(from), (int) site.offset(), site.type());
  }

  private Optional<Unclear> unclear(Site site, Set<Piece> meant) {
    if (!(site.target() instanceof Target.InPiece in) || !in.fromSection()) {
      return Optional.empty();
    }
    Piece piece = in.piece();
    if (in.offset() < 0) {
      boolean clear = meant.contains(piece);
      return clear ? Optional.empty() : Optional.of(new Unclear(site, piece, Optional.empty()));
    }
    if (isAnchor(piece)) {
      return stranger(piece).map(one -> new Unclear(site, piece, Optional.of(one)));
    }
    Optional<Piece> other =
        in.offset() == 0
            ? layout.before(piece).filter(before -> canBeTaken(before, before, piece))
            : layout.behind(piece).filter(behind -> canBeTaken(behind, piece, behind));
    return other.filter(meant::contains).map(one -> new Unclear(site, piece, Optional.of(one)));
  }

  private boolean isAnchor(Piece piece) {
    return layout.architecture().hasSectionAnchors()
        && ANCHORED.contains(layout.section(piece).name());
  }

  /** What shares a section with {@code base}, if the running kernel has that section otherwise. */
  private Optional<Piece> stranger(Piece base) {
    List<Piece> all = reachable.computeIfAbsent(base.section(), this::reachable);
    boolean kept = all.stream().map(this::moved).distinct().count() <= 1 && moved(base).isPresent();
    return kept ? Optional.empty() : all.stream().filter(piece -> !piece.equals(base)).findFirst();
  }

  /** Without the gaps between variables. */
  private List<Piece> reachable(SectionId section) {
    return layout.piecesIn(section).stream()
        .filter(piece -> piece.symbol().isPresent() || holdsSomething(piece))
        .toList();
  }

  private boolean holdsSomething(Piece piece) {
    byte[] bytes = layout.bytes(piece).toArray();
    return !Arrays.equals(bytes, new byte[bytes.length]);
  }

  /** How far a variable of the running kernel moved in its section; empty of any other. */
  private OptionalLong moved(Piece piece) {
    Optional<Piece> running =
        carried.contains(piece) ? Optional.empty() : diff.correlation().origTwin(piece);
    return running
        .filter(twin -> diff.orig().section(twin).name().equals(layout.section(piece).name()))
        .map(twin -> OptionalLong.of(piece.start() - twin.start()))
        .orElse(OptionalLong.empty());
  }

  /** Whether code may walk through {@code array}, one of two that do not stay side by side. */
  private boolean canBeTaken(Piece array, Piece first, Piece second) {
    boolean nameless = first.symbol().isEmpty() && second.symbol().isEmpty();
    return !nameless && !isOfMacro(array) && !stayTogether(first, second);
  }

  private boolean isOfMacro(Piece piece) {
    return KnownByContent.of(piece, layout.section(piece))
        .filter(kind -> !kind.isConstant())
        .isPresent();
  }

  private boolean stayTogether(Piece first, Piece second) {
    List<Piece> both = List.of(first, second);
    List<Piece> running =
        both.stream()
            .filter(piece -> !carried.contains(piece))
            .flatMap(piece -> diff.correlation().origTwin(piece).stream())
            .toList();
    return running.size() == both.size()
        && running.get(0).section().equals(running.get(1).section())
        && running.get(0).end() == running.get(1).start();
  }
}
