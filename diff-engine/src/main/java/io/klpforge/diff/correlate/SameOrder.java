package io.klpforge.diff.correlate;

import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.Site;
import io.klpforge.diff.layout.Target;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Things of one base name that a changed function uses, on each side in the order of their first
 * mention.
 *
 * <p>The first is the first's twin, provided that there are as many on both sides, that they were
 * declared in the same order, that their sizes agree, and that none is used amid what rather
 * surrounds another one. Otherwise nothing is guessed: to take one variable for another would
 * exchange the kernel's state. For functions nothing is lost by a guess: whichever is taken for the
 * twin, the function that stands in the patched object is what runs.
 *
 * @param orig those of the original function
 * @param before all sites of that function
 * @param patched those of its twin
 * @param after all sites of the twin
 */
record SameOrder(
    List<Candidate> orig, List<Site> before, List<Candidate> patched, List<Site> after) {
  /** More of one name in one function are left alone. */
  private static final int MOST = 16;

  /** {@return the twins, or none} */
  Map<Piece, Piece> pairs() {
    boolean fit = orig.size() == patched.size() && ranks(orig).equals(ranks(patched));
    boolean certain = fit && (orig.get(0).isFunction() || (sizesAgree() && surroundingsAgree()));
    Map<Piece, Piece> pairs = new LinkedHashMap<>();
    for (int i = 0; certain && i < orig.size(); i++) {
      pairs.put(orig.get(i).piece(), patched.get(i).piece());
    }
    return pairs;
  }

  /** Their places by number, which the compiler deals out in the order of the declarations. */
  private static List<Long> ranks(List<Candidate> candidates) {
    List<Long> numbers = candidates.stream().map(one -> SymbolName.number(one.name())).toList();
    List<Long> sorted = numbers.stream().sorted().distinct().toList();
    Map<Long, Long> places = new HashMap<>();
    sorted.forEach(number -> places.put(number, (long) places.size()));
    return numbers.stream().map(places::get).toList();
  }

  private boolean sizesAgree() {
    for (int i = 0; i < orig.size(); i++) {
      if (orig.get(i).piece().size() != patched.get(i).piece().size()) {
        return false;
      }
    }
    return true;
  }

  private boolean surroundingsAgree() {
    if (orig.size() == 1) {
      return true;
    }
    if (orig.size() > MOST) {
      return false;
    }
    List<Set<String>> was = orig.stream().map(one -> surroundings(one, orig, before)).toList();
    List<Set<String>> is = patched.stream().map(one -> surroundings(one, patched, after)).toList();
    for (int i = 0; i < was.size(); i++) {
      int own = common(was.get(i), is.get(i));
      for (int j = 0; j < was.size(); j++) {
        boolean rather = common(was.get(i), is.get(j)) > own || common(was.get(j), is.get(i)) > own;
        if (own == 0 || rather) {
          return false;
        }
      }
    }
    return true;
  }

  private static int common(Set<String> some, Set<String> others) {
    Set<String> both = new HashSet<>(some);
    both.retainAll(others);
    return both.size();
  }

  /** What is referred to just before and just behind each use. */
  private static Set<String> surroundings(Candidate one, List<Candidate> group, List<Site> sites) {
    Set<Piece> own = new HashSet<>();
    group.forEach(member -> own.add(member.piece()));
    Set<String> around = new HashSet<>();
    String last = "begin";
    boolean used = false;
    for (Site site : sites) {
      boolean ofGroup = site.target() instanceof Target.InPiece in && own.contains(in.piece());
      if (!ofGroup) {
        last = Signature.meaning(site.target());
      }
      if (used && !ofGroup) {
        around.add("before " + last);
        used = false;
      }
      if (site.means(one.piece())) {
        around.add("behind " + last);
        used = true;
      }
    }
    if (used) {
      around.add("before end");
    }
    return around;
  }
}
