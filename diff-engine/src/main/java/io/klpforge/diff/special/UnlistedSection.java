package io.klpforge.diff.special;

import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.SectionRole;
import io.klpforge.diff.layout.Site;
import io.klpforge.diff.layout.Target;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A section that no row of {@link SpecialSection} names.
 *
 * <p>If it refers to places inside functions it is a table about code, such as a new kernel may
 * have. One that points at functions only where they begin is not: initcalls and operations go
 * through the running kernel's function, which is patched.
 */
final class UnlistedSection {
  /** More references in one record than any table of the kernel has that is not listed. */
  private static final int MOST_REFERENCES = 3;

  private UnlistedSection() {}

  /** {@return whether a piece belongs to a table about code that we do not know} */
  static boolean isAboutCode(ObjectLayout layout, Piece piece) {
    return SectionRole.isCollected(layout.section(piece))
        && !SectionRole.isInit(layout.section(piece).name())
        && layout.sites(piece).stream().anyMatch(UnlistedSection::namesPlaceInCode);
  }

  private static boolean namesPlaceInCode(Site site) {
    return site.target() instanceof Target.InPiece in
        && CodeReference.isCode(in.piece())
        && in.offset() != entry(in.piece());
  }

  private static long entry(Piece piece) {
    return piece.symbol().map(symbol -> symbol.value() - piece.start()).orElse(-1L);
  }

  /**
   * {@return bytes of one record, where that is certain}: the compiler says so, or the whole piece
   * is about one function, or no other likely division of it would put several functions into one
   * record; three references at equal distances are hardly one record
   */
  static OptionalInt entrySize(ObjectLayout layout, Piece piece, EntryTable shape) {
    List<Site> sites = layout.sites(piece);
    if (piece.symbol().isPresent() || owners(sites).size() == 1) {
      return owners(sites).size() == 1
          ? OptionalInt.of(Math.toIntExact(piece.size()))
          : OptionalInt.empty();
    }
    long said = layout.section(piece).entrySize();
    OptionalInt found = OptionalInt.empty();
    for (int each = 1; each <= Math.min(MOST_REFERENCES, sites.size()); each++) {
      OptionalInt size = shape.entrySize(each);
      if (size.isPresent() && size.getAsInt() == said) {
        return size;
      }
      boolean repeats = sites.size() > each;
      boolean doubtful = found.isPresent() ? each <= 2 || repeats : !repeats;
      if (size.isPresent() && doubtful && tears(sites, each)) {
        return OptionalInt.empty();
      }
      found = found.isPresent() ? found : size;
    }
    return said > 1 ? OptionalInt.empty() : found;
  }

  /** Whether records of {@code each} references would be about several functions. */
  private static boolean tears(List<Site> sites, int each) {
    for (int i = 0; i < sites.size(); i += each) {
      if (owners(sites.subList(i, i + each)).size() > 1) {
        return true;
      }
    }
    return false;
  }

  private static Set<Piece> owners(List<Site> sites) {
    return sites.stream()
        .map(CodeReference::owner)
        .flatMap(Optional::stream)
        .collect(Collectors.toSet());
  }
}
