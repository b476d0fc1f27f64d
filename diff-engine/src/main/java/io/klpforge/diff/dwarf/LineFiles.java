package io.klpforge.diff.dwarf;

import java.util.ArrayList;
import java.util.List;

/**
 * The source files that entries of a unit name by number; read at the first question.
 *
 * <p>Source: DWARF 5, section 6.2.4; DWARF 4, section 6.2.4.
 */
public final class LineFiles {
  private static final int DW_LNCT_PATH = 1;
  private static final int DW_LNCT_DIRECTORY_INDEX = 2;
  private static final int NEWEST = 5;

  private final DebugInfo info;
  private final long offset;
  private List<String> names = List.of();
  private boolean known;

  /** The files of the line table at {@code offset}; none if that is negative. */
  LineFiles(DebugInfo info, long offset) {
    this.info = info;
    this.offset = offset;
    this.known = offset < 0;
  }

  /**
   * {@return a file's path as the compiler was told it}: absolute, or from the directory it was
   * called in; empty where the number is none
   */
  public String name(long number) {
    if (!known) {
      names = read();
      known = true;
    }
    return number >= 0 && number < names.size() ? names.get((int) number) : "";
  }

  private List<String> read() {
    DataReader reader = info.lines().reader(offset);
    DataReader.UnitLength length = reader.unitLength();
    int version = reader.u16();
    if (version >= NEWEST) {
      reader.skip(2);
    }
    reader.number(length.offsetSize());
    reader.skip(version >= 4 ? 5 : 4);
    reader.skip(reader.u8() - 1L);
    return version >= NEWEST ? newer(reader, length.offsetSize()) : older(reader);
  }

  /** Directories and files are counted from 1; directory 0 is where the compiler was called. */
  private static List<String> older(DataReader reader) {
    List<String> directories = new ArrayList<>(List.of(""));
    for (String name = reader.text(); !name.isEmpty(); name = reader.text()) {
      directories.add(name);
    }
    List<String> files = new ArrayList<>(List.of(""));
    for (String name = reader.text(); !name.isEmpty(); name = reader.text()) {
      files.add(joined(directories, reader.unsigned(), name));
      reader.unsigned();
      reader.unsigned();
    }
    return files;
  }

  private record Column(long content, Form form) {}

  private List<String> newer(DataReader reader, int offsetSize) {
    List<String> directories = new ArrayList<>();
    for (Name name : table(reader, offsetSize)) {
      directories.add(directories.isEmpty() ? "" : name.path());
    }
    List<String> files = new ArrayList<>();
    for (Name name : table(reader, offsetSize)) {
      files.add(joined(directories, name.directory(), name.path()));
    }
    return files;
  }

  private record Name(String path, long directory) {}

  private List<Name> table(DataReader reader, int offsetSize) {
    List<Column> columns = new ArrayList<>();
    for (int i = reader.u8(); i > 0; i--) {
      columns.add(new Column(reader.unsigned(), Form.of(reader.unsigned())));
    }
    long count = reader.unsigned();
    List<Name> names = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      int before = reader.at();
      names.add(row(reader, columns, offsetSize));
      if (reader.at() == before) {
        throw reader.damaged("is a table of files without bytes");
      }
    }
    return names;
  }

  private Name row(DataReader reader, List<Column> columns, int offsetSize) {
    String path = "";
    long directory = 0;
    for (Column column : columns) {
      if (column.content() == DW_LNCT_PATH) {
        path = path(reader, column.form(), offsetSize);
      } else if (column.content() == DW_LNCT_DIRECTORY_INDEX) {
        directory = number(reader, column.form());
      } else {
        number(reader, column.form());
      }
    }
    return new Name(path, directory);
  }

  private String path(DataReader reader, Form form, int offsetSize) {
    return switch (form) {
      case STRING -> reader.text();
      case STRP -> info.strings().text(reader.number(offsetSize));
      case LINE_STRP -> info.lineStrings().text(reader.number(offsetSize));
      default -> throw reader.damaged("is a table of files whose names have form " + form);
    };
  }

  private static long number(DataReader reader, Form form) {
    return switch (form) {
      case DATA1 -> reader.u8();
      case DATA2 -> reader.u16();
      case DATA4 -> reader.u32();
      case DATA8 -> reader.s64();
      case UDATA -> reader.unsigned();
      case DATA16 -> {
        reader.skip(16);
        yield 0;
      }
      default -> throw reader.damaged("is a table of files with numbers of form " + form);
    };
  }

  private static String joined(List<String> directories, long directory, String name) {
    boolean there = directory >= 0 && directory < directories.size();
    String above = there ? directories.get((int) directory) : "";
    return above.isEmpty() || name.startsWith("/") ? name : above + "/" + name;
  }
}
