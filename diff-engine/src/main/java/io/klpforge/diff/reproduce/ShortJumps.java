package io.klpforge.diff.reproduce;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.insn.Disassembler;
import io.klpforge.diff.insn.Instruction;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.SectionRole;
import io.klpforge.diff.layout.Site;
import io.klpforge.diff.layout.Target;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Compares a function instruction by instruction, where the shipped one may jump shorter.
 *
 * <p>In the shipped object all functions share a section, so a jump to a static function close by
 * has a distance of one byte ({@code jmp nft_chain_hash} at the end of {@code nft_chain_hash_obj},
 * nf_tables); in ours, with a section for each function, it is left to the linker and has four.
 * What is behind it moves, and so do loops' alignment and other jumps.
 */
final class ShortJumps {
  private final ObjectLayout layout;
  private final PieceReader reader;
  private final Piece piece;
  private final long address;
  private final Bytes ours;
  private final Bytes theirs;

  /** Where our instructions are in the shipped function. */
  private final Map<Long, Long> moved = new HashMap<>();

  private final Map<Long, Long> jumps = new HashMap<>();
  private final List<Pointed> pointed = new ArrayList<>();
  private boolean shorter;

  ShortJumps(ObjectLayout layout, PieceReader reader, Piece piece, long address, Bytes theirs) {
    this.layout = layout;
    this.reader = reader;
    this.piece = piece;
    this.address = address;
    this.ours = layout.bytes(piece);
    this.theirs = theirs;
  }

  /** {@return whether a jump of a function to another one of its object could be shorter} */
  static boolean arePossible(ObjectLayout layout, Piece piece) {
    return piece.isFunction()
        && layout.sites(piece).stream()
            .anyMatch(
                site ->
                    site.branch()
                        && site.target() instanceof Target.InPiece in
                        && in.piece().role() == SectionRole.CODE);
  }

  /** {@return what comes of it; empty if no jump is shorter or other things differ too} */
  Optional<Comparison> compare() {
    Optional<Disassembler> known = layout.architecture().disassembler();
    if (known.isEmpty()) {
      return Optional.empty();
    }
    Disassembler disassembler = known.get();
    List<Instruction> left = working(disassembler.decode(ours, address), ours);
    List<Instruction> right = working(disassembler.decode(theirs, address), theirs);
    if (left.isEmpty() || left.size() != right.size()) {
      return Optional.empty();
    }
    for (int i = 0; i < left.size(); i++) {
      Optional<Comparison> difference = compare(left.get(i), right.get(i));
      if (difference.isPresent()) {
        return difference;
      }
      note(left, right, i);
    }
    boolean sameTargets =
        shorter
            && jumps.entrySet().stream()
                .allMatch(jump -> jump.getValue().equals(moved.get(jump.getKey())));
    return sameTargets ? Optional.of(Comparison.same(pointed)) : Optional.empty();
  }

  /** Without those that do nothing; none at all where not every byte is an instruction's. */
  private static List<Instruction> working(List<Instruction> all, Bytes code) {
    boolean whole = !all.isEmpty() && all.get(all.size() - 1).end() == code.length();
    return whole ? all.stream().filter(instruction -> !instruction.isNop()).toList() : List.of();
  }

  /** A jump may lead to the padding before an instruction as well. */
  private void note(List<Instruction> left, List<Instruction> right, int index) {
    long begin = index == 0 ? 0 : left.get(index - 1).end();
    long theirBegin = index == 0 ? 0 : right.get(index - 1).end();
    moved.put(address + left.get(index).offset(), address + right.get(index).offset());
    moved.putIfAbsent(address + begin, address + theirBegin);
  }

  private Optional<Comparison> compare(Instruction mine, Instruction other) {
    List<Site> sites =
        layout.sites(piece).stream()
            .filter(
                s ->
                    s.field().width() > 0 && s.offset() >= mine.offset() && s.offset() < mine.end())
            .toList();
    boolean jump = sites.isEmpty() && mine.address().isPresent() && other.address().isPresent();
    if (!mine.mnemonic().equals(other.mnemonic())) {
      return differs(mine);
    }
    if (jump) {
      jumps.put(mine.address().getAsLong(), other.address().getAsLong());
      return Optional.empty();
    }
    if (sites.size() == 1 && mine.size() != other.size()) {
      return shortened(mine, sites.get(0), other);
    }
    return sameBytes(mine, sites, other) ? operands(mine, sites, other) : differs(mine);
  }

  private static Optional<Comparison> differs(Instruction mine) {
    return Optional.of(Comparison.otherCode(mine.offset()));
  }

  private Optional<Comparison> shortened(Instruction mine, Site site, Instruction other) {
    OptionalLong target = other.address();
    boolean near = site.branch() && target.isPresent() && site.target() instanceof Target.InPiece;
    if (!near) {
      return differs(mine);
    }
    Target.InPiece in = (Target.InPiece) site.target();
    shorter = true;
    pointed.add(
        new Pointed(
            site, site.offset(), in.piece(), in.offset(), target.getAsLong() - in.offset(), true));
    return Optional.empty();
  }

  private boolean sameBytes(Instruction mine, List<Site> sites, Instruction other) {
    if (mine.size() != other.size()) {
      return false;
    }
    byte[] a = ours.slice(mine.offset(), mine.size()).toArray();
    byte[] b = theirs.slice(other.offset(), other.size()).toArray();
    PieceReader.mask(a, b, mine.offset(), sites);
    return Arrays.equals(a, b);
  }

  private Optional<Comparison> operands(Instruction mine, List<Site> sites, Instruction other) {
    long shift = (long) other.offset() - mine.offset();
    for (Site site : sites) {
      Optional<Mismatch> mismatch =
          reader.operand(
              site, address + site.offset() + shift, reader.isSure(piece, site), pointed);
      if (mismatch.isPresent()) {
        return mismatch.map(Comparison::differs);
      }
    }
    return Optional.empty();
  }
}
