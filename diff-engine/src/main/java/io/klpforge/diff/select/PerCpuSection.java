package io.klpforge.diff.select;

/**
 * The section of variables that each processor has its own of.
 *
 * <p>vmlinux has several, for the order it wants them in ({@code .data..percpu..read_mostly}). Of a
 * module, the kernel makes copies for the processors only of the one; anything else would be plain
 * data, read at an offset that is none.
 *
 * <p>Source: {@code find_pcpusec()}, kernel/module/main.c, and {@code PER_CPU_BASE_SECTION},
 * include/asm-generic/percpu.h, Linux 6.1.
 */
final class PerCpuSection {
  private static final String NAME = ".data..percpu";

  private PerCpuSection() {}

  /** {@return the name that a module must give the section} */
  static String name(String section) {
    return section.startsWith(NAME) ? NAME : section;
  }
}
