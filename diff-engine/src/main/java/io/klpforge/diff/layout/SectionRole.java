package io.klpforge.diff.layout;

import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.special.SpecialSection;
import java.util.List;

/** What a section is to the differ. */
public enum SectionRole {
  /** Functions. */
  CODE,
  /** Variables and tables of the program's own. */
  DATA,
  /** NUL-ended texts; each is identified by what it says. */
  STRINGS,
  /** Pieces of code that a table refers to, such as {@code .altinstr_replacement}. */
  AUXILIARY_CODE,
  /** A table of records about code: see {@link SpecialSection}. */
  TABLE,
  /** Addresses and constants that code reads, eight bytes each: {@code .toc} of ppc64. */
  TOC,
  /** Pointers to the author's callbacks. */
  CALLBACKS,
  /** Exports: {@code __ksymtab} and its like. */
  EXPORTS,
  /** Never in the running kernel, or nothing that code depends on. */
  IGNORED;

  private static final List<String> ORDINARY =
      List.of(".data", ".bss", ".rodata", "__dyndbg", "__verbose", ".sdata", ".sbss");

  /** Prefix of the sections that the callback macros write to. */
  public static final String CALLBACK_PREFIX = ".klpforge.callbacks.";

  /** {@return the role of {@code section}} */
  public static SectionRole of(Section section) {
    String name = section.name();
    if (!section.isAllocated() || isIgnored(section)) {
      return IGNORED;
    }
    if (SpecialSection.of(name).isPresent()) {
      return TABLE;
    }
    if (name.equals(".altinstr_replacement") || name.equals(".altinstr_aux")) {
      return AUXILIARY_CODE;
    }
    if (name.equals(".fixup")) {
      return AUXILIARY_CODE;
    }
    if (name.equals(".toc")) {
      return TOC;
    }
    if (name.startsWith(CALLBACK_PREFIX)) {
      return CALLBACKS;
    }
    if (name.contains("__ksymtab") || name.contains("__kcrctab")) {
      return EXPORTS;
    }
    if (section.isStrings()) {
      return STRINGS;
    }
    return section.isCode() ? CODE : DATA;
  }

  /**
   * {@return whether the kernel collects such sections from all objects and reads them as a whole}:
   * parameters, initcalls, trace events
   */
  public static boolean isCollected(Section section) {
    return of(section) == DATA && ORDINARY.stream().noneMatch(section.name()::startsWith);
  }

  private static boolean isIgnored(Section section) {
    String name = section.name();
    boolean holdsNothing =
        section.type() != ElfConstants.SHT_PROGBITS && section.type() != ElfConstants.SHT_NOBITS;
    return holdsNothing
        || name.startsWith(".discard")
        || name.startsWith(".debug_")
        || name.startsWith(".note")
        || name.equals(".comment")
        || name.equals(".modinfo")
        || name.equals(".orc_header");
  }

  /** {@return whether the section is thrown away once the kernel or module has started} */
  public static boolean isInit(String section) {
    return section.startsWith(".init")
        || section.startsWith(".exit")
        || section.startsWith(".meminit")
        || section.startsWith(".con_initcall")
        || section.startsWith(".initcall");
  }
}
