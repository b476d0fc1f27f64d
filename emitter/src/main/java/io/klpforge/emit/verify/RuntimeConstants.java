package io.klpforge.emit.verify;

import io.klpforge.diff.elf.Section;
import java.util.List;

/**
 * Constants in code that the kernel fills in when it boots: the records of a variable {@code v} are
 * in {@code runtime_ptr_v} or {@code runtime_shift_v}. Those of vmlinux are found by symbols that
 * its linker makes; a module's nobody reads, and its code keeps {@code 0x0123456789abcdef} for an
 * address and 12 for a number of bits.
 *
 * <p>Source: runtime_const_init(), arch/x86/include/asm/runtime-const.h; RUNTIME_CONST(),
 * include/asm-generic/vmlinux.lds.h, Linux 6.12; other machines have the same.
 */
final class RuntimeConstants {
  private static final List<String> TABLES = List.of("runtime_ptr_", "runtime_shift_");

  private RuntimeConstants() {}

  static void check(LoadedModule module, StepFindings findings) {
    module.elf().sections().stream()
        .filter(section -> section.isAllocated() && section.size() > 0)
        .filter(RuntimeConstants::isTable)
        .forEach(
            section ->
                findings.add(
                    LoaderRule.RUNTIME_CONSTANT,
                    section.name(),
                    section.size() / Integer.BYTES + " constants are never filled in"));
  }

  private static boolean isTable(Section section) {
    return TABLES.stream().anyMatch(section.name()::startsWith);
  }
}
