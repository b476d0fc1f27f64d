package io.klpforge.emit.convert;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A file as GNU readelf reads it, who knows nothing of what we write. */
record ReadElf(Path file) {
  private static final Pattern TABLE = Pattern.compile("Relocation section '(.*)' at offset .*");
  private static final Pattern ENTRY =
      Pattern.compile("([0-9a-f]{16}) +[0-9a-f]{16} (\\S+) +(?:[0-9a-f]{16} )? *(.*)");
  private static final Pattern SECTION =
      Pattern.compile(
          " *\\[ *(\\d+)\\] (\\S+) +(\\S+) +[0-9a-f]+ [0-9a-f]+ [0-9a-f]+ ([0-9a-f]+)"
              + " +(\\S*) +(\\d+) +(\\d+) +(\\d+)");

  private static final Pattern SYMBOL =
      Pattern.compile(
          " *\\d+: [0-9a-f]+ +\\S+ \\S+ +\\S+ +\\S+ +(?:\\[<localentry>: \\d+\\] +)?"
              + "(OS \\[\\S+\\]|\\S+) (\\S.*)");

  /**
   * A relocation.
   *
   * @param table its section
   * @param target and its addend, as they are printed
   */
  record Entry(String table, long offset, String type, String target) {}

  /** A section's header. */
  record Header(
      int index, String name, String type, int entrySize, String flags, int link, int info) {}

  List<Entry> relocations() throws IOException, InterruptedException {
    List<Entry> entries = new ArrayList<>();
    String table = "";
    for (String line : lines("-rW")) {
      Matcher begin = TABLE.matcher(line);
      Matcher entry = ENTRY.matcher(line);
      if (begin.matches()) {
        table = begin.group(1);
      } else if (entry.matches()) {
        long offset = Long.parseUnsignedLong(entry.group(1), 16);
        entries.add(new Entry(table, offset, entry.group(2), entry.group(3).strip()));
      }
    }
    return entries;
  }

  List<Header> sections() throws IOException, InterruptedException {
    List<Header> headers = new ArrayList<>();
    for (String line : lines("-SW")) {
      Matcher row = SECTION.matcher(line);
      if (row.matches()) {
        headers.add(
            new Header(
                Integer.parseInt(row.group(1)),
                row.group(2),
                row.group(3),
                Integer.parseInt(row.group(4), 16),
                row.group(5),
                Integer.parseInt(row.group(6)),
                Integer.parseInt(row.group(7))));
      }
    }
    return headers;
  }

  /** {@return the section's number, or {@code UND} and so on, of each symbol that has a name} */
  Map<String, String> symbols() throws IOException, InterruptedException {
    Map<String, String> symbols = new TreeMap<>();
    for (String line : lines("-sW")) {
      Matcher row = SYMBOL.matcher(line);
      if (row.matches()) {
        symbols.put(row.group(2), row.group(1));
      }
    }
    return symbols;
  }

  String header() throws IOException, InterruptedException {
    return String.join("\n", lines("-hW"));
  }

  private List<String> lines(String option) throws IOException, InterruptedException {
    return CrossCompiler.said(List.of("readelf", option, file.toString())).lines().toList();
  }
}
