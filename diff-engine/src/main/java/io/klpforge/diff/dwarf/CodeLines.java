package io.klpforge.diff.dwarf;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.MalformedElfException;
import io.klpforge.diff.elf.SectionId;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Which source line each instruction of a file comes from, of which file. */
public final class CodeLines {
  private final Map<SectionId, NavigableMap<Long, SourceLine>> lines = new HashMap<>();
  private final Map<SourceLine, SourceLine> once = new HashMap<>();

  private CodeLines() {}

  /**
   * {@return the lines of a file}
   *
   * @throws MalformedElfException if its {@code .debug_line} is damaged
   */
  public static CodeLines of(DebugInfo info) {
    CodeLines lines = new CodeLines();
    try {
      Bytes data = info.lines().data();
      int from = 0;
      while (from < data.length()) {
        from = lines.read(info, new LineProgram(data, from), from);
      }
    } catch (IndexOutOfBoundsException | ArithmeticException e) {
      throw new MalformedElfException(".debug_line is damaged: " + e.getMessage(), e);
    }
    return lines;
  }

  private int read(DebugInfo info, LineProgram program, int from) {
    LineFiles files = new LineFiles(info, from);
    DebugSection section = info.lines();
    program.run(
        (operand, offset, file, line) -> {
          if (operand >= 0) {
            long start = section.data().s64(operand);
            add(section.section(operand), start + offset, files.name(file), line);
          }
        });
    return program.end();
  }

  /** Of several at one place the last one counts: it is what the instruction itself is of. */
  private void add(SectionId section, long offset, String file, int line) {
    SourceLine place = new SourceLine(file, line);
    lines
        .computeIfAbsent(section, id -> new TreeMap<>())
        .put(offset, once.computeIfAbsent(place, same -> same));
  }

  /**
   * {@return the line of the instruction at {@code offset}}; empty where none is told
   *
   * @param from where its function begins
   */
  public Optional<SourceLine> at(SectionId section, long from, long offset) {
    NavigableMap<Long, SourceLine> inSection = lines.getOrDefault(section, new TreeMap<>());
    Map.Entry<Long, SourceLine> entry = inSection.floorEntry(offset);
    return Optional.ofNullable(entry)
        .filter(found -> found.getKey() >= from)
        .map(Map.Entry::getValue)
        .filter(line -> line.line() > 0);
  }
}
