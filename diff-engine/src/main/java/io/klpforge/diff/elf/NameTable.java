package io.klpforge.diff.elf;

import java.util.HashMap;
import java.util.Map;

/**
 * A string table ({@code SHT_STRTAB}): names that end with NUL, known by where they begin.
 *
 * <p>One name may be the end of another (linkers store {@code .text} inside {@code .rela.text}),
 * but a table of which every byte is the beginning of a long name would be as many times larger in
 * memory than in the file; a linker that shares ends stays far below {@link #SHARING}.
 *
 * <p>Source: System V gABI, chapter "String Table".
 */
final class NameTable {
  private static final int SHARING = 32;
  private static final int ALWAYS_ALLOWED = 4096;

  private final Bytes table;
  private final String title;
  private final Map<Integer, String> known = new HashMap<>();
  private long allowed;

  /**
   * A table of these bytes.
   *
   * @param title the table's name in messages
   */
  NameTable(Bytes table, String title) {
    this.table = table;
    this.title = title;
    this.allowed = (long) SHARING * table.length() + ALWAYS_ALLOWED;
  }

  /**
   * {@return the name at {@code offset}, an unsigned number}
   *
   * @param user what has the name, for the message
   * @param index which of them
   * @throws MalformedElfException if no name is there
   */
  String at(int offset, String user, int index) {
    if (offset == 0) {
      return "";
    }
    String name = known.get(offset);
    return name == null ? read(offset, user, index) : name;
  }

  private String read(int offset, String user, int index) {
    if (offset < 0 || offset >= table.length()) {
      throw damaged(user, index, "lies outside " + title);
    }
    String name = table.text(offset);
    if (offset + name.length() >= table.length()) {
      throw damaged(user, index, "has no end in " + title);
    }
    allowed -= name.length();
    if (allowed < 0) {
      throw new MalformedElfException("the names in " + title + " overlap again and again");
    }
    known.put(offset, name);
    return name;
  }

  private static MalformedElfException damaged(String user, int index, String what) {
    return new MalformedElfException("the name of " + user + " " + index + " " + what);
  }
}
