package io.klpforge.emit.verify;

import io.klpforge.diff.elf.Relocation;
import io.klpforge.diff.elf.Symbol;
import io.klpforge.emit.inspect.Place;
import java.util.Optional;

/**
 * Looks at static branches and static calls: the instruction that the kernel is to turn, and the
 * key by which it does.
 *
 * <p>Source: arch_jump_entry_size() and __jump_label_patch(), arch/x86/kernel/jump_label.c;
 * __static_call_validate(), arch/x86/kernel/static_call.c, Linux 6.12. What they do not like is
 * BUG(), a branch's when its key is turned, be that when the module is loaded. A static call whose
 * key is code without being a shared trampoline is refused: static_call_add_module(),
 * kernel/static_call_inline.c.
 *
 * @param module that has the tables
 * @param kernel that reads them
 * @param placed the module, as it lies in memory
 * @param findings gets what is wrong
 */
record KeyedSites(
    LoadedModule module, RunningKernel kernel, PlacedModule placed, StepFindings findings) {
  private static final String TRAMPOLINE = "__SCT__";

  /** In the key of a static call: it is a jump, which ends its function. */
  private static final long TAIL = 1;

  private static final long CALL_FLAGS = 3;

  /** In the key of a static branch: it was compiled as a jump, of which objtool makes a NOP. */
  private static final long JUMP_BEFORE = 2;

  /**
   * Checks one record.
   *
   * @param table it is in
   * @param place of the record, for messages
   * @param at the place of the instruction
   * @param entry relocation of the record's key
   */
  void check(CodeTable table, String place, Place at, Relocation entry) {
    checkInstruction(table, place, at, flags(entry));
    checkKey(table, place, entry);
  }

  /** Keys are at multiples of 8; the file has no address of what lies elsewhere. */
  private long flags(Relocation entry) {
    Symbol symbol = module.elf().symbol(entry.symbol());
    return (symbol.isDefined() ? symbol.value() : 0) + entry.addend();
  }

  private void checkInstruction(CodeTable table, String place, Place at, long flags) {
    TurnedSite site = new TurnedSite(module.elf().section(at.section()).data(), at.offset());
    String where = module.describe(module.elf().section(at.section()), at.offset());
    if (table == CodeTable.STATIC_CALL_SITES) {
      boolean tail = (flags & TAIL) != 0;
      if (!(tail ? site.isTailCall() : site.isCall())) {
        String wanted = tail ? "jump to be turned" : "call to be turned";
        findings.add(LoaderRule.BRANCH_SITE, place, "at " + where + " is no " + wanted);
      }
    } else if (!site.isBranch()) {
      findings.add(LoaderRule.BRANCH_SITE, place, "at " + where + " is no jump and no NOP");
    } else if (isMadeByObjtool(flags) && !site.isNop()) {
      findings.add(
          LoaderRule.BRANCH_SITE,
          place,
          "at " + where + " is the jump that objtool makes a NOP of");
    }
  }

  private boolean isMadeByObjtool(long flags) {
    return kernel.isSet("HAVE_JUMP_LABEL_HACK") && (flags & JUMP_BEFORE) != 0;
  }

  private void checkKey(CodeTable table, String place, Relocation entry) {
    Symbol symbol = module.elf().symbol(entry.symbol());
    Optional<Target> code = placed.target(symbol).filter(Target::code);
    if (code.isEmpty()) {
      return;
    }
    if (table != CodeTable.STATIC_CALL_SITES) {
      String message = "its key " + symbol.name() + " is code";
      findings.add(LoaderRule.SPECIAL_SECTION_KEY, place, message);
    } else if (!isShared(symbol, code.get().address() + (entry.addend() & ~CALL_FLAGS))) {
      String message = "its key " + symbol.name() + " is code, and no trampoline that has one";
      findings.add(LoaderRule.SPECIAL_SECTION_KEY, Consequence.INSMOD, place, message);
    }
  }

  /** Where vmlinux has no list of trampolines, their names have to do. */
  private boolean isShared(Symbol symbol, long address) {
    return SharedTrampolines.of(kernel.image())
        .map(trampolines -> trampolines.hasBetween(address, address))
        .orElse(symbol.name().contains(TRAMPOLINE));
  }
}
