package io.klpforge.diff.compare;

import io.klpforge.diff.correlate.Correlation;
import io.klpforge.diff.correlate.SymbolName;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.SectionRole;
import io.klpforge.diff.layout.Site;
import io.klpforge.diff.layout.Target;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Changed functions without an ftrace entry whose callers can be replaced in their stead.
 *
 * <p>gcc makes functions of their own of static {@code inline} ones, a system call's body for one,
 * and {@code inline} implies {@code notrace}: include/linux/compiler_types.h, Linux 6.1. Such a
 * function is known to its object only. If all that is known of it there are calls, from functions
 * that have an entry or are such functions themselves, these are replaced and call a copy.
 */
final class CopiedCallees {
  private final Side patched;
  private final Correlation correlation;
  private final FtraceEntries entries;
  private final Map<Piece, PieceDiff> diffs = new HashMap<>();
  private final Map<String, Piece> parents = new HashMap<>();
  private final Map<Piece, PieceDiff> now = new HashMap<>();

  private CopiedCallees(
      Side orig, Side patched, Correlation correlation, List<PieceDiff> functions) {
    this.patched = patched;
    this.correlation = correlation;
    this.entries = new FtraceEntries(orig.layout(), orig.tables());
    for (PieceDiff function : functions) {
      if (function.verdict() != Verdict.REMOVED) {
        diffs.put(function.piece(), function);
        parents.put(function.piece().name(), function.piece());
      }
    }
  }

  /** {@return the functions, such ones as copied, and their callers as changed} */
  static List<PieceDiff> mark(
      Side orig, Side patched, Correlation correlation, List<PieceDiff> functions) {
    CopiedCallees callees = new CopiedCallees(orig, patched, correlation, functions);
    functions.stream()
        .filter(PieceDiff::isChanged)
        .map(PieceDiff::piece)
        .filter(piece -> SymbolName.parentOfCold(piece.name()).isEmpty())
        .filter(piece -> !callees.hasEntry(piece))
        .forEach(callees::mark);
    return functions.stream()
        .map(function -> callees.now.getOrDefault(function.piece(), function))
        .toList();
  }

  private boolean hasEntry(Piece function) {
    return correlation.origTwin(function).filter(entries::has).isPresent();
  }

  private void mark(Piece callee) {
    Set<Piece> copied = new HashSet<>();
    Map<Piece, Call> replaced = new HashMap<>();
    if (reach(callee, copied, replaced)) {
      copied.forEach(piece -> now.put(piece, copied(piece)));
      replaced.forEach((piece, call) -> now.putIfAbsent(piece, replaced(piece, call)));
    }
  }

  /**
   * A call.
   *
   * @param offset of its relocation in the caller; 0 if it is in the caller's unlikely part
   * @param callee what is called
   */
  private record Call(long offset, Piece callee) {}

  /** Follows calls backwards to what can be replaced; false if something else is known of it. */
  private boolean reach(Piece first, Set<Piece> copied, Map<Piece, Call> replaced) {
    Deque<Piece> open = new ArrayDeque<>(List.of(first));
    while (!open.isEmpty()) {
      Piece callee = open.remove();
      if (!copied.add(callee)) {
        continue;
      }
      List<Piece> users = users(callee);
      if (!isCopyable(callee) || tellsItself(callee) || users.isEmpty()) {
        return false;
      }
      for (Piece user : users) {
        Optional<Piece> caller = caller(user, callee);
        if (caller.isEmpty()) {
          return false;
        }
        if (isNew(caller.get()) || hasEntry(caller.get())) {
          replaced.putIfAbsent(caller.get(), call(user, caller.get(), callee));
        } else {
          open.add(caller.get());
        }
      }
    }
    return true;
  }

  private boolean isNew(Piece function) {
    return diffs.get(function).verdict() == Verdict.NEW;
  }

  /** Records about a function, such as those of its own start, move with the copy. */
  private List<Piece> users(Piece callee) {
    return patched.layout().referrers(callee).stream()
        .filter(user -> user.role() != SectionRole.TABLE && user.role() != SectionRole.IGNORED)
        .filter(user -> !isPartOf(user, callee))
        .toList();
  }

  private static boolean isPartOf(Piece part, Piece function) {
    return SymbolName.parentOfCold(part.name()).filter(function.name()::equals).isPresent();
  }

  /** {@return whether it, or its unlikely part, gives its own address away} */
  private boolean tellsItself(Piece function) {
    ObjectLayout layout = patched.layout();
    return Stream.concat(
            Stream.of(function),
            layout.referrers(function).stream().filter(part -> isPartOf(part, function)))
        .flatMap(part -> sites(layout, part, function).stream())
        .anyMatch(site -> !site.branch() && isEntry(site));
  }

  private boolean isCopyable(Piece function) {
    String section = patched.layout().section(function).name();
    boolean ordinary = section.startsWith(".text") || section.startsWith(".ref.text");
    return function.isLocal() && ordinary;
  }

  /** {@return the function that calls and does nothing else with the address} */
  private Optional<Piece> caller(Piece user, Piece callee) {
    Piece whole = SymbolName.parentOfCold(user.name()).map(parents::get).orElse(user);
    boolean calls =
        user.role() == SectionRole.CODE
            && !SectionRole.isInit(patched.layout().section(user).name())
            && sites(patched.layout(), user, callee).stream().allMatch(CopiedCallees::isCall);
    boolean known = diffs.containsKey(whole) && diffs.get(whole).verdict() != Verdict.IGNORED;
    return calls && known ? Optional.of(whole) : Optional.empty();
  }

  private static boolean isCall(Site site) {
    return site.branch() && isEntry(site);
  }

  private static boolean isEntry(Site site) {
    return site.target() instanceof Target.InPiece in && in.offset() == in.piece().entry();
  }

  private static List<Site> sites(ObjectLayout layout, Piece user, Piece callee) {
    return layout.sites(user).stream().filter(site -> site.means(callee)).toList();
  }

  private Call call(Piece user, Piece caller, Piece callee) {
    long offset = user.equals(caller) ? sites(patched.layout(), user, callee).get(0).offset() : 0;
    return new Call(offset, callee);
  }

  private PieceDiff copied(Piece piece) {
    return new PieceDiff(piece, Verdict.COPIED, diffs.get(piece).difference());
  }

  private PieceDiff replaced(Piece piece, Call call) {
    PieceDiff diff = diffs.get(piece);
    String what = "calls " + call.callee().name() + ", which changed and has no ftrace entry";
    return diff.verdict() == Verdict.SAME
        ? new PieceDiff(
            piece,
            Verdict.CHANGED,
            Optional.of(new Difference(Difference.Kind.CALLEE, call.offset(), what)))
        : diff;
  }
}
