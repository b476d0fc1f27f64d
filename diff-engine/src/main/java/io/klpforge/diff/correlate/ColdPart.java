package io.klpforge.diff.correlate;

import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.SourceFiles.SourceFile;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The unlikely parts of twins: {@code foo.constprop.1.cold} follows {@code foo.constprop.1}, also
 * where gcc before 8 numbered it anew: {@code foo.cold.3}.
 */
final class ColdPart implements MatchingLevel {
  private record Name(Optional<SourceFile> file, String name) {}

  @Override
  public void match(Candidates candidates) {
    Map<Name, Piece> functions = new HashMap<>();
    for (Candidate candidate : candidates.allOrig()) {
      functions.putIfAbsent(new Name(candidate.file(), candidate.name()), candidate.piece());
    }
    Map<Piece, Piece> coldOfPatched = coldByParent(candidates.allPatched());
    for (Candidate cold : candidates.allOrig()) {
      parent(cold)
          .map(functions::get)
          .flatMap(candidates.correlation()::patchedTwin)
          .map(coldOfPatched::get)
          .filter(twin -> candidates.correlation().areOpen(cold.piece(), twin))
          .ifPresent(twin -> candidates.correlation().pair(cold.piece(), twin));
    }
  }

  private static Optional<Name> parent(Candidate cold) {
    return cold.isFunction()
        ? SymbolName.parentOfCold(cold.name()).map(name -> new Name(cold.file(), name))
        : Optional.empty();
  }

  private static Map<Piece, Piece> coldByParent(List<Candidate> candidates) {
    Map<Name, Piece> cold = new HashMap<>();
    for (Candidate candidate : candidates) {
      parent(candidate).ifPresent(name -> cold.putIfAbsent(name, candidate.piece()));
    }
    Map<Piece, Piece> byParent = new HashMap<>();
    for (Candidate candidate : candidates) {
      Piece part = cold.get(new Name(candidate.file(), candidate.name()));
      if (part != null && candidate.isFunction()) {
        byParent.put(candidate.piece(), part);
      }
    }
    return byParent;
  }
}
