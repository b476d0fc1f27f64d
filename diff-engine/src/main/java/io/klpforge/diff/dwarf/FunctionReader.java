package io.klpforge.diff.dwarf;

import io.klpforge.diff.elf.MalformedElfException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the functions of a unit that have code, and what is inlined into them. */
final class FunctionReader {
  private static final int LONGEST_CHAIN = 16;

  private final UnitReader unit;
  private final Map<Long, Origin> origins = new HashMap<>();
  private final List<DebugFunction> functions = new ArrayList<>();
  private final Deque<Open> open = new ArrayDeque<>();

  /** What a function's entry, or the one it was made from, says of it. */
  private record Origin(String name, SourceLine declared) {
    boolean isNamed() {
      return !name.isEmpty();
    }
  }

  /** A function or inlined call whose children are being read. */
  private record Open(
      int depth,
      boolean isFunction,
      Origin origin,
      SourceLine called,
      List<CodeRange> ranges,
      List<InlinedCall> calls) {
    DebugFunction function() {
      return new DebugFunction(origin.name(), origin.declared(), ranges, calls);
    }

    InlinedCall call() {
      return new InlinedCall(origin.name(), origin.declared(), called, ranges, calls);
    }
  }

  FunctionReader(UnitReader unit) {
    this.unit = unit;
  }

  List<DebugFunction> read() {
    DieCursor cursor = unit.entries();
    while (cursor.next()) {
      closeTo(cursor.depth());
      enter(cursor);
    }
    closeTo(0);
    return functions;
  }

  private void enter(DieCursor cursor) {
    switch (cursor.tag()) {
      case SUBPROGRAM -> enterFunction(cursor);
      case INLINED_SUBROUTINE -> enterCall(cursor);
      case STRUCTURE_TYPE, UNION_TYPE, ENUMERATION_TYPE, ARRAY_TYPE, SUBROUTINE_TYPE ->
          cursor.skipChildren();
      default -> {}
    }
  }

  private void enterFunction(DieCursor cursor) {
    List<CodeRange> ranges = cursor.ranges();
    if (ranges.isEmpty()) {
      cursor.skipChildren();
    } else {
      push(cursor, true, SourceLine.UNKNOWN, ranges);
    }
  }

  private void enterCall(DieCursor cursor) {
    if (open.isEmpty()) {
      cursor.skipChildren();
    } else {
      SourceLine called = line(cursor, Attribute.CALL_FILE, Attribute.CALL_LINE);
      push(cursor, false, called, cursor.ranges());
    }
  }

  private void push(
      DieCursor cursor, boolean isFunction, SourceLine called, List<CodeRange> ranges) {
    Origin origin = origin(cursor);
    open.push(new Open(cursor.depth(), isFunction, origin, called, ranges, new ArrayList<>()));
  }

  private void closeTo(int depth) {
    while (!open.isEmpty() && open.peek().depth() >= depth) {
      Open done = open.pop();
      if (done.isFunction()) {
        functions.add(done.function());
      } else if (!open.isEmpty()) {
        open.peek().calls().add(done.call());
      }
    }
  }

  private Origin origin(DieCursor cursor) {
    Origin own = own(cursor, unit);
    long from = referred(cursor);
    return own.isNamed() || from < 0 ? own : origins.computeIfAbsent(from, this::follow);
  }

  /** The entry at {@code offset}, or what that was made from, until one has a name. */
  private Origin follow(long offset) {
    long at = offset;
    for (int i = 0; i < LONGEST_CHAIN; i++) {
      UnitReader reader = unit.has(at) ? unit : unit.info().read(unit.info().unitAt(at));
      DieCursor cursor = reader.entry(at);
      Origin origin = own(cursor, reader);
      at = referred(cursor);
      if (origin.isNamed() || at < 0) {
        return origin;
      }
    }
    throw new MalformedElfException(
        ".debug_info+0x" + Long.toHexString(offset) + " is an entry made from itself");
  }

  private static Origin own(DieCursor cursor, UnitReader unit) {
    return new Origin(cursor.name(), line(cursor, unit, Attribute.DECL_FILE, Attribute.DECL_LINE));
  }

  private static long referred(DieCursor cursor) {
    return cursor.has(Attribute.ABSTRACT_ORIGIN)
        ? cursor.reference(Attribute.ABSTRACT_ORIGIN)
        : cursor.reference(Attribute.SPECIFICATION);
  }

  private SourceLine line(DieCursor cursor, Attribute file, Attribute line) {
    return line(cursor, unit, file, line);
  }

  private static SourceLine line(
      DieCursor cursor, UnitReader unit, Attribute file, Attribute line) {
    return new SourceLine(
        unit.files().name(cursor.constant(file, -1)), (int) cursor.constant(line, 0));
  }
}
