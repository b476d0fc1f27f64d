package io.klpforge.diff.reproduce;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.insn.Disassembler;
import io.klpforge.diff.insn.Instruction;
import io.klpforge.diff.insn.MissingLibraryException;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Site;
import io.klpforge.diff.listing.CodeLine;
import io.klpforge.diff.listing.Columns;
import io.klpforge.diff.listing.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Both disassemblies of a function, side by side, around the first difference. */
public final class SideBySide {
  private static final int BEFORE = 4;
  private static final int BEHIND = 8;

  /** An address as capstone writes it, counted from the end of the instruction. */
  private static final Pattern RELATIVE = Pattern.compile("\\[rip ([+-]) (0x[0-9a-f]+|[0-9])\\]");

  private final Reproduction reproduction;
  private final ObjectLayout orig;
  private final PieceMatch match;
  private final Bytes ours;
  private final Bytes theirs;
  private final long difference;

  private SideBySide(Reproduction reproduction, PieceMatch match) {
    this.orig = reproduction.orig();
    this.match = match;
    this.ours = orig.bytes(match.piece());
    this.reproduction = reproduction;
    this.theirs = reproduction.shippedBytes(match);
    this.difference = match.mismatch().map(Mismatch::offset).orElse(0L);
  }

  /**
   * {@return the lines, ours left and the running kernel's right}; none for what is no code or not
   * in the kernel at all; one line that says so where the disassembler's library is missing
   */
  public static List<String> of(Reproduction reproduction, PieceMatch match) {
    boolean code = match.piece().isFunction() && match.address().isPresent();
    try {
      return code ? new SideBySide(reproduction, match).lines() : List.of();
    } catch (MissingLibraryException e) {
      return List.of("no disassembly: " + e.getMessage());
    }
  }

  private List<String> lines() {
    Optional<Disassembler> known = orig.architecture().disassembler();
    if (known.isEmpty()) {
      return List.of();
    }
    Disassembler disassembler = known.get();
    long address = match.address().getAsLong();
    List<CodeLine> left = new ArrayList<>();
    for (Instruction instruction : around(disassembler.decode(ours, address))) {
      left.add(line(instruction, text(instruction)));
    }
    List<CodeLine> right = new ArrayList<>();
    for (Instruction instruction : around(disassembler.decode(theirs, address))) {
      right.add(line(instruction, shippedText(instruction)));
    }
    return Columns.text("compiled here", "running kernel", rows(left, right));
  }

  /** Not aligned: operands of ours have no values yet, so equal ones do not read the same. */
  private List<Row> rows(List<CodeLine> left, List<CodeLine> right) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < Math.max(left.size(), right.size()); i++) {
      Optional<CodeLine> a = i < left.size() ? Optional.of(left.get(i)) : Optional.empty();
      Optional<CodeLine> b = i < right.size() ? Optional.of(right.get(i)) : Optional.empty();
      boolean here = Stream.of(a, b).flatMap(Optional::stream).anyMatch(x -> x.covers(difference));
      rows.add(new Row(a, b, !here));
    }
    return rows;
  }

  private List<Instruction> around(List<Instruction> all) {
    int middle = 0;
    while (middle + 1 < all.size() && all.get(middle + 1).offset() <= difference) {
      middle++;
    }
    return all.subList(Math.max(0, middle - BEFORE), Math.min(all.size(), middle + BEHIND));
  }

  /** Our operands are not finished, so what they mean stands in their place. */
  private String text(Instruction instruction) {
    Optional<Site> site = siteAt(instruction.offset(), instruction.size());
    return site.map(s -> operation(instruction, s) + " <" + OperandMeaning.of(s.target()) + ">")
        .orElseGet(() -> withPlace(instruction, ours.length()));
  }

  private String shippedText(Instruction instruction) {
    Matcher relative = RELATIVE.matcher(instruction.text());
    if (!relative.find()) {
      return withPlace(instruction, theirs.length());
    }
    long distance = Long.decode(relative.group(1) + relative.group(2));
    long place = match.address().getAsLong() + instruction.end() + distance;
    return reproduction
        .nameAt(place)
        .map(name -> relative.replaceFirst("[rip]") + " <" + name + ">")
        .orElse(instruction.text());
  }

  /** A jump's address as a distance in the function, or by the name of what is there. */
  private String withPlace(Instruction instruction, long size) {
    if (instruction.address().isEmpty()) {
      return instruction.text();
    }
    long address = instruction.address().getAsLong();
    long distance = address - match.address().getAsLong();
    String place =
        distance >= 0 && distance < size
            ? String.format("%x", distance)
            : reproduction
                .nameAt(address)
                .map(name -> "<" + name + ">")
                .orElse(instruction.operands());
    return instruction.mnemonic() + " " + place;
  }

  private static String operation(Instruction instruction, Site site) {
    return site.branch() ? instruction.mnemonic() : instruction.text();
  }

  private Optional<Site> siteAt(int offset, int length) {
    return orig.sites(match.piece()).stream()
        .filter(
            site ->
                site.offset() < offset + length && offset < site.offset() + site.field().width())
        .findFirst();
  }

  private static CodeLine line(Instruction instruction, String text) {
    return new CodeLine(
        instruction.offset(), instruction.size(), text, OptionalInt.empty(), Optional.empty());
  }
}
