package io.klpforge.diff.correlate;

import io.klpforge.diff.layout.SourceFiles.SourceFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The name as written in the source, once on each side: {@code vfs_read}; and the name that clang
 * made unique in the whole program: {@code c_start.llvm.8125}.
 *
 * <p>Clang calls the first static variable of a name {@code f.count} and the next {@code
 * f.count.1}: where there are several, even the first may be another than before.
 */
final class ExactName implements MatchingLevel {
  private record Numbered(Optional<SourceFile> file, String name) {}

  @Override
  public void match(Candidates candidates) {
    Map<Numbered, Integer> orig = count(candidates.allOrig());
    Map<Numbered, Integer> patched = count(candidates.allPatched());
    for (Candidates.Group group : candidates.groups(Candidate::name)) {
      if (group.isPair()) {
        Candidate o = group.orig().get(0);
        Candidate p = group.patched().get(0);
        boolean sole = orig.get(numbered(o)) == 1 && patched.get(numbered(p)) == 1;
        if (isWritten(o, sole)) {
          candidates.correlation().pair(o.piece(), p.piece());
        }
      }
    }
  }

  private static boolean isWritten(Candidate candidate, boolean sole) {
    String name = candidate.name();
    if (candidate.isFunction()) {
      return !SymbolName.isNumbered(name) || isOnlyPromoted(name);
    }
    boolean inFunction = candidate.piece().isLocal() && name.indexOf('.') >= 0;
    return !SymbolName.isNumbered(name) && (!inFunction || sole);
  }

  private static boolean isOnlyPromoted(String name) {
    String base = SymbolName.base(name);
    return SymbolName.promotion(name).isPresent()
        && name.equals(base + ".llvm." + SymbolName.promotion(name).get());
  }

  private static Map<Numbered, Integer> count(List<Candidate> candidates) {
    Map<Numbered, Integer> counts = new HashMap<>();
    candidates.forEach(candidate -> counts.merge(numbered(candidate), 1, Integer::sum));
    return counts;
  }

  private static Numbered numbered(Candidate candidate) {
    return new Numbered(candidate.file(), SymbolName.base(candidate.name()));
  }
}
