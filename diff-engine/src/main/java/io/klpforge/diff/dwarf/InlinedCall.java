package io.klpforge.diff.dwarf;

import java.util.List;

/**
 * A function's code inside another function.
 *
 * @param name of the function that is inlined
 * @param declared where its source is
 * @param called the line of the function it is inlined into
 * @param ranges its instructions, those of what it inlines itself included
 * @param calls what is inlined into it
 */
public record InlinedCall(
    String name,
    SourceLine declared,
    SourceLine called,
    List<CodeRange> ranges,
    List<InlinedCall> calls) {
  /** Copies the lists. */
  public InlinedCall {
    ranges = List.copyOf(ranges);
    calls = List.copyOf(calls);
  }
}
