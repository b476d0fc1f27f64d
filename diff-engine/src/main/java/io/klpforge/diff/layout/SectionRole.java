package io.klpforge.diff.layout;

import io.klpforge.diff.elf.ElfConstants;
import io.klpforge.diff.elf.Section;
import io.klpforge.diff.special.SpecialSection;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
  /** What the author tells the differ to ignore. */
  MARKS,
  /** Exports: {@code __ksymtab} and its like. */
  EXPORTS,
  /** Never in the running kernel, or nothing that code depends on. */
  IGNORED;

  /** Beginnings of the names of sections whose contents matter only to what refers to them. */
  private static final List<String> ORDINARY =
      List.of(
          ".data",
          ".bss",
          ".rodata",
          ".sdata",
          ".sbss",
          ".ref.data",
          ".ref.rodata",
          ".toc",
          ".got",
          "__dyndbg",
          "__verbose",
          "__trace_printk_fmt",
          "__tracepoint_str",
          "_ftrace_branch",
          "_ftrace_annotated_branch");

  private static final Set<String> AUXILIARY =
      Set.of(".altinstr_replacement", ".altinstr_aux", ".fixup");

  /** The other code of {@code __ftr_fixup} and its like, by label; ppc64. */
  private static final String FEATURE_CODE = "__ftr_alt_";

  /** Where Linux 6.4 and later keep exports for modpost. */
  private static final String EXPORT_SYMBOL = ".export_symbol";

  /** Prefix of the sections that the callback macros write to. */
  public static final String CALLBACK_PREFIX = ".klpforge.callbacks.";

  /** Names of the sections that the macros for what is to be ignored write to. */
  public static final String IGNORED_SECTIONS = ".klpforge.ignore.sections";

  /** Pointers to the functions to be ignored. */
  public static final String IGNORED_FUNCTIONS = ".klpforge.ignore.functions";

  /** {@return the role of {@code section}} */
  public static SectionRole of(Section section) {
    String name = section.name();
    Optional<SpecialSection> special = SpecialSection.of(name);
    if (special.filter(SpecialSection::isMark).isPresent()) {
      return TABLE;
    }
    if (!section.isAllocated() || isIgnored(section)) {
      return IGNORED;
    }
    if (special.isPresent()) {
      return TABLE;
    }
    if (isAuxiliaryCode(name)) {
      return AUXILIARY_CODE;
    }
    if (name.equals(".toc")) {
      return TOC;
    }
    if (name.startsWith(CALLBACK_PREFIX)) {
      return CALLBACKS;
    }
    if (name.equals(IGNORED_SECTIONS) || name.equals(IGNORED_FUNCTIONS)) {
      return MARKS;
    }
    if (name.contains("__ksymtab") || name.contains("__kcrctab") || name.equals(EXPORT_SYMBOL)) {
      return EXPORTS;
    }
    if (section.isStrings()) {
      return STRINGS;
    }
    return section.isCode() ? CODE : DATA;
  }

  /** {@return whether a section of that name holds code that a table refers to} */
  public static boolean isAuxiliaryCode(String name) {
    return AUXILIARY.contains(name) || name.startsWith(FEATURE_CODE);
  }

  /**
   * {@return whether the kernel collects such sections from all objects and reads them as a whole}:
   * parameters, initcalls, trace events
   */
  public static boolean isCollected(Section section) {
    return !isOrdinary(section.name()) && of(section) == DATA;
  }

  private static boolean isOrdinary(String name) {
    for (String prefix : ORDINARY) {
      if (name.startsWith(prefix)) {
        return true;
      }
    }
    return false;
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
