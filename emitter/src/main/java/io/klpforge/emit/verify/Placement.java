package io.klpforge.emit.verify;

import io.klpforge.diff.elf.ObjectFile;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.elf.SectionId;
import java.util.HashMap;
import java.util.Map;

/**
 * Where the sections of a module lie in memory: one behind the other, code first.
 *
 * <p>The kernel chooses the addresses when it loads the module; here they are chosen so that all
 * distances the kernel's module area allows are tried. Source: layout_sections(),
 * kernel/module/main.c; Documentation/x86/x86_64/mm.rst, Linux 6.1.
 */
final class Placement {
  /** Ends of the module area of x86-64, with four-level page tables. */
  private static final long AREA_BEGIN = 0xffff_ffff_c000_0000L;

  private static final long AREA_END = 0xffff_ffff_ff00_0000L;

  /** Room for any one module; much more than the largest has. */
  private static final long ROOM = 64L << 20;

  /** Where a module lies, and where those it refers to. */
  enum Distance {
    NEAR(AREA_BEGIN, AREA_END - ROOM),
    FAR(AREA_END - ROOM, AREA_BEGIN);

    private final long module;
    private final long others;

    Distance(long module, long others) {
      this.module = module;
      this.others = others;
    }

    /** {@return the first address of the livepatch} */
    long module() {
      return module;
    }

    /** {@return the first address of each module it refers to} */
    long others() {
      return others;
    }
  }

  private final Map<SectionId, Long> addresses = new HashMap<>();
  private long next;

  private Placement(long begin) {
    this.next = begin;
  }

  /** {@return the sections of a module that begins at {@code begin}} */
  static Placement of(ObjectFile module, long begin) {
    Placement placement = new Placement(begin);
    module.sections().stream().filter(Placement::isCode).forEach(placement::add);
    module.sections().stream().filter(section -> !isCode(section)).forEach(placement::add);
    return placement;
  }

  private static boolean isCode(Section section) {
    return section.isCode();
  }

  private void add(Section section) {
    if (section.isAllocated()) {
      long alignment = Math.max(section.alignment(), 1);
      next = (next + alignment - 1) & -alignment;
      addresses.put(section.id(), next);
      next += section.size();
    }
  }

  /** {@return the address of a section's first byte; 0 if it takes no memory} */
  long address(SectionId section) {
    return addresses.getOrDefault(section, 0L);
  }
}
