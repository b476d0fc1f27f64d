package io.klpforge.emit.verify;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ObjectFile;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The versions a module was built with, by symbol.
 *
 * <p>Source: {@code struct modversion_info}, include/linux/module.h, Linux 6.1: an 8-byte checksum
 * and a name, 64 bytes in all.
 *
 * @param versions by symbol, in file order
 */
record SymbolVersions(Map<String, Long> versions) {
  private static final int SIZE = 64;
  private static final String SECTION = "__versions";

  /** {@return what the module has; empty if it has no such section} */
  static Optional<SymbolVersions> of(ObjectFile module) {
    return module.section(SECTION).map(section -> read(section.data()));
  }

  private static SymbolVersions read(Bytes table) {
    Map<String, Long> versions = new LinkedHashMap<>();
    for (int at = 0; at + SIZE <= table.length(); at += SIZE) {
      String name = table.slice(at, SIZE).text(Long.BYTES);
      versions.putIfAbsent(name, table.s64(at) & 0xffff_ffffL);
    }
    return new SymbolVersions(versions);
  }

  Optional<Long> of(String symbol) {
    return Optional.ofNullable(versions.get(symbol));
  }
}
