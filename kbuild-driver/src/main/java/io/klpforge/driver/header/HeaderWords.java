package io.klpforge.driver.header;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Words of C, and of the kernel's own dialect, that an {@link Outline} is told by. */
final class HeaderWords {
  static final Set<String> TAGS = Set.of("struct", "union", "enum");

  /** These say which type is meant: with one of them no other word does. */
  static final Set<String> TYPE_WORDS =
      Set.of(
          "void",
          "char",
          "short",
          "int",
          "long",
          "float",
          "double",
          "signed",
          "unsigned",
          "_Bool",
          "__int128",
          "struct",
          "union",
          "enum");

  private static final Set<String> OTHER_KEYWORDS =
      Set.of(
          "__signed__",
          "const",
          "__const",
          "volatile",
          "__volatile__",
          "restrict",
          "static",
          "extern",
          "inline",
          "__inline",
          "__inline__",
          "typedef",
          "register",
          "__extension__",
          "if",
          "ifdef",
          "ifndef",
          "elif",
          "else",
          "endif",
          "_Atomic",
          "_Thread_local");

  /** C's own words, and the preprocessor's. */
  static final Set<String> KEYWORDS =
      Stream.of(TYPE_WORDS, OTHER_KEYWORDS)
          .flatMap(Set::stream)
          .collect(Collectors.toUnmodifiableSet());

  /** Types that every file names, and that only the headers that make types declare. */
  static final Set<String> COMMON_TYPES =
      Set.of(
          "bool",
          "u8",
          "u16",
          "u32",
          "u64",
          "s8",
          "s16",
          "s32",
          "s64",
          "__u8",
          "__u16",
          "__u32",
          "__u64",
          "__s8",
          "__s16",
          "__s32",
          "__s64",
          "__le16",
          "__le32",
          "__le64",
          "__be16",
          "__be32",
          "__be64",
          "size_t",
          "ssize_t",
          "loff_t",
          "gfp_t",
          "dma_addr_t",
          "ktime_t",
          "pid_t",
          "sector_t",
          "phys_addr_t",
          "atomic_t",
          "spinlock_t");

  /** Macros and keywords that say something about what is declared, and declare nothing. */
  static final Set<String> ATTRIBUTES =
      Set.of(
          "__attribute__",
          "__attribute",
          "__printf",
          "__scanf",
          "__alloc_size",
          "__must_hold",
          "__acquires",
          "__releases",
          "__aligned",
          "__malloc",
          "__format_arg",
          "__cond_acquires",
          "__assume_aligned",
          "__realloc_size",
          "__packed",
          "____cacheline_aligned",
          "____cacheline_aligned_in_smp",
          "____cacheline_internodealigned_in_smp",
          "__cacheline_group",
          "__randomize_layout",
          "__no_randomize_layout",
          "__ro_after_init",
          "__read_mostly",
          "__must_check",
          "__pure",
          "__maybe_unused",
          "__always_unused",
          "__deprecated",
          "__cold",
          "__weak",
          "__init",
          "__exit",
          "__rcu",
          "__iomem",
          "__user",
          "__percpu",
          "__force",
          "__kernel",
          "__bitwise",
          "asmlinkage",
          "notrace",
          "noinline",
          "noinstr",
          "__always_inline",
          "__nocast",
          "__safe",
          "__counted_by",
          "__latent_entropy",
          "__counted_by_ptr",
          "__private",
          "__attribute_const__",
          "__noreturn",
          "__cpuidle",
          "noinline_for_stack",
          "__visible",
          "__net_init",
          "__net_exit",
          "__sched",
          "__lockfunc",
          "__no_sanitize_address",
          "__initdata",
          "__flatten",
          "nokprobe_inline",
          "__naked",
          "____cacheline_internodealigned",
          "__designated_init",
          "__nonstring");

  /** With one of these a static thing is kept, or called, though nobody names it. */
  static final Set<String> LASTING =
      Set.of("__used", "__attribute__", "__attribute", "__section", "asm", "__asm__", "__initcall");

  private HeaderWords() {}
}
