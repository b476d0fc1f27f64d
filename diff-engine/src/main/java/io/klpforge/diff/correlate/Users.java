package io.klpforge.diff.correlate;

import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.SectionRole;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The functions that use a variable, by their names in the source: a cold part or a clone counts as
 * its function.
 *
 * <p>A function that only one object has may have been inlined into its callers in the other, or
 * not be inlined any more: there its callers count in its place.
 */
final class Users {
  /** More are not followed up: what so many use is not told apart by its users. */
  private static final int MOST_FOLLOWED = 256;

  private final Candidates candidates;
  private final Set<String> origFunctions;
  private final Set<String> patchedFunctions;
  private final Map<Piece, Set<String>> known = new HashMap<>();

  Users(Candidates candidates) {
    this.candidates = candidates;
    this.origFunctions = functions(candidates.orig());
    this.patchedFunctions = functions(candidates.patched());
  }

  private static Set<String> functions(Uses uses) {
    Set<String> names = new HashSet<>();
    for (Piece piece : uses.layout().pieces()) {
      if (piece.isFunction()) {
        names.add(SymbolName.root(piece.name()));
      }
    }
    return names;
  }

  /** {@return the names of what uses a piece of the original, sorted} */
  Set<String> orig(Piece piece) {
    return known.computeIfAbsent(piece, p -> find(candidates.orig(), p, patchedFunctions));
  }

  /** {@return the names of what uses a piece of the patched object, sorted} */
  Set<String> patched(Piece piece) {
    return find(candidates.patched(), piece, origFunctions);
  }

  /** {@return whether something of one name uses both, or nothing uses either} */
  boolean share(Candidate orig, Candidate patched) {
    Set<String> before = orig(orig.piece());
    Set<String> after = patched(patched.piece());
    return (before.isEmpty() && after.isEmpty()) || !Collections.disjoint(before, after);
  }

  private static Set<String> find(Uses uses, Piece variable, Set<String> otherFunctions) {
    Set<String> names = new TreeSet<>();
    Set<Piece> seen = new HashSet<>();
    Deque<Piece> open = new ArrayDeque<>(uses.of(variable));
    while (!open.isEmpty() && seen.size() < MOST_FOLLOWED) {
      Piece user = open.remove();
      if (seen.add(user)) {
        boolean inBoth = isNamedVariable(uses, user) || otherFunctions.contains(root(user));
        if (inBoth || uses.of(user).isEmpty()) {
          names.add(root(user));
        } else {
          open.addAll(uses.of(user));
        }
      }
    }
    names.remove("");
    return names;
  }

  private static boolean isNamedVariable(Uses uses, Piece piece) {
    return piece.role() == SectionRole.DATA
        && !SymbolName.isKnownByContent(piece, uses.layout().section(piece));
  }

  private static String root(Piece piece) {
    return piece.isFunction() ? SymbolName.root(piece.name()) : SymbolName.declared(piece.name());
  }
}
