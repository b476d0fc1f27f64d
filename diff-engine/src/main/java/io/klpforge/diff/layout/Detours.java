package io.klpforge.diff.layout;

import io.klpforge.diff.arch.Architecture;
import io.klpforge.diff.elf.Bytes;
import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Relocation;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.Symbol;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Finds where the code in {@code .altinstr_aux} divides: functions jump there to ask for a feature
 * of the processor as long as the kernel has not been patched for it, and each question ends with a
 * jump back, so that none runs on into the next.
 *
 * <p>Source: {@code _static_cpu_has()}, arch/x86/include/asm/cpufeature.h, Linux 6.1.
 */
final class Detours {
  private static final String SECTION = ".altinstr_aux";

  /** Opcode and distance, which a relocation will write. */
  private static final int LONG_JUMP = 5;

  private final ObjectFile object;
  private final Architecture architecture;

  Detours(ObjectFile object, Architecture architecture) {
    this.object = object;
    this.architecture = architecture;
  }

  /** {@return the section}, if the object has one */
  Optional<Section> section() {
    return object.section(SECTION);
  }

  /** {@return where the questions begin that code of the object jumps to} */
  SortedSet<Long> starts() {
    SortedSet<Long> starts = new TreeSet<>();
    if (section().isPresent()) {
      object.sections().stream()
          .filter(section -> SectionRole.of(section) == SectionRole.CODE)
          .forEach(section -> add(starts, section, section().get()));
    }
    return starts;
  }

  private void add(SortedSet<Long> starts, Section from, Section detours) {
    for (Relocation relocation : object.relocations(from.id())) {
      Symbol symbol = object.symbol(relocation.symbol());
      if (symbol.isIn(detours.id())) {
        References.requireInside(architecture, from, relocation);
        add(starts, from.data(), relocation, symbol, detours.data());
      }
    }
  }

  private void add(
      SortedSet<Long> starts, Bytes code, Relocation relocation, Symbol symbol, Bytes detours) {
    int offset = (int) relocation.offset();
    if (architecture.isBranch(code, offset, relocation.type())) {
      int bias = architecture.bias(code, offset, relocation.type());
      long start = symbol.value() + relocation.addend() + bias;
      if (isBehindJump(detours, start)) {
        starts.add(start);
      }
    }
  }

  private boolean isBehindJump(Bytes code, long start) {
    return start >= LONG_JUMP
        && start < code.length()
        && architecture.jumpLength(code, (int) start - LONG_JUMP) == LONG_JUMP
        && code.s32((int) start - LONG_JUMP + 1) == 0;
  }
}
