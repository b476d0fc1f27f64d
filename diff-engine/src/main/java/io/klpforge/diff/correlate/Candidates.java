package io.klpforge.diff.correlate;

import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.SectionRole;
import io.klpforge.diff.layout.SourceFiles;
import io.klpforge.diff.layout.SourceFiles.SourceFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The functions and variables of both objects that are known by name, and who has a twin yet. */
final class Candidates {
  private final Uses orig;
  private final Uses patched;
  private final List<Candidate> origNamed;
  private final List<Candidate> patchedNamed;
  private final Correlation correlation;

  Candidates(Uses orig, Uses patched, Correlation correlation) {
    this.orig = orig;
    this.patched = patched;
    SourceFiles origFiles = SourceFiles.of(orig.layout().object());
    SourceFiles patchedFiles = SourceFiles.of(patched.layout().object());
    boolean several = origFiles.all().size() > 1 || patchedFiles.all().size() > 1;
    this.origNamed = named(orig.layout(), origFiles, several);
    this.patchedNamed = named(patched.layout(), patchedFiles, several);
    this.correlation = correlation;
  }

  /** Those that share a key, in the order of their objects. */
  record Group(List<Candidate> orig, List<Candidate> patched) {
    boolean isPair() {
      return orig.size() == 1 && patched.size() == 1;
    }

    boolean isFunctions() {
      return orig.get(0).isFunction();
    }
  }

  private record Key(SectionRole role, Optional<SourceFile> file, String name) {}

  private static List<Candidate> named(ObjectLayout layout, SourceFiles files, boolean several) {
    List<Candidate> named = new ArrayList<>();
    for (Piece piece : layout.pieces()) {
      boolean kind = piece.role() == SectionRole.CODE || piece.role() == SectionRole.DATA;
      if (kind && !SymbolName.isKnownByContent(piece, layout.section(piece))) {
        boolean scoped = several && piece.isLocal();
        named.add(Candidate.of(piece, scoped ? piece.symbol().map(files::of) : Optional.empty()));
      }
    }
    return named;
  }

  Uses orig() {
    return orig;
  }

  Uses patched() {
    return patched;
  }

  Correlation correlation() {
    return correlation;
  }

  /** {@return every candidate of the original object} */
  List<Candidate> allOrig() {
    return origNamed;
  }

  /** {@return every candidate of the patched object} */
  List<Candidate> allPatched() {
    return patchedNamed;
  }

  /**
   * {@return those without a twin that share a kind, a scope and a key, where both sides have some}
   */
  List<Group> groups(Function<Candidate, String> key) {
    return groups(key, Candidate::file);
  }

  /** {@return the same, whatever file they are in} */
  List<Group> groupsOfAllFiles(Function<Candidate, String> key) {
    return groups(key, candidate -> Optional.empty());
  }

  private List<Group> groups(
      Function<Candidate, String> key, Function<Candidate, Optional<SourceFile>> scope) {
    Map<Key, Group> groups = new LinkedHashMap<>();
    for (Candidate candidate : origNamed) {
      if (correlation.isOpenOrig(candidate.piece())) {
        group(groups, candidate, key, scope).orig().add(candidate);
      }
    }
    for (Candidate candidate : patchedNamed) {
      if (correlation.isOpenPatched(candidate.piece())) {
        group(groups, candidate, key, scope).patched().add(candidate);
      }
    }
    groups.values().removeIf(group -> group.orig().isEmpty() || group.patched().isEmpty());
    return List.copyOf(groups.values());
  }

  private static Group group(
      Map<Key, Group> groups,
      Candidate candidate,
      Function<Candidate, String> key,
      Function<Candidate, Optional<SourceFile>> scope) {
    Key full = new Key(candidate.piece().role(), scope.apply(candidate), key.apply(candidate));
    return groups.computeIfAbsent(full, k -> new Group(new ArrayList<>(), new ArrayList<>()));
  }
}
