package io.klpforge.diff.special;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.Site;
import java.util.List;

/**
 * One record of a table.
 *
 * @param table the kind of table
 * @param name of the section it is in
 * @param section the piece that is the whole table
 * @param owner the function (or auxiliary code) it is about
 * @param start first byte in the table
 * @param bytes its bytes
 * @param sites its references, by offset from its first byte
 */
public record TableEntry(
    SpecialSection table,
    String name,
    Piece section,
    Piece owner,
    long start,
    Bytes bytes,
    List<Site> sites) {

  /** Copies the list. */
  public TableEntry {
    sites = List.copyOf(sites);
  }
}
