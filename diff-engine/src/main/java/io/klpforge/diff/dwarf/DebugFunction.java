package io.klpforge.diff.dwarf;

import io.klpforge.diff.elf.SectionId;
import java.util.List;
import java.util.Optional;

/**
 * A function that has code of its own.
 *
 * @param name in the source: clones ({@code .isra.0}) have that of what they were made from
 * @param declared where its source is
 * @param ranges its instructions; several if it has a cold part. With gcc's
 *     -fpatchable-function-entry they begin behind the instructions that ftrace replaces
 * @param calls what is inlined into it
 */
public record DebugFunction(
    String name, SourceLine declared, List<CodeRange> ranges, List<InlinedCall> calls) {
  /** Copies the lists. */
  public DebugFunction {
    ranges = List.copyOf(ranges);
    calls = List.copyOf(calls);
  }

  /**
   * {@return every function whose code a file has}, in the order of its debugging information
   *
   * @throws io.klpforge.diff.elf.MalformedElfException if that is damaged
   */
  public static List<DebugFunction> all(DebugInfo info) {
    return info.units().parallelStream()
        .flatMap(unit -> new FunctionReader(info.read(unit)).read().stream())
        .toList();
  }

  /** {@return the one of {@code functions} that the byte at {@code offset} belongs to} */
  public static Optional<DebugFunction> at(
      List<DebugFunction> functions, SectionId section, long offset) {
    return functions.stream()
        .filter(function -> function.ranges().stream().anyMatch(r -> r.contains(section, offset)))
        .findFirst();
  }
}
