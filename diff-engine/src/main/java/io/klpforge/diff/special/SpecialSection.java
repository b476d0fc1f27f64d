package io.klpforge.diff.special;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A section the kernel reads as a table of records about code; all machines' in one list.
 *
 * <p>The first relocation of a record names the code it is about. Record sizes are learned from
 * where relocations repeat (see {@link EntryTable}), because they change between kernels; how many
 * relocations a record has is known. A section that is not listed here, but refers to places inside
 * functions, is {@link #UNLISTED}.
 */
public enum SpecialSection {
  /**
   * Where BUG() and WARN() are: address, file name, line, flags; without names of files one
   * reference, with formats three.
   *
   * <p>Source: {@code struct bug_entry}, include/asm-generic/bug.h, Linux 6.1.
   */
  BUG_TABLE("__bug_table", Treatment.BY_RECORD, 1, 3),
  /**
   * Instructions to be replaced, all machines but ppc64: where, by what.
   *
   * <p>Source: {@code struct alt_instr}, arch/.../include/asm/alternative.h of x86, arm64, s390 and
   * loongarch, Linux 6.1.
   */
  ALTINSTRUCTIONS(".altinstructions", Treatment.BY_RECORD, 2, 2),
  /**
   * Faulting instruction and where to resume: {@code struct exception_table_entry}, on some
   * machines with a type and data.
   */
  EX_TABLE("__ex_table", Treatment.BY_RECORD, 2, 2),
  /** Static branches: code, target, key: {@code struct jump_entry}, include/linux/jump_label.h. */
  JUMP_TABLE("__jump_table", Treatment.BY_RECORD, 3, 3),
  /** Static calls: code, key: {@code struct static_call_site}; x86, Linux 5.10 on. */
  STATIC_CALL_SITES(".static_call_sites", Treatment.BY_RECORD, 2, 2),
  /**
   * Paravirtual call sites: {@code struct paravirt_patch_site}; x86 before Linux 6.8. The last
   * record may lack its padding.
   */
  PARAINSTRUCTIONS(".parainstructions", Treatment.BY_RECORD),
  /** Addresses of lock prefixes, removed on one processor; x86. */
  SMP_LOCKS(".smp_locks", Treatment.BY_RECORD),
  /** Indirect branches through thunks; x86, Linux 5.16 on. */
  RETPOLINE_SITES(".retpoline_sites", Treatment.BY_RECORD),
  /** Returns through a thunk; x86, Linux 5.19 on. */
  RETURN_SITES(".return_sites", Treatment.BY_RECORD),
  /** Direct calls; x86, Linux 6.2 on. */
  CALL_SITES(".call_sites", Treatment.BY_RECORD),
  /** kCFI preambles, rewritten where the kernel checks calls by FineIBT; x86, Linux 6.2 on. */
  CFI_SITES(".cfi_sites", Treatment.BY_RECORD),
  /** kCFI traps; x86, Linux 6.1 on. */
  KCFI_TRAPS(".kcfi_traps", Treatment.BY_RECORD),
  /** Functions no probe may be put into: NOKPROBE_SYMBOL(); a module's are read as well. */
  KPROBE_BLACKLIST("_kprobe_blacklist", Treatment.BY_RECORD),
  /**
   * Indirect branches and returns that expolines replace; s390.
   *
   * <p>Source: {@code nospec_revert()}, arch/s390/kernel/nospec-branch.c, Linux 6.1.
   */
  S390_INDIRECT_BRANCHES(".s390_indirect_branches", Treatment.BY_RECORD),
  /** Likewise. */
  S390_INDIRECT_CALL(".s390_indirect_call", Treatment.BY_RECORD),
  /** Likewise. */
  S390_INDIRECT_JUMP(".s390_indirect_jump", Treatment.BY_RECORD),
  /** Likewise. */
  S390_RETURN_MEM(".s390_return_mem", Treatment.BY_RECORD),
  /** Likewise. */
  S390_RETURN_REG(".s390_return_reg", Treatment.BY_RECORD),
  /**
   * Code for processors with and without a feature: mask, value, begin and end of the code, begin
   * and end of the other; ppc64. The four distances are from the record's first byte.
   *
   * <p>Source: {@code MAKE_FTR_SECTION_ENTRY}, arch/powerpc/include/asm/feature-fixups.h, Linux
   * 6.1.
   */
  FTR_FIXUP("__ftr_fixup", Treatment.BY_RECORD, 4, 4),
  /** Likewise, for features of the memory management. */
  MMU_FTR_FIXUP("__mmu_ftr_fixup", Treatment.BY_RECORD, 4, 4),
  /** Likewise, for features of the firmware. */
  FW_FTR_FIXUP("__fw_ftr_fixup", Treatment.BY_RECORD, 4, 4),
  /** Where LWSYNC stands for SYNC; ppc64. */
  LWSYNC_FIXUP("__lwsync_fixup", Treatment.BY_RECORD),
  /** Where speculation may be stopped; ppc64. */
  BARRIER_NOSPEC_FIXUP("__barrier_nospec_fixup", Treatment.BY_RECORD),
  /**
   * Addresses that unwind information is for; its records lie in {@code .orc_unwind}; x86 and
   * loongarch.
   */
  ORC_UNWIND_IP(".orc_unwind_ip", Treatment.BY_RECORD),
  /** Unwind information, one record for each in {@code .orc_unwind_ip}; without relocations. */
  ORC_UNWIND(".orc_unwind", Treatment.WITH_ADDRESSES),
  /** Calls of {@code __fentry__} or {@code _mcount} that ftrace may replace. */
  MCOUNT_LOC("__mcount_loc", Treatment.BY_RECORD),
  /** Function entries that ftrace may replace, from -fpatchable-function-entry. */
  PATCHABLE_FUNCTION_ENTRIES("__patchable_function_entries", Treatment.BY_RECORD),
  /**
   * Places that can be reached although the instruction before them seems to end the function, as
   * behind WARN(). Such marks, and those below, are for objtool, which where a kernel has IBT sees
   * them in the finished module only; the linker throws them away then. x86.
   *
   * <p>Source: {@code decode_sections()}, tools/objtool/check.c, Linux 6.1 and 6.12.
   */
  REACHABLE(".discard.reachable", Treatment.BY_RECORD),
  /** Places that cannot be reached, as behind BUG(). */
  UNREACHABLE(".discard.unreachable", Treatment.BY_RECORD),
  /** All such marks in one table: place and kind; Linux 6.14 on. */
  ANNOTATE_INSN(".discard.annotate_insn", Treatment.BY_RECORD),
  /** Indirect branches that need no thunk. */
  RETPOLINE_SAFE(".discard.retpoline_safe", Treatment.BY_RECORD),
  /** Places without ENDBR whose address is taken all the same. */
  NOENDBR(".discard.noendbr", Treatment.BY_RECORD),
  /** Alternatives whose stacks differ. */
  IGNORE_ALTS(".discard.ignore_alts", Treatment.BY_RECORD),
  /** Calls that stay in their function. */
  INTRA_FUNCTION_CALLS(".discard.intra_function_calls", Treatment.BY_RECORD),
  /** Where code that must not be traced may call other code. */
  INSTR_BEGIN(".discard.instr_begin", Treatment.BY_RECORD),
  /** Where that ends. */
  INSTR_END(".discard.instr_end", Treatment.BY_RECORD),
  /** What the stack looks like, where objtool cannot tell. */
  UNWIND_HINTS(".discard.unwind_hints", Treatment.BY_RECORD),
  /** Functions whose stack is not to be looked at. */
  NON_STANDARD_FRAME(".discard.func_stack_frame_non_standard", Treatment.BY_RECORD),
  /** An index of printk formats, for people. */
  PRINTK_INDEX(".printk_index", Treatment.LEFT_OUT),
  /**
   * ENDBR instructions that may become NOPs, as nothing in the whole kernel jumps there by a
   * pointer; x86, Linux 5.18 on. An ENDBR that stays is never wrong.
   */
  IBT_ENDBR_SEAL(".ibt_endbr_seal", Treatment.LEFT_OUT),
  /**
   * Unwind information that user space tools read. The kernels that livepatch unwind by frame
   * pointers or ORC; none up to Linux 6.12 reads a module's.
   */
  SFRAME(".sframe", Treatment.LEFT_OUT),
  /**
   * Unwind information. Of modules, arm64 alone reads it, to replace pointer authentication by
   * shadow call stacks: without, the code keeps the former.
   *
   * <p>Source: {@code module_finalize()}, arch/arm64/kernel/module.c, Linux 6.12.
   */
  EH_FRAME(".eh_frame", Treatment.LEFT_OUT),
  /**
   * Trampolines whose key modules may find; x86. The kernel reads only vmlinux's own.
   *
   * <p>Source: {@code tramp_key_lookup()}, kernel/static_call_inline.c, Linux 6.1.
   */
  STATIC_CALL_TRAMP_KEY(".static_call_tramp_key", Treatment.LEFT_OUT),
  /**
   * Functions that may be made to fail for tests: ALLOW_ERROR_INJECTION(), as every system call
   * has. The old function stays on the list; the new one cannot be made to fail.
   */
  ERROR_INJECTION("_error_injection_whitelist", Treatment.LEFT_OUT),
  /** Marks of tracepoints that modpost reads; Linux 6.18 on. */
  TRACEPOINT_CHECK("__tracepoint_check", Treatment.LEFT_OUT),
  /** Where an interrupted system call starts again; ppc64 assembly. */
  RESTART_TABLE("__restart_table", Treatment.REFUSED),
  /** Code that runs with interrupts masked by software; ppc64 assembly. */
  SOFT_MASK_TABLE("__soft_mask_table", Treatment.REFUSED),
  /** Where returns flush the cache; ppc64 assembly. */
  RFI_FLUSH_FIXUP("__rfi_flush_fixup", Treatment.REFUSED),
  /** Where entries flush the cache; ppc64 assembly. */
  ENTRY_FLUSH_FIXUP("__entry_flush_fixup", Treatment.REFUSED),
  /** Likewise. */
  SCV_ENTRY_FLUSH_FIXUP("__scv_entry_flush_fixup", Treatment.REFUSED),
  /** Where access to user space flushes the cache; ppc64. */
  UACCESS_FLUSH_FIXUP("__uaccess_flush_fixup", Treatment.REFUSED),
  /** Barriers at entries; ppc64 assembly. */
  STF_ENTRY_BARRIER_FIXUP("__stf_entry_barrier_fixup", Treatment.REFUSED),
  /** Barriers at exits; ppc64 assembly. */
  STF_EXIT_BARRIER_FIXUP("__stf_exit_barrier_fixup", Treatment.REFUSED),
  /** Where branch predictions are forgotten; ppc64 of Freescale. */
  BTB_FLUSH_FIXUP("__btb_flush_fixup", Treatment.REFUSED),
  /** Absolute addresses to be fixed when the kernel moves itself; loongarch assembly. */
  LA_ABS(".la_abs", Treatment.REFUSED),
  /** References to code below 2 GB; s390. */
  AMODE31_REFS(".amode31.refs", Treatment.REFUSED),
  /**
   * Where the kernel writes a variable's value into the code of vmlinux, once, when it starts; the
   * section is named {@code runtime_ptr_VARIABLE}. x86, Linux 6.11 on.
   *
   * <p>Source: {@code runtime_const_ptr()}, arch/x86/include/asm/runtime-const.h, Linux 6.12.
   */
  RUNTIME_POINTER("runtime_ptr_", Treatment.REPLACED),
  /** Likewise for the number of bits that a shift is by: {@code runtime_shift_VARIABLE}. */
  RUNTIME_SHIFT("runtime_shift_", Treatment.REFUSED),
  /** Any other section that refers to places inside functions: see {@link UnlistedSection}. */
  UNLISTED("", Treatment.BY_RECORD);

  /** Rows whose name goes on with that of a variable, a table for each. */
  private static final Set<SpecialSection> BY_VARIABLE = Set.of(RUNTIME_POINTER, RUNTIME_SHIFT);

  private static final Map<String, SpecialSection> BY_NAME =
      Arrays.stream(values())
          .filter(row -> !row.section.isEmpty())
          .collect(Collectors.toUnmodifiableMap(row -> row.section, Function.identity()));

  /** Bytes of a record whose distances are from its own first byte: {@code struct fixup_entry}. */
  private static final int FIXUP_ENTRY = 48;

  private static final Set<SpecialSection> FROM_RECORD =
      Set.of(FTR_FIXUP, MMU_FTR_FIXUP, FW_FTR_FIXUP);

  private final String section;
  private final Treatment treatment;
  private final int leastReferences;
  private final int mostReferences;

  SpecialSection(String section, Treatment treatment) {
    this(section, treatment, 1, 1);
  }

  SpecialSection(String section, Treatment treatment, int leastReferences, int mostReferences) {
    this.section = section;
    this.treatment = treatment;
    this.leastReferences = leastReferences;
    this.mostReferences = mostReferences;
  }

  /** {@return the row for a section's name} */
  public static Optional<SpecialSection> of(String section) {
    return Optional.ofNullable(BY_NAME.get(section))
        .or(() -> BY_VARIABLE.stream().filter(row -> section.startsWith(row.section)).findFirst());
  }

  /** {@return the section's name} */
  public String sectionName() {
    return section;
  }

  /** {@return whether it has marks for objtool}, in a section that is not for the kernel */
  public boolean isMark() {
    return section.startsWith(".discard.");
  }

  /**
   * {@return whether its places are behind the instruction that is meant}, which may be the end of
   * a section. Source: {@code add_dead_ends()}, tools/objtool/check.c, Linux 6.12.
   */
  public boolean marksWhatIsBefore() {
    return this == REACHABLE || this == UNREACHABLE;
  }

  /** {@return what becomes of its records} */
  public Treatment treatment() {
    return treatment;
  }

  /** {@return how many relocations a record has at least} */
  int leastReferences() {
    return leastReferences;
  }

  /** {@return how many relocations a record has at most} */
  int mostReferences() {
    return mostReferences;
  }

  /**
   * {@return how many bytes before the relocation at {@code offset} lies what its addend counts
   * from}: nothing, unless distances are from the record's first byte
   */
  public long bias(long offset) {
    return FROM_RECORD.contains(this) ? offset % FIXUP_ENTRY : 0;
  }
}
