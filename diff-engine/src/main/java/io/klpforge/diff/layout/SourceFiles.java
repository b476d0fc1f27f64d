package io.klpforge.diff.layout;

import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.diff.elf.SymbolType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which source file each local symbol of an object came from.
 *
 * <p>A FILE symbol stands before the local symbols of its file. An object has several when {@code
 * ld -r} made it of several, and then perhaps two files of one name. Source: gABI, "Symbol Table",
 * {@code STT_FILE}.
 */
public final class SourceFiles {
  /** The file of what stands before any FILE symbol. */
  public static final SourceFile NONE = new SourceFile("", 0);

  /**
   * One source file.
   *
   * @param name as the compiler wrote it, such as {@code core.c}; may be empty
   * @param place 0 for the first of that name in the object, and so on
   */
  public record SourceFile(String name, int place) {}

  private final List<SourceFile> files = new ArrayList<>();
  private final TreeMap<Integer, SourceFile> byFirstSymbol = new TreeMap<>();

  private SourceFiles(ObjectFile object) {
    Map<String, Integer> seen = new HashMap<>();
    for (Symbol symbol : object.symbols()) {
      if (symbol.type() == SymbolType.FILE) {
        int place = seen.merge(symbol.name(), 1, Integer::sum) - 1;
        SourceFile file = new SourceFile(symbol.name(), place);
        files.add(file);
        byFirstSymbol.put(symbol.id().index(), file);
      }
    }
  }

  /** {@return the source files of an object} */
  public static SourceFiles of(ObjectFile object) {
    return new SourceFiles(object);
  }

  /** {@return all, in the order of the object} */
  public List<SourceFile> all() {
    return List.copyOf(files);
  }

  /** {@return the file of a local symbol}; {@link #NONE} if none is told */
  public SourceFile of(Symbol symbol) {
    Map.Entry<Integer, SourceFile> entry = byFirstSymbol.floorEntry(symbol.id().index());
    return entry == null ? NONE : entry.getValue();
  }
}
