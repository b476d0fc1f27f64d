package io.klpforge.diff.correlate;

import io.klpforge.diff.layout.Piece;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Names that clang's ThinLTO promoted, where the patch changed the hash of their file: what one
 * pair shows of two hashes holds for all of that file.
 *
 * <p>Two files of a kernel have a {@code c_start}; {@code c_start.llvm.11} and {@code
 * c_start.llvm.22} become {@code c_start.llvm.33} and {@code c_start.llvm.22}.
 */
final class PromotedName implements MatchingLevel {
  @Override
  public void match(Candidates candidates) {
    Map<String, String> renamed = renamed(candidates);
    if (renamed.isEmpty()) {
      return;
    }
    Map<String, Piece> patched = new HashMap<>();
    for (Candidate candidate : candidates.allPatched()) {
      patched.putIfAbsent(candidate.piece().role() + candidate.name(), candidate.piece());
    }
    for (Candidate candidate : candidates.allOrig()) {
      expected(candidate.name(), renamed)
          .map(name -> patched.get(candidate.piece().role() + name))
          .filter(twin -> candidates.correlation().areOpen(candidate.piece(), twin))
          .ifPresent(twin -> candidates.correlation().pair(candidate.piece(), twin));
    }
  }

  private static Optional<String> expected(String name, Map<String, String> renamed) {
    return SymbolName.promotion(name)
        .flatMap(
            hash ->
                Optional.ofNullable(renamed.get(hash))
                    .map(now -> name.replace(".llvm." + hash, ".llvm." + now)));
  }

  /** The new hash of each old one; none that two pairs tell differently. */
  private static Map<String, String> renamed(Candidates candidates) {
    Map<String, String> renamed = new HashMap<>();
    Set<String> contradicted = new HashSet<>();
    for (Candidate candidate : candidates.allOrig()) {
      Optional<String> before = SymbolName.promotion(candidate.name());
      Optional<String> after =
          before.flatMap(
              hash ->
                  candidates
                      .correlation()
                      .patchedTwin(candidate.piece())
                      .flatMap(twin -> SymbolName.promotion(twin.name())));
      if (after.isPresent()) {
        String known = renamed.putIfAbsent(before.get(), after.get());
        if (known != null && !known.equals(after.get())) {
          contradicted.add(before.get());
        }
      }
    }
    renamed.keySet().removeAll(contradicted);
    return renamed;
  }
}
