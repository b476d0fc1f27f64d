package io.klpforge.diff.special;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A section the kernel reads as a table of records about code; we copy it record by record.
 *
 * <p>The first relocation of a record names the code it is about. Record sizes are learned from
 * where relocations repeat (see {@link EntryTable}), because they change between kernels.
 */
public enum SpecialSection {
  /**
   * Where BUG() and WARN() are: address, file name, line, flags.
   *
   * <p>Source: {@code struct bug_entry}, include/asm-generic/bug.h, Linux 6.1.
   */
  BUG_TABLE("__bug_table"),
  /** Instructions to be replaced: {@code struct alt_instr}, arch/x86/include/asm/alternative.h. */
  ALTINSTRUCTIONS(".altinstructions"),
  /** Faulting instruction and where to resume: {@code struct exception_table_entry}. */
  EX_TABLE("__ex_table"),
  /** Static branches: code, target, key: {@code struct jump_entry}, include/linux/jump_label.h. */
  JUMP_TABLE("__jump_table"),
  /**
   * Paravirtual call sites: {@code struct paravirt_patch_site}; the last record may lack its
   * padding.
   */
  PARAINSTRUCTIONS(".parainstructions"),
  /** Addresses of lock prefixes, removed on one processor. */
  SMP_LOCKS(".smp_locks"),
  /** Static calls: code, key: {@code struct static_call_site}. */
  STATIC_CALL_SITES(".static_call_sites"),
  /** Indirect branches through thunks; Linux 5.16 on. */
  RETPOLINE_SITES(".retpoline_sites"),
  /** Returns through a thunk; Linux 5.19 on. */
  RETURN_SITES(".return_sites"),
  /** Direct calls; Linux 6.2 on. */
  CALL_SITES(".call_sites"),
  /** ENDBR instructions that may be removed; Linux 5.18 on. */
  IBT_ENDBR_SEAL(".ibt_endbr_seal"),
  /** kCFI preambles; Linux 6.2 on. */
  CFI_SITES(".cfi_sites"),
  /** kCFI traps; Linux 6.1 on. */
  KCFI_TRAPS(".kcfi_traps"),
  /** Addresses that unwind information is for; its records lie in {@code .orc_unwind}. */
  ORC_UNWIND_IP(".orc_unwind_ip"),
  /** Unwind information, one record for each in {@code .orc_unwind_ip}; without relocations. */
  ORC_UNWIND(".orc_unwind"),
  /** Calls of {@code __fentry__} that ftrace may replace. */
  MCOUNT_LOC("__mcount_loc"),
  /** Function entries that ftrace may replace, from -fpatchable-function-entry. */
  PATCHABLE_FUNCTION_ENTRIES("__patchable_function_entries"),
  /**
   * An index of printk formats, for people; pointers to records, not about code. Left out: nothing
   * runs differently without.
   */
  PRINTK_INDEX(".printk_index");

  private static final Map<String, SpecialSection> BY_NAME =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(row -> row.section, Function.identity()));

  private final String section;

  SpecialSection(String section) {
    this.section = section;
  }

  /** {@return the row for a section's name} */
  public static Optional<SpecialSection> of(String section) {
    return Optional.ofNullable(BY_NAME.get(section));
  }

  /** {@return the section's name} */
  public String sectionName() {
    return section;
  }
}
