package io.klpforge.emit.verify;

import io.klpforge.diff.elf.Relocation;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.SectionId;
import io.klpforge.diff.elf.Symbol;
import java.util.HashMap;
import java.util.Map;

/**
 * The ORC tables of x86-64: as many records as addresses, and one for each function. Their order is
 * the kernel's affair: it sorts a module's. Where the numbers differ it warns, and uses both.
 *
 * <p>Source: unwind_module_init(), arch/x86/kernel/unwind_orc.c, Linux 6.1.
 */
final class UnwindTables {
  private static final String ORC = ".orc_unwind";
  private static final String ORC_IP = ".orc_unwind_ip";
  private static final int ORC_SIZE = 6;

  private UnwindTables() {}

  static void check(LoadedModule module, StepFindings findings) {
    long records = size(module, ORC);
    long addresses = size(module, ORC_IP);
    if (records / ORC_SIZE != addresses / Integer.BYTES || records % ORC_SIZE != 0) {
      findings.add(
          LoaderRule.UNWIND_TABLES,
          "",
          String.format(
              "%s has %d bytes for the %d addresses in %s",
              ORC, records, addresses / Integer.BYTES, ORC_IP));
      return;
    }
    checkUnwound(module, findings);
  }

  private static long size(LoadedModule module, String section) {
    return module.elf().section(section).map(Section::size).orElse(0L);
  }

  /**
   * Every function has a record at or before its first byte; where nothing changes from one
   * function to the next, objtool leaves the record out.
   */
  private static void checkUnwound(LoadedModule module, StepFindings findings) {
    Map<SectionId, Long> first = new HashMap<>();
    for (Section table : module.elf().sections()) {
      if (table.name().equals(ORC_IP)) {
        module.elf().relocations(table.id()).forEach(entry -> add(first, module, entry));
      }
    }
    module.elf().symbols().stream()
        .filter(symbol -> symbol.isFunction() && symbol.isDefined() && symbol.size() > 0)
        .filter(symbol -> symbol.value() < first(first, symbol))
        .forEach(
            symbol ->
                findings.add(
                    LoaderRule.NO_UNWIND_ENTRY,
                    symbol.name(),
                    "no record of .orc_unwind_ip is about its beginning"));
  }

  private static void add(Map<SectionId, Long> first, LoadedModule module, Relocation entry) {
    Symbol symbol = module.elf().symbol(entry.symbol());
    if (symbol.isDefined()) {
      first.merge(symbol.place().section(), symbol.value() + entry.addend(), Math::min);
    }
  }

  private static long first(Map<SectionId, Long> first, Symbol function) {
    return first.getOrDefault(function.place().section(), Long.MAX_VALUE);
  }
}
