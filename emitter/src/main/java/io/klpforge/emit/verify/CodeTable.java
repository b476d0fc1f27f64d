package io.klpforge.emit.verify;

import io.klpforge.emit.livepatch.LateSection;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A table of x86-64 modules whose records are about code: how long they are, and what their members
 * refer to. Each record begins with the code it is about.
 *
 * <p>Source: find_module_sections(), kernel/module/main.c; module_finalize(),
 * arch/x86/kernel/module.c, Linux 6.1.
 */
enum CodeTable {
  MCOUNT_LOC("__mcount_loc", 8),
  /** {@code struct exception_table_entry}: instruction, where to resume, how. */
  EX_TABLE("__ex_table", 12, 4),
  /** {@code struct jump_entry}: code, target, key. */
  JUMP_TABLE("__jump_table", 16, OptionalInt.of(4), OptionalInt.of(8)),
  /** {@code struct static_call_site}: code, key. */
  STATIC_CALL_SITES(".static_call_sites", 8, OptionalInt.empty(), OptionalInt.of(4)),
  RETPOLINE_SITES(".retpoline_sites", 4),
  RETURN_SITES(".return_sites", 4),
  CALL_SITES(".call_sites", 4),
  IBT_ENDBR_SEAL(".ibt_endbr_seal", 4),
  SMP_LOCKS(".smp_locks", 4),
  ORC_UNWIND_IP(".orc_unwind_ip", 4),
  /** {@code struct alt_instr}, whose size is learned: it was 13, 12 and 14 bytes. */
  ALTINSTRUCTIONS(".altinstructions", 0, 4),
  /** {@code struct bug_entry}, whose size is learned: it follows the configuration. */
  BUG_TABLE("__bug_table", 0),
  /** {@code struct paravirt_patch_site}; the last record may lack its padding. */
  PARAINSTRUCTIONS(".parainstructions", 0);

  private static final Map<String, CodeTable> BY_NAME =
      Arrays.stream(values())
          .collect(Collectors.toUnmodifiableMap(row -> row.section, Function.identity()));

  private final String section;
  private final int size;
  private final OptionalInt key;
  private final OptionalInt moreCode;

  CodeTable(String section, int size) {
    this(section, size, OptionalInt.empty(), OptionalInt.empty());
  }

  CodeTable(String section, int size, int moreCode) {
    this(section, size, OptionalInt.of(moreCode), OptionalInt.empty());
  }

  CodeTable(String section, int size, OptionalInt moreCode, OptionalInt key) {
    this.section = section;
    this.size = size;
    this.moreCode = moreCode;
    this.key = key;
  }

  /** {@return the table of a section's name; it may have a late one} */
  static Optional<CodeTable> of(String section) {
    String name = LateSection.of(section).map(LateSection::table).orElse(section);
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /** {@return bytes of a record; empty if they differ from kernel to kernel} */
  OptionalInt size() {
    return size == 0 ? OptionalInt.empty() : OptionalInt.of(size);
  }

  /** {@return where in a record the key of a static branch or call is, if it has one} */
  OptionalInt key() {
    return key;
  }

  /** {@return where in a record more code is referred to, besides its beginning} */
  OptionalInt moreCode() {
    return moreCode;
  }

  /** {@return whether a record may be about the first byte behind the code} */
  boolean mayEnd() {
    return this == ORC_UNWIND_IP;
  }

  /** {@return whether the other code may be the first byte behind it}: a replacement of no bytes */
  boolean moreMayEnd() {
    return this == ALTINSTRUCTIONS;
  }

  /** {@return where in a {@code struct alt_instr} its two lengths are}: since Linux 6.3 at 12. */
  static int lengthsOfAlternative(int size) {
    return size >= 14 ? 12 : 10;
  }
}
