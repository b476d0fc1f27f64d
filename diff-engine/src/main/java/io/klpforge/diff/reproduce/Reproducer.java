package io.klpforge.diff.reproduce;

import io.klpforge.diff.elf.MalformedElfException;
import io.klpforge.diff.layout.ObjectLayout;
import io.klpforge.diff.layout.Piece;
import io.klpforge.diff.layout.SectionRole;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * Finds the functions and variables of one object in the shipped kernel, and compares them.
 *
 * <p>What only one shipped symbol can be is compared there. Where it is the same, its operands say
 * where the object's other pieces are: of nineteen functions {@code type_show} it is the one that
 * our own {@code dev_attr_type} points at. What no operand reaches is taken from the same FILE
 * block.
 */
public final class Reproducer {
  private final ObjectLayout orig;
  private final ShippedImage image;
  private final PieceReader reader;
  private final Namesakes namesakes;
  private final UnnamedData unnamed;
  private final Map<Piece, List<ShippedSymbol>> candidates = new LinkedHashMap<>();
  private final Map<Piece, ShippedSymbol> places = new HashMap<>();
  private final Map<Piece, ShippedSymbol> disputes = new HashMap<>();
  private final Map<Piece, Comparison> comparisons = new HashMap<>();
  private final Deque<Piece> open = new ArrayDeque<>();

  private Reproducer(ObjectLayout orig, ShippedImage image) {
    this.orig = orig;
    this.image = image;
    this.reader = new PieceReader(orig, image);
    this.namesakes = new Namesakes(image.symbols(), new Origins(orig.object()));
    this.unnamed = new UnnamedData(orig, reader);
  }

  /**
   * Compares an object with the shipped kernel object it is linked into.
   *
   * @param orig compiled without the patch
   * @throws io.klpforge.diff.elf.MalformedElfException if one of them cannot be understood
   */
  public static Reproduction reproduce(ObjectLayout orig, ShippedImage image) {
    if (!orig.architecture().readsOperands()) {
      throw new MalformedElfException(
          "code for this machine cannot be compared with a kernel's yet, that for x86-64 can");
    }
    return new Reproducer(orig, image).reproduce();
  }

  private Reproduction reproduce() {
    for (Piece piece : orig.pieces()) {
      if (isNamed(piece)) {
        candidates.put(piece, namesakes.of(piece));
      }
    }
    candidates.forEach(this::placeIfOnly);
    follow();
    settleByBlock();
    Verification verification =
        new Verification(orig, image.symbols(), reader, unnamed, candidates, places, comparisons);
    return new Reproduction(orig, image, verification.matches(), places, disputes);
  }

  private boolean isNamed(Piece piece) {
    boolean role = piece.role() == SectionRole.CODE || piece.role() == SectionRole.DATA;
    return role && piece.symbol().isPresent();
  }

  private void placeIfOnly(Piece piece, List<ShippedSymbol> symbols) {
    if (symbols.size() == 1) {
      place(piece, symbols.get(0));
    }
  }

  /** What was placed elsewhere before is disputed: then operands contradict each other. */
  private void place(Piece piece, ShippedSymbol symbol) {
    ShippedSymbol before = places.putIfAbsent(piece, symbol);
    if (before == null && !Namesakes.isOverridden(piece, symbol)) {
      open.add(piece);
    } else if (before != null && before.address() != symbol.address()) {
      disputes.putIfAbsent(piece, symbol);
    }
  }

  /** Compares what is placed; what proves the same places what it refers to. */
  private void follow() {
    while (!open.isEmpty()) {
      Piece piece = open.remove();
      Comparison comparison = compare(piece, places.get(piece));
      comparisons.put(piece, comparison);
      comparison.pointed().stream().filter(Pointed::sure).forEach(this::follow);
    }
  }

  private Comparison compare(Piece piece, ShippedSymbol symbol) {
    long beyond = piece.size() - piece.symbol().orElseThrow().size();
    long size = symbol.symbol().size() + beyond;
    return reader.compare(piece, Namesakes.address(piece, symbol), size);
  }

  private void follow(Pointed pointed) {
    if (candidates.containsKey(pointed.target())) {
      candidates.get(pointed.target()).stream()
          .filter(s -> Namesakes.address(pointed.target(), s) == pointed.address())
          .findFirst()
          .ifPresent(symbol -> place(pointed.target(), symbol));
    } else {
      unnamed.compare(pointed).pointed().stream().filter(Pointed::sure).forEach(this::followOnce);
    }
  }

  /** Unnamed data refers to named pieces; what it refers to without name is compared in place. */
  private void followOnce(Pointed pointed) {
    if (candidates.containsKey(pointed.target())) {
      follow(pointed);
    }
  }

  private void settleByBlock() {
    OptionalLong block = mainBlock();
    if (block.isEmpty()) {
      return;
    }
    for (Map.Entry<Piece, List<ShippedSymbol>> entry : candidates.entrySet()) {
      List<ShippedSymbol> inBlock =
          entry.getValue().stream().filter(s -> s.block() == block.getAsLong()).toList();
      if (!places.containsKey(entry.getKey()) && inBlock.size() == 1) {
        place(entry.getKey(), inBlock.get(0));
      }
    }
    follow();
  }

  /** The block most of the object's placed local symbols are in; else the one that fits best. */
  private OptionalLong mainBlock() {
    Map<Integer, Integer> votes = new HashMap<>();
    places.forEach(
        (piece, symbol) -> {
          if (symbol.block() != 0 && comparisons.get(piece).mismatch().isEmpty()) {
            votes.merge(symbol.block(), 1, Integer::sum);
          }
        });
    if (votes.isEmpty()) {
      candidates.forEach((piece, symbols) -> symbols.forEach(s -> vote(votes, piece, s)));
    }
    return winner(votes);
  }

  private void vote(Map<Integer, Integer> votes, Piece piece, ShippedSymbol symbol) {
    if (symbol.block() != 0 && compare(piece, symbol).mismatch().isEmpty()) {
      votes.merge(symbol.block(), 1, Integer::sum);
    }
  }

  private static OptionalLong winner(Map<Integer, Integer> votes) {
    int best = votes.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    List<Integer> winners = new ArrayList<>();
    votes.forEach(
        (block, count) -> {
          if (count == best) {
            winners.add(block);
          }
        });
    return winners.size() == 1 ? OptionalLong.of(winners.get(0)) : OptionalLong.empty();
  }
}
