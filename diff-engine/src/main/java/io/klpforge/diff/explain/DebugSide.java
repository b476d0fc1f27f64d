package io.klpforge.diff.explain;

import io.klpforge.diff.dwarf.CodeLines;
import io.klpforge.diff.dwarf.DebugFunction;
import io.klpforge.diff.dwarf.DebugInfo;
import io.klpforge.diff.dwarf.InlinedCall;
import io.klpforge.diff.dwarf.SourceLine;
import io.klpforge.diff.elf.MalformedElfException;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.layout.Piece;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** What one object's debug information tells of its functions. */
final class DebugSide {
  private final List<DebugFunction> functions;
  private final Optional<CodeLines> lines;
  private final Map<String, SourceLine> declared = new HashMap<>();
  private final SortedSet<String> files = new TreeSet<>();
  private final String lack;

  private DebugSide(List<DebugFunction> functions, Optional<CodeLines> lines, String lack) {
    this.functions = functions;
    this.lines = lines;
    this.lack = lack;
    functions.forEach(function -> learn(function.name(), function.declared(), function.calls()));
  }

  static DebugSide of(ObjectFile object) {
    try {
      return DebugInfo.of(object)
          .map(info -> new DebugSide(DebugFunction.all(info), Optional.of(CodeLines.of(info)), ""))
          .orElseGet(() -> without("the object has no debug information"));
    } catch (MalformedElfException e) {
      return without("the debug information cannot be read: " + e.getMessage());
    }
  }

  private static DebugSide without(String lack) {
    return new DebugSide(List.of(), Optional.empty(), lack);
  }

  private void learn(String name, SourceLine place, List<InlinedCall> calls) {
    declared.putIfAbsent(name, place);
    files.add(place.file());
    calls.forEach(call -> learn(call.name(), call.declared(), call.calls()));
  }

  /** {@return why nothing is known}; empty if something is */
  String lack() {
    return lack;
  }

  /** {@return the function that a piece has the code of} */
  Optional<DebugFunction> function(Piece piece) {
    return DebugFunction.at(functions, piece.section(), piece.start() + piece.entry());
  }

  /** {@return where a function of the object, inlined or not, is written} */
  Optional<SourceLine> declared(String function) {
    return Optional.ofNullable(declared.get(function));
  }

  /** {@return the line of the instruction at an offset of a piece} */
  Optional<SourceLine> line(Piece piece, long offset) {
    return lines.flatMap(known -> known.at(piece.section(), piece.start(), piece.start() + offset));
  }

  /** {@return the files that its functions are written in} */
  List<String> files() {
    return new ArrayList<>(files);
  }
}
