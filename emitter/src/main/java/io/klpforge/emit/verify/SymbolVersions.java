package io.klpforge.emit.verify;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Section;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The versions a module was built with, by symbol.
 *
 * <p>Source: {@code struct modversion_info}, include/linux/module.h, Linux 6.1: an 8-byte checksum
 * and a name, 64 bytes in all. From 6.14 on modules may have two sections instead, for longer
 * names: 4-byte checksums, and names that each end with a NUL; kernel/module/version.c.
 *
 * @param versions by symbol, in file order
 */
record SymbolVersions(Map<String, Long> versions) {
  private static final int SIZE = 64;
  private static final String SECTION = "__versions";
  private static final String EXTENDED_CHECKSUMS = "__version_ext_crcs";
  private static final String EXTENDED_NAMES = "__version_ext_names";

  /** {@return what the module has for a kernel to read; empty if it has no such section} */
  static Optional<SymbolVersions> of(ObjectFile module, KernelVersion kernel) {
    Optional<Section> checksums = module.section(EXTENDED_CHECKSUMS);
    Optional<Section> names = module.section(EXTENDED_NAMES);
    if (readsExtended(kernel) && checksums.isPresent() && names.isPresent()) {
      return Optional.of(read(checksums.get().data(), names.get().data()));
    }
    return module.section(SECTION).map(section -> read(section.data()));
  }

  /** {@return what is wrong with the two sections of longer names, if the kernel reads them} */
  static Optional<String> problem(ObjectFile module, KernelVersion kernel) {
    Optional<Section> checksums = module.section(EXTENDED_CHECKSUMS);
    Optional<Section> names = module.section(EXTENDED_NAMES);
    if (!readsExtended(kernel) || (checksums.isEmpty() && names.isEmpty())) {
      return Optional.empty();
    }
    if (checksums.isEmpty() || names.isEmpty()) {
      String missing = checksums.isEmpty() ? EXTENDED_CHECKSUMS : EXTENDED_NAMES;
      return Optional.of("it has no section " + missing);
    }
    long wanted = checksums.get().size() / Integer.BYTES;
    long ends = names(names.get().data()).size();
    return ends < wanted
        ? Optional.of("it has " + wanted + " checksums for " + ends + " names")
        : Optional.empty();
  }

  private static boolean readsExtended(KernelVersion kernel) {
    return kernel.isAtLeast(6, 14);
  }

  private static SymbolVersions read(Bytes checksums, Bytes text) {
    Map<String, Long> versions = new LinkedHashMap<>();
    List<String> names = names(text);
    int count = Math.min(names.size(), checksums.length() / Integer.BYTES);
    for (int i = 0; i < count; i++) {
      versions.putIfAbsent(names.get(i), checksums.u32(i * Integer.BYTES));
    }
    return new SymbolVersions(versions);
  }

  /** {@return the names that end with a NUL} */
  private static List<String> names(Bytes text) {
    List<String> names = new ArrayList<>();
    for (int at = 0; at < text.length(); at += names.get(names.size() - 1).length() + 1) {
      String name = text.text(at);
      if (at + name.length() >= text.length()) {
        return names;
      }
      names.add(name);
    }
    return names;
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
