package io.klpforge.diff.select;

import io.klpforge.diff.compare.ObjectDiff;
import io.klpforge.diff.compare.PieceDiff;
import io.klpforge.diff.compare.Verdict;
import io.klpforge.diff.correlate.SymbolName;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.SectionRole;
import io.klpforge.diff.layout.Site;
import io.klpforge.diff.layout.Target;
import io.klpforge.diff.special.TableEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The pieces of the patched object that the livepatch carries, each with the reason.
 *
 * <p>The closure of: changed functions, new globals and callbacks; and from each of these whatever
 * it needs that the running kernel does not have or that must not be shared with it.
 */
final class Inclusion {
  private final ObjectDiff diff;
  private final ObjectLayout layout;
  private final Reason reason;
  private final Set<Piece> changed = new HashSet<>();
  private final Map<Piece, String> reasons = new LinkedHashMap<>();
  private final Deque<Piece> open = new ArrayDeque<>();
  private final Map<Piece, Use> tocUsers = new HashMap<>();

  /**
   * A place in code.
   *
   * @param piece the function
   * @param offset bytes from its first
   */
  record Use(Piece piece, long offset) {}

  Inclusion(ObjectDiff diff) {
    this.diff = diff;
    this.layout = diff.patched();
    this.reason = new Reason(diff);
    diff.functions(Verdict.CHANGED).forEach(function -> changed.add(function.piece()));
    diff.functions(Verdict.COPIED).forEach(function -> changed.add(function.piece()));
    diff.functions(Verdict.CHANGED).forEach(function -> add(function.piece(), Reason.CHANGED));
    newGlobals().forEach(piece -> add(piece, Reason.NEW));
    callbacks().forEach(piece -> add(piece, Reason.CALLBACK));
    while (!open.isEmpty()) {
      addWhatIsNeeded(open.remove());
    }
  }

  private List<Piece> newGlobals() {
    List<PieceDiff> all = new ArrayList<>(diff.functions(Verdict.NEW));
    all.addAll(diff.data(Verdict.NEW));
    return all.stream().map(PieceDiff::piece).filter(piece -> !piece.isLocal()).toList();
  }

  private List<Piece> callbacks() {
    return layout.pieces().stream()
        .filter(piece -> piece.role() == SectionRole.CALLBACKS)
        .flatMap(piece -> layout.sites(piece).stream())
        .filter(site -> site.target() instanceof Target.InPiece)
        .map(site -> ((Target.InPiece) site.target()).piece())
        .toList();
  }

  private void add(Piece piece, String reason) {
    if (reasons.putIfAbsent(piece, reason) == null) {
      open.add(piece);
    }
  }

  private void addWhatIsNeeded(Piece piece) {
    layout.sites(piece).forEach(site -> follow(piece, site));
    for (TableEntry entry : records(piece)) {
      entry.sites().forEach(site -> follow(piece, site));
    }
  }

  /** {@return the records of tables about a piece} */
  List<TableEntry> records(Piece piece) {
    return diff.patchedTables().about(piece);
  }

  private void follow(Piece from, Site site) {
    if (site.toc().isPresent()) {
      Piece entry = site.toc().get();
      tocUsers.putIfAbsent(entry, new Use(from, site.offset()));
      add(entry, reason.of(from, site, entry));
      return;
    }
    if (site.target() instanceof Target.InPiece in
        && (!isInKernel(in) || mustBeInModule(from, site, in.piece()))) {
      add(in.piece(), reason.of(from, site, in.piece()));
    }
  }

  /** Start-up code is refused where it is needed, never copied. */
  private boolean mustBeInModule(Piece from, Site site, Piece target) {
    return layout.staysInModule(from, site) && !SectionRole.isInit(layout.section(target).name());
  }

  /** {@return the code that needs what {@code piece} holds}: itself, or the first to read a .toc */
  Use use(Piece piece, Site site) {
    return tocUsers.getOrDefault(piece, new Use(piece, site.offset()));
  }

  /** {@return what to call a piece} */
  String name(Piece piece) {
    return reason.name(piece);
  }

  /** {@return a piece that is carried and why} */
  Carried carried(Piece piece) {
    return new Carried(reason.name(piece), reasons.get(piece));
  }

  /**
   * {@return whether the running kernel's own serves}: a function or variable with a twin, unless a
   * cold part is meant or a place inside a function
   */
  boolean isInKernel(Target.InPiece target) {
    Piece piece = target.piece();
    if (isKnownByContent(piece) || diff.correlation().origTwin(piece).isEmpty()) {
      return false;
    }
    if (!piece.isFunction()) {
      return true;
    }
    boolean cold = SymbolName.parentOfCold(piece.name()).isPresent();
    return !cold && !isChanged(piece) && target.offset() == piece.entry();
  }

  /**
   * {@return whether a reference must reach the running kernel's function although a copy is
   * carried}: its address is taken, and must be good when the livepatch is gone
   */
  boolean isPointerToKernelFunction(Site site, boolean fromTable) {
    if (fromTable || site.branch() || !(site.target() instanceof Target.InPiece in)) {
      return false;
    }
    Piece piece = in.piece();
    return piece.isFunction()
        && SymbolName.parentOfCold(piece.name()).isEmpty()
        && in.offset() == piece.entry()
        && diff.correlation().origTwin(piece).isPresent();
  }

  boolean isKnownByContent(Piece piece) {
    return SymbolName.isKnownByContent(piece, layout.section(piece));
  }

  boolean isChanged(Piece piece) {
    return changed.contains(piece);
  }

  /** {@return the pieces to carry, in the order of the patched object} */
  List<Piece> pieces() {
    return layout.pieces().stream().filter(reasons::containsKey).toList();
  }
}
