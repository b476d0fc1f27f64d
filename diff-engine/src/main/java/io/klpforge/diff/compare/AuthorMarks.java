package io.klpforge.diff.compare;

import io.klpforge.diff.correlate.SymbolName;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.SectionRole;
import io.klpforge.diff.layout.Site;
import io.klpforge.diff.layout.Target;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the patch's author says is to stay as the running kernel has it: {@code KLP_IGNORE_SECTION}
 * and {@code KLP_IGNORE_FUNCTION} of livepatch_helpers.h.
 */
public final class AuthorMarks {
  private final ObjectLayout patched;
  private final Set<String> sections = new LinkedHashSet<>();
  private final Set<Piece> functions = new LinkedHashSet<>();
  private final List<String> unknown = new ArrayList<>();
  private final Set<String> functionNames;

  private AuthorMarks(ObjectLayout orig, ObjectLayout patched) {
    this.patched = patched;
    if (marks(orig).isEmpty()) {
      marks(patched).forEach(mark -> read(orig, mark));
    }
    this.functionNames = functions.stream().map(Piece::name).collect(Collectors.toSet());
  }

  /** What the original says too, is not said by the patch. */
  static AuthorMarks of(ObjectLayout orig, ObjectLayout patched) {
    return new AuthorMarks(orig, patched);
  }

  private static List<Piece> marks(ObjectLayout layout) {
    return layout.pieces().stream().filter(piece -> piece.role() == SectionRole.MARKS).toList();
  }

  private void read(ObjectLayout orig, Piece mark) {
    if (patched.section(mark).name().equals(SectionRole.IGNORED_SECTIONS)) {
      addSection(orig, patched.bytes(mark).text(0, 1));
    } else {
      patched.sites(mark).forEach(this::addFunction);
    }
  }

  private void addSection(ObjectLayout orig, String name) {
    if (has(orig, name) || has(patched, name)) {
      sections.add(name);
    } else {
      unknown.add("section " + name);
    }
  }

  private static boolean has(ObjectLayout layout, String name) {
    return layout.object().sections().stream().map(Section::name).anyMatch(name::equals);
  }

  private void addFunction(Site site) {
    if (site.target() instanceof Target.InPiece in && in.piece().isFunction()) {
      functions.add(in.piece());
    } else {
      unknown.add("function " + Meaning.of(site.target()));
    }
  }

  /** {@return names of the sections to be ignored} */
  public Set<String> sections() {
    return sections;
  }

  /** {@return the functions to be ignored} */
  public Set<Piece> functions() {
    return functions;
  }

  /** {@return what is to be ignored but is not in the object} */
  public List<String> unknown() {
    return unknown;
  }

  /** {@return whether a change of a piece of the patched object is to be ignored} */
  boolean cover(Piece piece) {
    Optional<String> parent = SymbolName.parentOfCold(piece.name());
    return functions.contains(piece)
        || (piece.isFunction() && parent.filter(functionNames::contains).isPresent())
        || sections.contains(patched.section(piece).name());
  }
}
