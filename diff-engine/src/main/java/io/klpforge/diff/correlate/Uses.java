package io.klpforge.diff.correlate;

import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.SectionRole;
import io.klpforge.diff.layout.Site;
import io.klpforge.diff.layout.Target;
import io.klpforge.diff.special.SpecialTables;
import io.klpforge.diff.special.TableEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who refers to whom in one object.
 *
 * <p>What a record of a special section refers to, such as the key of a static branch, the function
 * that it is about refers to; what stands in the TOC, whoever reads it there.
 */
public final class Uses {
  private final ObjectLayout layout;
  private final SpecialTables tables;
  private final Map<Piece, List<Piece>> users = new HashMap<>();

  /**
   * Looks through one object.
   *
   * @param tables the records of its special sections
   */
  public Uses(ObjectLayout layout, SpecialTables tables) {
    this.layout = layout;
    this.tables = tables;
    for (Piece piece : layout.pieces()) {
      if (piece.role() != SectionRole.TABLE && piece.role() != SectionRole.TOC) {
        sites(piece).forEach(site -> add(piece, site.target()));
      }
    }
  }

  /** Sites of one piece are looked at in a row, so a second mention is mostly the last entry. */
  private void add(Piece user, Target target) {
    if (target instanceof Target.InPiece in && !in.piece().equals(user)) {
      List<Piece> known = users.computeIfAbsent(in.piece(), piece -> new ArrayList<>());
      if (known.isEmpty() || !known.get(known.size() - 1).equals(user)) {
        known.add(user);
      }
    }
  }

  ObjectLayout layout() {
    return layout;
  }

  /** {@return what a piece refers to, then what the records about it do} */
  List<Site> sites(Piece piece) {
    List<TableEntry> records = tables.about(piece);
    if (records.isEmpty()) {
      return own(piece);
    }
    List<Site> sites = new ArrayList<>(own(piece));
    records.forEach(record -> sites.addAll(record.sites()));
    return sites;
  }

  /** {@return what a piece itself refers to} */
  List<Site> own(Piece piece) {
    return layout.sites(piece);
  }

  /** {@return the pieces that refer to one, itself not counted, in their order} */
  public List<Piece> of(Piece target) {
    return users.getOrDefault(target, List.of());
  }
}
