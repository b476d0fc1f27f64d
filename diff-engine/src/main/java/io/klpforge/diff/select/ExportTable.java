package io.klpforge.diff.select;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a kernel and its modules export.
 *
 * <p>Source: {@code Module.symvers}, Documentation/kbuild/modules.rst, Linux 6.1: CRC, symbol,
 * module, export type and namespace, separated by tabs.
 */
public final class ExportTable {
  private static final int VERSION = 0;
  private static final int NAME = 1;
  private static final int OWNER = 2;
  private static final int TYPE = 3;
  private static final int NAMESPACE = 4;

  private final Map<String, Export> exports = new HashMap<>();

  private ExportTable() {}

  /**
   * {@return the table in the lines of a {@code Module.symvers}}
   *
   * @throws IllegalArgumentException with the line, if one is not of that form
   */
  public static ExportTable parse(List<String> lines) {
    ExportTable table = new ExportTable();
    for (String line : lines) {
      String[] fields = line.split("\t", -1);
      if (fields.length <= TYPE) {
        throw new IllegalArgumentException("not a line of a Module.symvers: " + line);
      }
      String namespace = fields.length > NAMESPACE ? fields[NAMESPACE] : "";
      boolean gplOnly = fields[TYPE].contains("GPL");
      table.exports.put(
          fields[NAME],
          new Export(
              fields[NAME], owner(fields[OWNER]), gplOnly, namespace, version(line, fields)));
    }
    return table;
  }

  private static long version(String line, String... fields) {
    try {
      return Long.decode(fields[VERSION]);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("not a line of a Module.symvers: " + line, e);
    }
  }

  /** {@code fs/btrfs/btrfs} is the module {@code btrfs}. */
  private static String owner(String path) {
    String file = path.substring(path.lastIndexOf('/') + 1);
    int dot = file.indexOf('.');
    return (dot < 0 ? file : file.substring(0, dot)).replace('-', '_');
  }

  /** {@return the export of that name} */
  public Optional<Export> find(String name) {
    return Optional.ofNullable(exports.get(name));
  }
}
