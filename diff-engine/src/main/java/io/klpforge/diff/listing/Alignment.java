package io.klpforge.diff.listing;

import io.klpforge.diff.insn.Disassembler;
import io.klpforge.diff.layout.Target;
import io.klpforge.diff.source.LineMatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Puts two versions of a function side by side: instructions that read the same are twins, as many
 * of them as keep their order; what is left between twins stands in pairs, first with first.
 *
 * <p>A jump in the function is the same where it leads to twins.
 */
public final class Alignment {
  private final List<Read> left;
  private final List<Read> right;
  private final BiPredicate<Target, Target> meanSame;
  private final List<Pair> pairs = new ArrayList<>();
  private final Map<Integer, Integer> rowOfLeft = new HashMap<>();
  private final Map<Integer, Integer> rowOfRight = new HashMap<>();

  private record Pair(Optional<Read> left, Optional<Read> right, boolean twins) {}

  private Alignment(List<Read> left, List<Read> right, BiPredicate<Target, Target> meanSame) {
    this.left = left;
    this.right = right;
    this.meanSame = meanSame;
  }

  /**
   * {@return the rows of two versions}; empty if nothing here reads their machine's instructions
   *
   * @param meanSame whether what a relocation of the left version means is what one of the right
   *     one does
   * @throws io.klpforge.diff.insn.MissingLibraryException if the disassembler's native library is
   *     not installed
   */
  public static Optional<List<Row>> rows(
      ListedFunction left, ListedFunction right, BiPredicate<Target, Target> meanSame) {
    Optional<Disassembler> known = left.layout().architecture().disassembler();
    return known.map(
        disassembler ->
            new Alignment(
                    new Listing(left).read(disassembler),
                    new Listing(right).read(disassembler),
                    meanSame)
                .rows());
  }

  private List<Row> rows() {
    pair();
    for (int row = 0; row < pairs.size(); row++) {
      int place = row;
      pairs.get(row).left().ifPresent(read -> rowOfLeft.put(read.line().offset(), place));
      pairs.get(row).right().ifPresent(read -> rowOfRight.put(read.line().offset(), place));
    }
    return pairs.stream().map(this::row).toList();
  }

  private void pair() {
    int[] twins = LineMatch.of(keys(left), keys(right));
    int nextLeft = 0;
    int nextRight = 0;
    for (int i = 0; i < twins.length; i++) {
      if (twins[i] >= 0) {
        pairGap(nextLeft, twins[i], nextRight, i);
        pairs.add(new Pair(Optional.of(left.get(twins[i])), Optional.of(right.get(i)), true));
        nextLeft = twins[i] + 1;
        nextRight = i + 1;
      }
    }
    pairGap(nextLeft, left.size(), nextRight, right.size());
  }

  private static List<String> keys(List<Read> reads) {
    return reads.stream().map(Read::key).toList();
  }

  private void pairGap(int fromLeft, int toLeft, int fromRight, int toRight) {
    for (int i = 0; i < Math.max(toLeft - fromLeft, toRight - fromRight); i++) {
      pairs.add(new Pair(at(left, fromLeft + i, toLeft), at(right, fromRight + i, toRight), false));
    }
  }

  private static Optional<Read> at(List<Read> reads, int index, int end) {
    return index < end ? Optional.of(reads.get(index)) : Optional.empty();
  }

  private Row row(Pair pair) {
    boolean same = pair.twins() && areSame(pair.left().orElseThrow(), pair.right().orElseThrow());
    return new Row(pair.left().map(Read::line), pair.right().map(Read::line), same);
  }

  private boolean areSame(Read a, Read b) {
    if (a.line().jump().isPresent()) {
      Integer to = rowOfLeft.get(a.line().jump().getAsInt());
      return to != null && to.equals(rowOfRight.get(b.line().jump().orElse(-1)));
    }
    if (a.operands().size() != b.operands().size()) {
      return false;
    }
    for (int i = 0; i < a.operands().size(); i++) {
      Target meant = a.operands().get(i).site().target();
      if (!meanSame.test(meant, b.operands().get(i).site().target())) {
        return false;
      }
    }
    return true;
  }
}
