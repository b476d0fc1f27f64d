package io.klpforge.emit.verify;

import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.Relocation;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.SectionId;
import io.klpforge.diff.elf.Symbol;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * The tables the kernel reads when it has relocated the module: their sizes, that their records are
 * about code of the module, and that no livepatch relocation comes too late for them.
 *
 * <p>Source: find_module_sections(), kernel/module/main.c; module_finalize(),
 * arch/x86/kernel/module.c; unwind_module_init(), arch/x86/kernel/unwind_orc.c; Linux 6.1.
 */
final class SpecialTables implements LoaderStep {
  private static final String ORC = ".orc_unwind";
  private static final String ORC_IP = ".orc_unwind_ip";
  private static final int ORC_SIZE = 6;

  /** Bytes of a record whose first 4 or 8 bytes say which code it is about. */
  private static final Map<String, Integer> X86_SIZES =
      Map.of(
          "__mcount_loc",
          8,
          "__ex_table",
          12,
          "__jump_table",
          16,
          ".static_call_sites",
          8,
          ".retpoline_sites",
          4,
          ".return_sites",
          4,
          ".call_sites",
          4,
          ".ibt_endbr_seal",
          4,
          ".smp_locks",
          4,
          ORC_IP,
          4);

  /** Read with the module; also those whose records are not of one size for all kernels. */
  private static final Set<String> READ_AT_LOAD =
      Set.of(".altinstructions", ".parainstructions", "__bug_table");

  @Override
  public String title() {
    return "tables about code";
  }

  @Override
  public void check(LoadedModule module, RunningKernel kernel, StepFindings findings) {
    int count = 0;
    for (Section section : module.elf().sections()) {
      Integer size = X86_SIZES.get(section.name());
      if (size != null && kernel.machine() == ElfConstants.EM_X86_64) {
        count++;
        check(section, size, module, findings);
      }
      if (KlpSections.isOfModule(section)) {
        module.target(section).ifPresent(target -> checkTime(section, target, findings));
      }
    }
    checkUnwindTables(module, kernel, findings);
    findings.examined(count + " tables");
  }

  private static void check(Section section, int size, LoadedModule module, StepFindings findings) {
    if (section.size() % size != 0) {
      findings.add(
          LoaderRule.SPECIAL_SECTION_SIZE,
          section.name(),
          "it has " + section.size() + " bytes, a record has " + size);
      return;
    }
    Map<Long, Relocation> entries = new HashMap<>();
    module.elf().relocations(section.id()).forEach(entry -> entries.put(entry.offset(), entry));
    for (long at = 0; at < section.size(); at += size) {
      if (!entries.containsKey(at) || !isCode(module, entries.get(at))) {
        findings.add(
            LoaderRule.SPECIAL_SECTION_ENTRY,
            LoadedModule.plus(section.name(), at),
            "the record is about no code of the module");
      }
    }
  }

  private static boolean isCode(LoadedModule module, Relocation entry) {
    Symbol symbol = module.elf().symbol(entry.symbol());
    if (!symbol.isDefined()) {
      return false;
    }
    Section section = module.elf().section(symbol.place().section());
    long offset = symbol.value() + entry.addend();
    return section.isCode() && offset >= 0 && offset <= section.size();
  }

  private static void checkTime(Section section, Section target, StepFindings findings) {
    if (X86_SIZES.containsKey(target.name()) || READ_AT_LOAD.contains(target.name())) {
      findings.add(LoaderRule.KLP_TOO_LATE, section.name(), "it relocates " + target.name());
    }
  }

  private static void checkUnwindTables(
      LoadedModule module, RunningKernel kernel, StepFindings findings) {
    if (!kernel.isSet("UNWINDER_ORC")) {
      return;
    }
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
