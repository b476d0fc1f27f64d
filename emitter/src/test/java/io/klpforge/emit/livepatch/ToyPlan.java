package io.klpforge.emit.livepatch;

import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.ElfHeader;
import io.klpforge.diff.elf.SymbolType;
import io.klpforge.diff.select.PatchPlan;
import io.klpforge.diff.select.PatchedFunction;
import io.klpforge.diff.select.PlannedCallback;
import io.klpforge.diff.select.PlannedRelocation;
import io.klpforge.diff.select.PlannedSection;
import io.klpforge.diff.select.PlannedSymbol;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * A plan with one function, {@code show}, that uses the exported {@code seq_puts}, a symbol of
 * vmlinux and one of the module {@code jbd2}, and with a callback in the same section.
 */
final class ToyPlan {
  static final int PC32 = 2;
  static final int PLT32 = 4;

  private ToyPlan() {}

  static PatchPlan of(String object, String owner) {
    return with(object, owner, new byte[32], "command_line");
  }

  static PatchPlan with(String object, String owner, byte[] text, String vmlinuxSymbol) {
    return new PatchPlan(
        object,
        owner,
        new ElfHeader(ElfConstants.ET_REL, ElfConstants.EM_X86_64, 0, 0, ByteOrder.LITTLE_ENDIAN),
        List.of(
            text(text),
            debug(),
            section(".note.GNU-stack", 0, new byte[0], List.of()),
            section(".debug_line", 0, new byte[8], List.of())),
        List.of(
            new PlannedSymbol.Defined("show", SymbolType.FUNC, false, 0, 0, 0, 16),
            new PlannedSymbol.Exported("seq_puts"),
            new PlannedSymbol.Unexported(vmlinuxSymbol, "vmlinux", 0),
            new PlannedSymbol.Unexported("commit.isra.0", "jbd2", 3),
            new PlannedSymbol.Defined(".text.show", SymbolType.SECTION, false, 0, 0, 0, 0),
            new PlannedSymbol.Defined("hello", SymbolType.FUNC, false, 0, 0, 16, 16)),
        List.of(new PatchedFunction("show", 2, 0)),
        List.of(),
        List.of(new PlannedCallback(PlannedCallback.Kind.PRE_PATCH, 5)),
        List.of("CRYPTO_INTERNAL"));
  }

  /** The plan with another position of {@code show} in vmlinux, and nothing else to be called. */
  static PatchPlan at(String object, long position) {
    PatchPlan plan = of(object, "vmlinux");
    return new PatchPlan(
        object,
        plan.owner(),
        plan.header(),
        plan.sections(),
        plan.symbols(),
        List.of(new PatchedFunction("show", position, 0)),
        plan.newFunctions(),
        List.of(),
        plan.namespaces());
  }

  /** The plan with a symbol more, and with or without what it does to the kernel. */
  static PatchPlan and(PatchPlan plan, PlannedSymbol symbol, boolean effect) {
    List<PlannedSymbol> symbols = new ArrayList<>(plan.symbols());
    symbols.add(symbol);
    return new PatchPlan(
        plan.object(),
        plan.owner(),
        plan.header(),
        plan.sections(),
        symbols,
        effect ? plan.functions() : List.of(),
        plan.newFunctions(),
        effect ? plan.callbacks() : List.of(),
        plan.namespaces());
  }

  /** The plan with a table of each kind that some kernels read late, and one that none does. */
  static PatchPlan withTables(String object, String owner) {
    PatchPlan plan = of(object, owner);
    List<PlannedSection> sections = new ArrayList<>(plan.sections());
    for (String table : List.of(".altinstructions", ".parainstructions", "__bug_table")) {
      sections.add(
          section(
              table,
              ElfConstants.SHF_ALLOC,
              new byte[16],
              List.of(new PlannedRelocation(0, PC32, 0, 0))));
    }
    return new PatchPlan(
        object,
        owner,
        plan.header(),
        sections,
        plan.symbols(),
        plan.functions(),
        plan.newFunctions(),
        plan.callbacks(),
        plan.namespaces());
  }

  private static PlannedSection text(byte[] bytes) {
    return section(
        ".text.show",
        ElfConstants.SHF_ALLOC | ElfConstants.SHF_EXECINSTR,
        bytes,
        List.of(
            new PlannedRelocation(1, PC32, 2, -4),
            new PlannedRelocation(6, PLT32, 1, -4),
            new PlannedRelocation(11, PLT32, 3, -4),
            new PlannedRelocation(16, PC32, 2, -8)));
  }

  private static PlannedSection debug() {
    return section(".debug_info", 0, new byte[8], List.of(new PlannedRelocation(0, 1, 2, 0)));
  }

  private static PlannedSection section(
      String name, long flags, byte[] bytes, List<PlannedRelocation> relocations) {
    Bytes data = Bytes.of(bytes, ByteOrder.LITTLE_ENDIAN);
    return new PlannedSection(
        name,
        ElfConstants.SHT_PROGBITS,
        flags,
        16,
        0,
        bytes.length,
        data,
        OptionalInt.empty(),
        relocations);
  }
}
